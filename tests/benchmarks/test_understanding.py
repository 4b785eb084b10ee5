"""The measures of understanding count what they say they count."""

from __future__ import annotations

from pathlib import Path
from typing import List, Sequence

import numpy as np
import pytest

from benchmarks.understanding import data, entities, folds, measures
from benchmarks.understanding.data import Line
from benchmarks.understanding.predictions import Model, Predictions
from bot.swedish.entity import Entity

# -- data --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hej", "hej"),
        ("exempel från [Malmö](municipality)", "exempel från Malmö"),
        ('[städ]{"entity": "sector", "value": "städ"} i [Lund](municipality)?', "städ i Lund?"),
        ("vad gäller [enligt lag] (LOU)", "vad gäller [enligt lag] (LOU)"),
    ],
)
def test_annotations_are_taken_away(written: str, expected: str) -> None:
    assert data.plain(written) == expected


def test_lines_know_who_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "lines.yml"
    path.write_text(
        """
nlu:
  - intent: greet
    metadata: {voice: mobil}
    examples: |
      - hej
      - - hej hej
  - intent: out_of_scope
    metadata: {author: a, distance: far}
    examples: |
      - väder i [Malmö](municipality)
""",
        encoding="utf-8",
    )
    assert data.read(path) == [
        Line("hej", "greet", "mobil"),
        Line("- hej hej", "greet", "mobil"),
        Line("väder i Malmö", "out_of_scope", "a", "far"),
    ]


# -- folds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("Vad är ett IOP?", "vad är ett iop", True),
        ("vad ar ett iop", "Vad är ett IOP?!", True),
        ("hur mäter vi effekten av sociala krav", "hur mäter vi effekterna av sociala krav", True),
        ("hur mäter vi effekten", "vad kostar sociala krav", False),
        ("ja", "Ja!", True),
        ("ja", "nej", False),
        ("j", "J", True),
        ("👍", "nej", False),
    ],
)
def test_near_copies(text: str, other: str, expected: bool) -> None:
    assert folds.near_copies([text], ["något helt annat", other]).tolist() == [expected]


def test_no_author_is_on_both_sides() -> None:
    lines = [Line("vad är ett iop", "faq/iop", "a"), Line("Vad är ett IOP?", "faq/iop", "b"), Line("hej", "greet", "b")]
    assert list(folds.by_author(lines)) == [
        folds.Fold("a", lines[1:], [], copies=1),
        folds.Fold("b", lines[:1], lines[2:], copies=1),
    ]


# -- measures ----------------------------------------------------------------------------------------

LABELS = ["faq/iop", "faq/samhall", "greet", "out_of_scope"]


def predictions(*rows: Sequence[object]) -> Predictions:
    """Each row is a label and the probabilities of LABELS."""
    lines = [Line(f"rad {number}", str(label), "a") for number, (label, *_) in enumerate(rows)]
    return Predictions(lines, LABELS, np.array([row[1:] for row in rows], dtype=float))


INSIDE = predictions(
    ("faq/iop", 0.7, 0.1, 0.1, 0.1),
    ("faq/iop", 0.3, 0.6, 0.05, 0.05),
    ("greet", 0.3, 0.2, 0.1, 0.4),
    ("faq/samhall", 0.1, 0.8, 0.05, 0.05),
)
OUTSIDE = predictions(
    ("out_of_scope", 0.1, 0.1, 0.1, 0.7), ("out_of_scope", 0.5, 0.2, 0.1, 0.2), ("out_of_scope", 0.1, 0.1, 0.5, 0.3)
)


def test_shares_of_lines_in_scope() -> None:
    assert measures.understood(INSIDE) == (4, 0.5, 0.75, 0.25)


def test_shares_of_lines_out_of_scope() -> None:
    assert measures.kept_out(OUTSIDE) == (3, pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_labels_come_worst_first() -> None:
    assert [(score.label, score.precision, score.recall, score.support) for score in measures.per_label(INSIDE)] == [
        ("greet", 0, 0, 1),
        ("faq/iop", 1, 0.5, 2),
        ("faq/samhall", 0.5, 1, 1),
    ]


def test_confusions_have_examples() -> None:
    assert measures.confusions(INSIDE, most=1, examples=2) == [("faq/iop", "faq/samhall", 1, ["rad 1"])]


@pytest.mark.parametrize(
    ("confidences", "right", "expected"),
    [
        ([1.0, 1.0], [True, True], 0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.75, 0.75, 0.75, 0.75], [True, True, True, False], 0),
        ([0.95, 0.55], [True, True], 0.25),
        ([0.6, 0.6, 0.91], [True, False, True], (2 * 0.1 + 0.09) / 3),
    ],
)
def test_calibration_error(confidences: List[float], right: List[bool], expected: float) -> None:
    rows = [("greet" if hit else "faq/iop", 0, 0, sure, 1 - sure) for sure, hit in zip(confidences, right)]
    found = measures.reliability(predictions(*rows))
    assert found.error == pytest.approx(expected)
    assert found.counts.sum() == len(confidences)


@pytest.mark.parametrize(
    ("threshold", "coverage", "accuracy", "wrongly_answered"),
    [(0, 1, 0.5, 1 / 3), (0.65, 0.5, 1, 0), (0.5, 0.75, 2 / 3, 1 / 3)],
)
def test_thresholds(threshold: float, coverage: float, accuracy: float, wrongly_answered: float) -> None:
    both = Predictions(
        INSIDE.lines + OUTSIDE.lines, LABELS, np.concatenate([INSIDE.probabilities, OUTSIDE.probabilities])
    )
    (found,) = measures.thresholds(both, [threshold])
    assert found == pytest.approx((threshold, coverage, accuracy, wrongly_answered))


def test_roc() -> None:
    found = measures.roc(INSIDE, OUTSIDE)
    assert found.area == pytest.approx(10 / 12)  # pairs in which the line out of scope has more
    assert found.operating_point == (0.25, pytest.approx(1 / 3))
    assert (found.at(0), found.at(0.25)) == (pytest.approx(1 / 3), 1)


def test_a_model_answers_with_its_labels() -> None:
    lines = [Line(text, label, "a") for text, label in (("vad är iop", "faq/iop"), ("hej", "greet"))] * 4
    found = Model.trained(lines, ["faq/iop", "greet"]).predictions(lines[:2])
    assert found.given() == ["faq/iop", "greet"]
    assert found.probabilities.sum(axis=1) == pytest.approx([1, 1])


# -- entities ----------------------------------------------------------------------------------------

MALMO = Entity("municipality", "Malmö", 5, 10)


@pytest.mark.parametrize(
    ("expected", "found", "right"),
    [
        ([MALMO], [MALMO], 1),
        ([MALMO], [MALMO._replace(end=17)], 1),
        ([MALMO], [MALMO._replace(start=10, end=12)], 0),
        ([MALMO], [MALMO._replace(value="Lund")], 0),
        ([MALMO], [MALMO._replace(kind="region")], 0),
        ([MALMO], [MALMO, MALMO], 1),
        ([MALMO, MALMO], [MALMO], 1),
        ([Entity("ordinal", "last", 0, 5)], [Entity("ordinal", "-1", 0, 5)], 1),
        ([], [MALMO], 0),
    ],
)
def test_entities_match(expected: List[Entity], found: List[Entity], right: int) -> None:
    assert len(entities.matches(expected, found)) == right


@pytest.mark.parametrize(
    ("hits", "expected"),
    [((3, 4, 6), (0.75, 0.5, 0.6)), ((0, 0, 2), (0, 0, 0)), ((0, 0, 0), (0, 0, 0))],
)
def test_shares_of_entities(hits: Sequence[int], expected: Sequence[float]) -> None:
    found = entities.Hits(*hits)
    assert (found.precision, found.recall, found.f1) == pytest.approx(expected)
