"""Search finds what judges wanted who saw nothing of how it works; no choice of ranking was made on their queries."""

from __future__ import annotations

from typing import Sequence

import pytest

from benchmarks.search import judged
from bot.knowledge.search import described

pytestmark = pytest.mark.usefixtures("database")

HELD_OUT = judged.read(held_out=True)
LEAST_NDCG, LEAST_HIT = 0.85, 0.85
MOST_WRONGLY_FOUND = 1 / 6


def search(kind: str, query: str) -> Sequence[str]:
    found = described(kind, query)
    return found["results"] or found["nearby"]


def test_there_are_enough_queries_by_enough_judges() -> None:
    queries = [*HELD_OUT, *judged.read(held_out=False)]
    examples = [item for item in queries if item.kind == "examples"]
    assert len(examples) >= 150 and len({item.judge for item in examples}) >= 3
    assert len({(item.judge, item.kind, item.query) for item in queries}) == len(queries)


@pytest.mark.parametrize(("kind", "least_hit"), [("examples", LEAST_HIT), ("guides", 0.0)])
def test_what_judges_wanted_comes_first(kind: str, least_hit: float) -> None:
    quality = judged.quality([item for item in HELD_OUT if item.kind == kind], search)
    assert quality.ndcg >= LEAST_NDCG and quality.hit >= least_hit, quality


def test_what_nobody_has_written_about_is_not_found() -> None:
    nothing = {item.query for item in HELD_OUT if item.kind == "nothing"}
    wrong = {query for _, query in judged.wrongly_found(HELD_OUT, search)}
    assert len(wrong) <= MOST_WRONGLY_FOUND * len(nothing), wrong


GRADES = {"a": 3, "b": 1}
NDCG = [(["a", "b"], 1.0), ([], 0.0), (["c", "a"], 7 / 1.584962500721156 / (7 + 1 / 1.584962500721156))]


@pytest.mark.parametrize(("ids", "value"), NDCG)
def test_ndcg(ids: Sequence[str], value: float) -> None:
    assert judged.ndcg(GRADES, ids) == pytest.approx(value)
