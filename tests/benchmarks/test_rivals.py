"""The cheap parts of the comparison with other ways to understand: reading, ranking, figures and the baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest

from benchmarks import massive
from benchmarks.rivals import figures, lines, svc
from benchmarks.rivals.lines import Line
from benchmarks.rivals.ranking import labels


def test_what_is_written_for_rasa_reads_the_same(tmp_path: Path) -> None:
    written = [
        Line("hej", "greet"),
        Line("hej: # då", "greet"),
        Line("- \"visa\" [Malmö](municipality)", "search"),
        Line("vad är iop?", "faq/iop_definition"),
    ]  # fmt: skip
    lines.write_nlu(tmp_path / "nlu.yml", written)
    assert lines.read(tmp_path / "nlu.yml") == written


def test_a_sample_has_every_label_and_is_the_same_each_time() -> None:
    many = [Line(f"rad {number}", label) for label in ("a", "b") for number in range(10)] + [Line("ensam", "c")]
    sample = lines.sampled(many, 3)
    assert [line.label for line in sample] == ["a"] * 3 + ["b"] * 3 + ["c"]
    assert lines.sampled(many, 3) == sample


def intents(*names: str) -> List[Dict[str, Any]]:
    return [{"name": name, "confidence": 0.1} for name in names]


STOCK_SELECTOR = {
    "all_retrieval_intents": ["faq"],
    "default": {"ranking": [{"intent_response_key": "faq/iop"}, {"intent_response_key": "faq/samhall"}]},
}
PARSED = [
    ({"intent_ranking": intents("greet", "faq/iop")}, ["greet", "faq/iop"]),
    ({"intent_ranking": intents("nlu_fallback", "faq/iop", "deny")}, ["faq/iop", "deny"]),
    (
        {"intent_ranking": intents("greet", "faq", "deny"), "response_selector": STOCK_SELECTOR},
        ["greet", "faq/iop", "faq/samhall", "deny"],
    ),
]


@pytest.mark.parametrize(("parsed", "expected"), PARSED)
def test_both_ways_to_rank_give_labels(parsed: Dict[str, Any], expected: List[str]) -> None:
    assert labels(parsed) == expected


SETS = {
    "formal": [Line("vad är iop", "faq/iop"), Line("hej", "greet")],
    "informal": [Line("tjena", "greet")],
    "authentic": [Line("samhall?", "faq/samhall")],
    "out_of_scope_far": [Line("blir det regn", "out_of_scope")],
    "out_of_scope_near": [Line("a-kassa", "out_of_scope")],
}
RANKINGS = [["faq/iop"], ["deny", "greet"], ["greet"], ["a", "b", "c", "faq/samhall"], ["faq/iop"], []]


def made_row(rival: str, milliseconds: float) -> figures.Row:
    parsed = {"rankings": RANKINGS, "ms": [milliseconds] * len(RANKINGS), "memory_mb": 99.6}
    return figures.row(rival, SETS, parsed, training_seconds=1.26, model_bytes=3 * 2**20, note="prov")


def test_figures() -> None:
    assert made_row("svc", 2) == {
        "rival": "svc",
        "first": 0.5,
        "among_three": 0.75,
        "kept_out": 0.5,
        "parse_p50_ms": 2.0,
        "parse_p95_ms": 2.0,
        "training_seconds": 1.3,
        "memory_mb": 100,
        "model_mb": 3.0,
        "note": "prov; rätt först: formal 0,500, informal 1,000, authentic 0,000",
    }


TABLES = [(["svc"], "–"), (["svc", "stock"], "0,20")]


@pytest.mark.parametrize(("rivals", "ratio"), TABLES)
def test_times_are_compared_to_stock(rivals: List[str], ratio: str) -> None:
    rows = [made_row(rival, 10 if rival == "stock" else 2) for rival in rivals]
    heading, svc_line, *_ = figures.table(rows).split("\n")
    assert heading.split()[:3] == ["Rival", "Rätt", "först"]
    assert svc_line.split() == ["svc", "0,500", "0,750", "0,500", "2,00", "2,00", ratio, ratio, "1,3", "100", "3,0"]


def test_the_baseline_learns() -> None:
    model = svc.fit(
        [
            Line("vad är iop", "faq/iop"), Line("förklara iop", "faq/iop"),
            Line("hej", "greet"), Line("hej hej", "greet"),
            Line("får vi anlita samhall", "faq/samhall"), Line("samhall", "faq/samhall"),
        ]
    )  # fmt: skip
    assert svc.ranked(model, "köpa av samhal")[0] == "faq/samhall"
    assert sorted(svc.ranked(model, "iop")) == ["faq/iop", "faq/samhall", "greet"]


def test_massive_becomes_a_project_for_rasa(tmp_path: Path) -> None:
    records = [{"utt": "väck mig vid nio", "intent": "alarm_set"}, {"utt": "spela jazz", "intent": "play_music"}]
    source = tmp_path / "train.jsonl"
    source.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    massive.write_project(tmp_path, massive.read(source))
    assert lines.read(tmp_path / "nlu.yml") == [Line("väck mig vid nio", "alarm_set"), Line("spela jazz", "play_music")]
    assert "importers" not in (tmp_path / "config.yml").read_text(encoding="utf-8")
    assert "alarm_set" in (tmp_path / "domain.yml").read_text(encoding="utf-8")
