"""The dashboard shows every metric there is, and asks for none that isn't."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any, Dict, List, Set

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import metrics
from bot.settings import PROJECT_ROOT

FILE = PROJECT_ROOT / "deploy" / "grafana" / "hansynsguiden.json"
DASHBOARD: Dict[str, Any] = json.loads(FILE.read_text("utf-8"))
PANELS: List[Dict[str, Any]] = DASHBOARD["panels"]
SHOWN = [panel for panel in PANELS if panel["type"] != "row"]
# Of a histogram, the dashboard asks for its buckets or its count; of a counter, for its total.
PARTS = re.compile("_(bucket|count|sum|total|info)$")


def asked_for(panel: Dict[str, Any]) -> Set[str]:
    return set(re.findall(r"\bguiden_\w+", " ".join(target["expr"] for target in panel["targets"])))


@pytest.fixture
def samples(database: str) -> Dict[str, Set[str]]:
    """The labels of every sample that our page can have, by its name."""
    metrics.describe_build()
    with metrics.turn("web"):
        metrics.understood("web", {"text": "?", "intent": {"name": "nlu_fallback", "confidence": 0.7}})
    metrics.replied("web", [{"kind": "answer"}])
    metrics.ACTION_ERRORS.labels("action_answer")
    metrics.REFUSALS.labels("overloaded")
    families = list(text_string_to_metric_families(metrics.page().decode()))
    return {sample.name: set(sample.labels) for family in families for sample in family.samples}


def test_every_metric_is_shown_and_every_shown_one_exists(samples: Dict[str, Set[str]]) -> None:
    shown = set().union(*map(asked_for, SHOWN))
    assert shown <= set(samples)
    assert {PARTS.sub("", name) for name in shown} == {PARTS.sub("", name) for name in samples}


def test_panels_ask_for_labels_that_their_metrics_have(samples: Dict[str, Set[str]]) -> None:
    scraped = {"job", "instance"}
    for panel in SHOWN:
        known = scraped.union(*(samples[name] for name in asked_for(panel)))
        for target in panel["targets"]:
            grouped = {name for found in re.findall(r"by \(([^)]*)\)", target["expr"]) for name in found.split(", ")}
            named = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            assert grouped | named <= known, panel["title"]
            assert target["expr"].count("(") == target["expr"].count(")")


def test_panels_have_a_place_and_a_name_of_their_own() -> None:
    assert len({panel["id"] for panel in PANELS}) == len({panel["title"] for panel in PANELS}) == len(PANELS)
    assert all(panel["description"].endswith(".") for panel in SHOWN)
    taken = [
        (panel["gridPos"]["x"] + right, panel["gridPos"]["y"] + down)
        for panel in PANELS
        for right, down in itertools.product(range(panel["gridPos"]["w"]), range(panel["gridPos"]["h"]))
    ]
    assert len(taken) == len(set(taken)) and max(x for x, _ in taken) < 24


def test_whoever_imports_it_chooses_the_data_source() -> None:
    sources = {json.dumps(each) for panel in SHOWN for each in [panel["datasource"], panel["targets"][0]["datasource"]]}
    assert sources == {json.dumps({"type": "prometheus", "uid": "${datasource}"})}
    assert "datasource" in {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    assert "://" not in FILE.read_text("utf-8")
