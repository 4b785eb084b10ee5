"""The report is a page that stands alone and that everyone can read."""

from __future__ import annotations

import json
import math
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import numpy as np
import pytest

from benchmarks.understanding import confidence_sections, other_sections, report, sections
from benchmarks.understanding.data import Line
from benchmarks.understanding.layout import Section, Table, against_floor, as_text, number
from benchmarks.understanding.predictions import Predictions
from benchmarks.understanding.sections import HeldOut, Voice

LABELS = ["faq/iop", "greet", "out_of_scope"]
RIVAL = {
    "rival": "svc", "first": 0.9, "among_three": 0.95, "parse_p50_ms": 0.5, "parse_p95_ms": 1, "training_seconds": 9,
    "memory_mb": 120, "model_mb": 3, "note": "<LinearSVC>",
}  # fmt: skip
VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """Notes what a page has, and fails where an element isn't closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: List[str] = []
        self.tags: List[Tuple[str, Dict[str, Optional[str]]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: List[Tuple[str, Optional[str]]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: List[Tuple[str, Optional[str]]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def attributes(self, tag: str) -> List[Dict[str, Optional[str]]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def made_up() -> Predictions:
    random = np.random.default_rng(0)
    places = ("near", "far", "")
    lines = [Line(f"<rad> {at}", LABELS[at % 3], "ab"[at % 2], places[at // 3 % 3]) for at in range(60)]
    return Predictions(lines, LABELS, random.dirichlet(np.ones(3), len(lines)))


@pytest.fixture(scope="module")
def html(made_up: Predictions, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    (folder / "rivals.json").write_text(json.dumps([RIVAL]), encoding="utf-8")
    sources = {"Korsvalidering": made_up, "Undanhållna": made_up}
    sets = {name: HeldOut(made_up, np.arange(60) < 5) for name in (*sections.FLOORS, *sections.KEPT_OUT_FLOORS)}
    found = [
        sections.of_voices([Voice("mobil", 2, made_up)]),
        sections.of_labels(made_up),
        confidence_sections.of_calibration(sources, 0.3),
        confidence_sections.of_scope(sources),
        sections.of_held_out(sets),
        other_sections.of_rivals(folder),
    ]
    return report.write(folder, found, "60 rader").read_text("utf-8")


def test_the_page_is_well_formed_and_in_swedish(html: str) -> None:
    page = Page(html)
    assert page.attributes("html")[0]["lang"] == "sv"
    assert [len(page.attributes(tag)) for tag in ("h1", "h2", "main")] == [1, 6, 1]


def test_ids_are_unique_and_links_lead_somewhere(html: str) -> None:
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    linked = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html)
    assert {one or other for one, other in linked} <= set(ids)


def test_it_needs_no_network(html: str) -> None:
    page = Page(html)
    assert not any("src" in attributes for _, attributes in page.tags)
    assert page.attributes("link") == page.attributes("script") == []


def test_figures_and_tables_can_be_read_without_seeing(html: str) -> None:
    page = Page(html)
    plots = [attributes for attributes in page.attributes("div") if attributes.get("role") == "img"]
    assert len(plots) == len(page.attributes("figure")) == len(page.attributes("svg")) == 5
    assert all(attributes["aria-label"] for attributes in plots)
    assert len(page.attributes("caption")) == len(page.attributes("table"))
    assert all(attributes["scope"] in ("col", "row") for attributes in page.attributes("th"))


def test_what_people_wrote_is_no_markup(html: str) -> None:
    assert "<rad>" not in html and "&lt;rad&gt;" in html
    assert "&lt;LinearSVC&gt;" in html


def test_without_rivals_it_says_how_to_measure_them(tmp_path: Path) -> None:
    found = other_sections.of_rivals(tmp_path)
    assert other_sections.RIVALS_COMMAND in found.about
    assert not found.tables


@pytest.mark.parametrize(
    ("value", "expected"), [(0.5, "0,500"), (1.0, "1,000"), (12.34567, "12,346"), (None, "–"), (math.nan, "–")]
)
def test_numbers_are_swedish(value: Optional[float], expected: str) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(0.95, "0,950 (golv 0,95 nås)"), (0.94, "0,940 (golv 0,95 nås inte)")])
def test_floors(value: float, expected: str) -> None:
    assert against_floor(value, 0.95) == expected


def test_the_terminal_gets_the_beginning_of_long_tables() -> None:
    table = Table("Rader", ("Namn", "Antal"), [(f"rad {at}", str(at)) for at in range(17)])
    lines = as_text(Section("Allt", "Om allt.", [table])).splitlines()
    assert lines[:6] == ["ALLT", "", "Om allt.", "", "Rader:", "Namn    Antal"]
    assert lines[-2:] == ["rad 14  14", "… och 2 rader till i rapporten"]
