"""Candidate answers in the order in which they fit a question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import List

import pytest
from click.testing import CliRunner

from bot import cli
from bot.knowledge.rank import Asked, order

PERMITS = [
    "Du söker bygglov hos kommunens byggnadsnämnd. Handläggningen tar tio veckor.",
    "Parkeringstillstånd för rörelsehindrade söker du hos kommunen.",
    "Ansökan om serveringstillstånd kostar 8 000 kronor hos kommunen.",
]

BEST = [
    ("Hur lång tid tar ett bygglov?", PERMITS, 0),
    ("jag är rörelsehindrad, var får jag parkera", PERMITS, 1),
    ("vad kostar det att söka tillstånd för att servera alkohol", PERMITS, 2),
    ("SERVERINGSTILLSTÅNDET", PERMITS, 2),
    ("bygglovet", list(reversed(PERMITS)), 2),
]


@pytest.mark.parametrize(("question", "candidates", "best"), BEST)
def test_the_answer_comes_first(question: str, candidates: List[str], best: int) -> None:
    assert order(Asked(question, candidates))[0] == best


EVERY_PLACE_ONCE = [
    ("", PERMITS),
    ("kvantfysik", PERMITS),
    ("Hur lång tid?", ["", "?", "tid"]),
    ("Hur?", ["samma text", "samma text"]),
    ("Hur?", []),
]


@pytest.mark.parametrize(("question", "candidates"), EVERY_PLACE_ONCE)
def test_every_candidate_keeps_a_place(question: str, candidates: List[str]) -> None:
    assert sorted(order(Asked(question, candidates))) == list(range(len(candidates)))


def test_equals_stay_in_the_order_given() -> None:
    assert order(Asked("kvantfysik", PERMITS)) == [0, 1, 2]


def test_the_command_answers_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "fragor.jsonl"
    rows = [{"question": question, "candidates": candidates} for question, candidates, _ in BEST]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", "utf-8")
    done = CliRunner().invoke(cli.main, ["rank", str(file)])
    assert done.exit_code == 0, done.output
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["order"][0] for answer in answers] == [best for _, _, best in BEST]


UNREADABLE = ["inte json", "[]", "{}", '{"question": "a"}', '{"question": 1, "candidates": []}', 'null',
              '{"question": "a", "candidates": "bcd"}', '{"question": "a", "candidates": [1]}']  # fmt: skip


@pytest.mark.parametrize("line", UNREADABLE)
def test_a_bad_line_is_named_and_nothing_is_printed(line: str, tmp_path: Path) -> None:
    file = tmp_path / "fragor.jsonl"
    file.write_text('{"question": "a", "candidates": ["b"]}\n' + line + "\n", "utf-8")
    done = CliRunner().invoke(cli.main, ["rank", str(file)])
    assert done.exit_code == 1
    assert "Rad 2" in done.output
    assert "order" not in done.output
