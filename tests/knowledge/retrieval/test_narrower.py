"""What a list is offered to be narrowed by is what a search with that filter, too, gives."""

from __future__ import annotations

import re
from collections import Counter
from typing import Dict, List, Sequence, Tuple

import pytest

from actions.lists import NARROWING_KINDS, show
from benchmarks.search import judged
from bot.conversations import files
from bot.knowledge import store
from bot.knowledge.retrieval import candidates, matches
from bot.knowledge.retrieval.narrow import add
from bot.knowledge.retrieval.query import Query, read_query
from bot.knowledge.search import search_examples
from bot.settings import PROJECT_ROOT

pytestmark = pytest.mark.usefixtures("each_database")

DIALOGUES = [PROJECT_ROOT / "tests" / "dialogue" / f"{name}.yml" for name in ("search", "follow_ups")]
SAID = ["", *(step.user for each in files.read(DIALOGUES) for step in each.steps if step.user)]
JUDGED = [item.query for item in judged.read(held_out=False) if item.kind == "examples"]
QUERIES: Dict[str, Query] = {text: read_query(text) for text in [*SAID, *JUDGED]}
LEAST_OFFERED = 300

Offers = List[Tuple[str, str, int]]


def by_searching_again(query: Query, results: Sequence[str]) -> Offers:
    """The commonest value of each kind among what was found, and how many a search for it gives."""
    found = store.examples(results)
    kinds = [kind for kind in NARROWING_KINDS if kind not in query.filters]
    values = {kind: Counter(getattr(example, kind) for example in found) for kind in kinds}
    for counted in values.values():
        del counted["not_applicable"]
    return [
        (kind, value, search_examples(add(query, {kind: [value]}), surely=True).total)
        for kind, counted in values.items()
        for value, _ in counted.most_common(1)
    ]


# How many entries are read at most, how many are worth reading all, and where counting stops.
LIMITS = {
    "all are read": (candidates.POOL, candidates.MANY, matches.MOST_COUNTED),
    "some are read": (20, candidates.MANY, matches.MOST_COUNTED),
    "too many to look at, or to count": (20, 1, 15),
}


@pytest.mark.parametrize(("most_read", "many", "most_counted"), LIMITS.values(), ids=LIMITS)
def test_offers(most_read: int, many: int, most_counted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "POOL", most_read)
    monkeypatch.setattr(candidates, "MANY", many)
    monkeypatch.setattr(matches, "MOST_COUNTED", most_counted)
    found = {text: search_examples(query, surely=True, narrow_by=NARROWING_KINDS) for text, query in QUERIES.items()}
    offered = {text: list(each.narrower) for text, each in found.items()}
    assert offered == {text: by_searching_again(QUERIES[text], each.results) for text, each in found.items()}
    assert sum(map(len, offered.values())) >= LEAST_OFFERED


def test_a_choice_gives_as_many_as_it_says() -> None:
    pressed = 0
    for text in SAID:
        for choice in show(QUERIES[text], 0).replies[0].choices:
            said = re.fullmatch(r"Bara .+ \((\d+)\)", choice.title)
            if said:
                narrowed = show(add(QUERIES[text], choice.value["add"]), 0).replies[0]
                assert narrowed.text.startswith(f"Jag hittade {said.group(1)} exempel"), (text, choice.title)
                pressed += 1
    assert pressed >= 50
