"""Find examples, guides and answers: filters decide what may be shown, words what comes first."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, Callable, Dict, Sequence, Tuple

from bot.database import engine
from bot.knowledge.records import Example
from bot.knowledge.retrieval.matches import Found, Matches
from bot.knowledge.retrieval.nearest import NEARBY, nearest
from bot.knowledge.retrieval.query import Query, read_query
from bot.knowledge.retrieval.scope import belonging
from bot.swedish.standard import terms

ALIKE = 9
# Filters that are never let go without saying so.
FIRM = {"municipality", "region", "year"}
# In a search among guides these say nothing about which one is meant.
WORDS_FOR_GUIDES = {"guide", "handbok", "rapport", "vagledning"}


def search_examples(query: Query, surely: bool = False, narrow_by: Sequence[str] = ()) -> Found:
    """Examples that pass the filters, those that fit the query's words best first.

    `surely` when it is known that examples are asked for: then no word makes the question another's. `narrow_by` names
    kinds of filters to make a longer list shorter by.
    """
    with engine().connect() as connection:
        search = Matches(connection, "example", query)
        if not (surely or search.is_ours()):
            return Found(query)
        found = search.found(narrow_by)
        if found.results or not (query.filters or query.excluded):
            return found
        near = nearest(connection, query)
        nearby = tuple(dict.fromkeys([*search.by_partners(), *near.nearby]))[:NEARBY]
        return replace(near, nearby=nearby, ranking=found.ranking)


def similar_examples(example: Example) -> Tuple[str, ...]:
    """Ids of the examples most like one: same way to work, same business, and words of its title."""
    alike = {"method": [example.method], "sector": example.sectors, "target_group": example.target_group_types}
    query = Query(terms(example.title), {kind: list(values) for kind, values in alike.items() if values})
    with engine().connect() as connection:
        ranking = Matches(connection, "example", query).found().ranking
    return tuple(identity for identity in ranking if identity != example.id)[:ALIKE]


def search_guides(query: Query) -> Found:
    """Guides and reports by words, of the year that was asked for; of any year when there is none, `emptied_by` it."""
    words = tuple(word for word in query.words if word not in WORDS_FOR_GUIDES)
    year = {kind: values for kind, values in query.filters.items() if kind == "year"}
    with engine().connect() as connection:
        for filters in [year, {}] if year else [{}]:
            search = Matches(connection, "guide", replace(query, words=words, filters=filters, excluded={}))
            found = search.found() if search.is_ours() else Found(query)
            if found.results:
                break
    emptied_by = "year" if year and not filters else ""
    return replace(found, query=query, emptied_by=emptied_by)


def search_answers(text: str, limit: int) -> Tuple[str, ...]:
    """Ids of the answers whose texts share most with the question."""
    return best_entries("answer", Query(terms(text), belonging=belonging(text)), limit)


def best_entries(kind: str, query: Query, limit: int) -> Tuple[str, ...]:
    """Ids of the entries of a kind (answer, guide, example) that have enough of the query's words.

    Of its filters only place and year hold. No guide or answer is of a place.
    """
    filters = {name: values for name, values in query.filters.items() if name in FIRM}
    if not query.words or filters and kind != "example":
        return ()
    with engine().connect() as connection:
        search = Matches(connection, kind, Query(query.words, filters, belonging=query.belonging))
        return search.with_enough_words()[:limit] if search.is_ours() else ()


def search(kind: str, text: str) -> Found:
    """Search `examples` or `guides` for a text as a person typed it."""
    searches: Dict[str, Callable[[Query], Found]] = {"examples": search_examples, "guides": search_guides}
    return searches[kind](read_query(text))


def described(kind: str, text: str) -> Dict[str, Any]:
    """A search in the format of `guiden search`; `ms` is its time."""
    started = time.perf_counter()
    found = search(kind, text)
    return {
        "query": text,
        "filters": {**found.query.filters, **{f"not_{name}": value for name, value in found.query.excluded.items()}},
        "total": found.total,
        "results": list(found.ranking[:10]),
        "nearby": list(found.nearby),
        "ms": round((time.perf_counter() - started) * 1000, 3),
    }
