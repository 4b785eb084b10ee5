"""Find examples, guides and answers: filters decide what may be shown, words what comes first."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, Iterable, Set, Tuple

from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.knowledge.candidates import Pool, marks, passing, pool
from bot.knowledge.documents import word_token
from bot.knowledge.fulltext import Hit, count
from bot.knowledge.query import KINDS, Query, read_query
from bot.knowledge.ranking import Weigher, Word, fits
from bot.knowledge.records import Example
from bot.knowledge.scope import belonging
from bot.swedish import register
from bot.swedish.standard import terms

NEARBY = 3
# How much of the words' weight an entry must have to be found when only words were asked for, by its kind.
ENOUGH = {"example": 0.3, "guide": 0.25, "answer": 0.4}
# Filters of what is done are wishes, with how much each counts beside words, and so is whose example it is rather than
# who took part. A place and a year are never let go without saying so.
WISHES = {
    "municipality": 2.0,
    "method": 1.5,
    "contract_type": 1.2,
    "sector": 0.9,
    "target_group": 0.8,
    "requirement_type": 1.0,
}
PLACE = "municipality"
# Filters that say most about what a person wants are let go last when nothing matches; a municipality is widened.
KEPT = {"municipality": 1, "method": 2, "region": 2}
# In a search among guides these say nothing about which one is meant.
WORDS_FOR_GUIDES = {"guide", "handbok", "rapport", "vagledning"}
# A question is ours by its words, by how much of them an entry has, and by wishes that only our subject has.
# The proportions are a logistic regression's over judged queries.
COVERED, LITERAL, WISHED, MOST_WISHED, OURS = 0.4, 1.4, 0.7, 2, 0.5
ALMOST, ALIKE = 10, 9
# Hits are counted up to here; a total of this means "at least".
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Found:
    """Ids, best first: `results` pass every filter, `almost` those of place and year and fit the rest best.

    `ranking` has both, as they fit. Without results `emptied_by` is the kind of filter whose loss gives the ids in
    `nearby`.
    """

    query: Query
    results: Tuple[str, ...] = ()
    total: int = 0
    almost: Tuple[str, ...] = ()
    nearby: Tuple[str, ...] = ()
    emptied_by: str = ""
    ranking: Tuple[str, ...] = ()


def search_examples(query: Query) -> Found:
    """Examples that pass the filters, those that fit the query's words best first."""
    with session_scope() as session:
        search = _Search(session, "example", query)
        if not search.is_ours():
            return Found(query)
        found = search.found()
        if found.results or not (query.filters or query.excluded):
            return found
        nearest = _nearest(session, query)
        if PLACE in query.filters:
            nearest = replace(nearest, nearby=tuple(dict.fromkeys([*found.ranking, *nearest.nearby]))[:NEARBY])
        return replace(nearest, almost=found.almost, ranking=found.ranking)


def count_examples(query: Query) -> int:
    """How many examples the query finds, up to MOST_COUNTED."""
    with session_scope() as session:
        return _Search(session, "example", query).found().total


def similar_examples(example: Example) -> Tuple[str, ...]:
    """Ids of the examples most like one: same way to work, same business, and words of its title."""
    alike = {"method": [example.method], "sector": example.sectors, "target_group": example.target_group_types}
    query = Query(terms(example.title), {kind: list(values) for kind, values in alike.items() if values})
    with session_scope() as session:
        ranking = _Search(session, "example", query).found().ranking
    return tuple(identity for identity in ranking if identity != example.id)[:ALIKE]


def search_guides(query: Query) -> Found:
    """Guides and reports by words, of the year that was asked for if there are such."""
    words = tuple(word for word in query.words if word not in WORDS_FOR_GUIDES)
    year = {kind: values for kind, values in query.filters.items() if kind == "year"}
    with session_scope() as session:
        for filters in [year, {}] if year else [{}]:
            search = _Search(session, "guide", replace(query, words=words, filters=filters, excluded={}))
            found = search.found() if search.is_ours() else Found(query)
            if found.results:
                break
    return replace(found, query=query)


def search_answers(text: str, limit: int) -> Tuple[str, ...]:
    """Ids of the answers whose texts share most with the question."""
    return best_entries("answer", Query(terms(text), belonging=belonging(text)), limit)


def best_entries(kind: str, query: Query, limit: int) -> Tuple[str, ...]:
    """Ids of the entries of a kind (answer, guide, example) that have enough of the query's words, filters aside."""
    if not query.words:
        return ()
    with session_scope() as session:
        search = _Search(session, kind, Query(query.words, belonging=query.belonging))
        return search.found().results[:limit] if search.is_ours() else ()


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


class _Search:
    """One query's words among the entries that pass its filters of place and year."""

    def __init__(self, session: Session, kind: str, query: Query) -> None:
        self._session, self._kind, self._query = session, kind, query
        wished = {name: marks(name, values) for name, values in query.filters.items() if name in WISHES}
        weigher = Weigher(session, kind, [*query.words, *query.unwanted], itertools.chain(*wished.values()))
        self._words = weigher.words(query.words)
        self._unwanted = [word for word in weigher.words(query.unwanted) if word.ways]
        self._wishes = {name: weigher.filter(values, WISHES[name]) for name, values in wished.items()}
        self._firm = passing(kind, query, set(query.filters) - set(WISHES) | {PLACE}, self._unwanted)
        self._pool: Pool = pool(session, self._firm, [w.expression() for w in self._wishes.values()], self._words)
        self._fits = fits(kind, self._pool.hits, self._words, list(self._wishes.values()))

    def is_ours(self) -> bool:
        """Whether the question belongs to us: when it only names filters it does; else by what its words are."""
        named = {word_token(term) for term in self._query.named}
        if all(word.token in named for word in self._words):
            return True
        had = max((COVERED * fit.covered + LITERAL * fit.literal for fit in self._fits.values()), default=0.0)
        wished = min(len(set(self._wishes) - {PLACE}), MOST_WISHED)
        return self._query.belonging + had + WISHED * wished >= OURS

    def found(self) -> Found:
        strict, loose = self._passing_all(), self._others()
        ranked = sorted(self._pool.hits, key=self._order)
        return Found(
            self._query,
            results=tuple(hit.id for hit in ranked if hit.id in strict),
            total=len(strict) if self._pool.complete else self._count(),
            almost=tuple(hit.id for hit in ranked if hit.id in loose)[:ALMOST],
            ranking=tuple(hit.id for hit in ranked if hit.id in strict | loose),
        )

    def best(self) -> float:
        return max((self._fits[identity].score for identity in self._passing_all()), default=0.0)

    def _order(self, hit: Hit) -> Tuple[float, int, str]:
        return -self._fits[hit.id].score, -(hit.year or 0), hit.id

    def _passing_all(self) -> Set[str]:
        """Entries that have every wish, or when there is no filter at all enough of the words."""
        if self._query.filters or not self._words:
            return {hit.id for hit in self._pool.hits if all(_has(hit, wish) for wish in self._wishes.values())}
        return {identity for identity, fit in self._fits.items() if fit.covered > ENOUGH[self._kind]}

    def _others(self) -> Set[str]:
        """Entries that don't pass all wishes, or don't have enough of the words, but fit in some way."""
        return {identity for identity, fit in self._fits.items() if fit.score > 0} - self._passing_all()

    def _count(self) -> int:
        wished = passing(self._kind, self._query, self._query.filters, self._unwanted)
        return count(self._session, wished, MOST_COUNTED)


def _has(hit: Hit, wish: Word) -> bool:
    return any(f" {mark} " in hit.fields[-1] for marks, _ in wish.ways for mark in marks)


def _nearest(session: Session, query: Query) -> Found:
    """Let go of one filter, whichever leaves what the words fit best; if that isn't enough, of several.

    The method and the place are kept as long as possible, a municipality's region longer than the municipality.
    """

    def left(wider: Query) -> Tuple[Tuple[str, ...], float]:
        search = _Search(session, "example", wider)
        return search.found().results, search.best()

    losses = [(kind, *left(_without_kind(query, kind))) for kind in KINDS if _can_lose(query, kind)]
    options = sorted((loss for loss in losses if loss[1]), key=lambda loss: (KEPT.get(loss[0], 0), -loss[2]))
    if options:
        ids = dict.fromkeys(identity for _, found, _ in options for identity in found)
        return Found(query, nearby=tuple(ids)[:NEARBY], emptied_by=options[0][0])
    regional = _without_kind(query, "municipality")
    for kinds in ({"region", "method"}, {"method"}, {"region"}):
        wider = _keeping(regional, kinds)
        ids_left = left(wider)[0] if wider.filters else ()
        if ids_left:
            only = next(iter(query.filters)) if len(query.filters) == 1 else ""
            return Found(query, nearby=ids_left[:NEARBY], emptied_by=only)
    return Found(query)


def _can_lose(query: Query, kind: str) -> bool:
    return kind in query.filters and (len(query.filters) > 1 or kind == "municipality")


def _keeping(query: Query, kinds: Iterable[str]) -> Query:
    return replace(query, filters={kind: values for kind, values in query.filters.items() if kind in set(kinds)})


def _without_kind(query: Query, kind: str) -> Query:
    """The query without a kind of filter; its municipalities are widened to their regions."""
    wider = _keeping(query, set(query.filters) - {kind})
    if kind != "municipality":
        return wider
    names = register.region_names_by_code()
    places = [register.municipalities()[name] for name in query.filters.get("municipality", ())]
    regions = [*query.filters.get("region", ()), *(names[place.region_code] for place in places)]
    return replace(query, filters={**wider.filters, "region": regions}) if regions else wider
