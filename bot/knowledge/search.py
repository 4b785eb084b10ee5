"""Find examples, guides and answers: filters decide what may be shown, words what comes first."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, Iterable, List, Sequence, Set, Tuple

from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.knowledge import documents
from bot.knowledge.documents import word_token
from bot.knowledge.expressions import Part, all_of, any_of, without
from bot.knowledge.fulltext import Hit, count, match
from bot.knowledge.query import KINDS, Query, read_query
from bot.knowledge.ranking import Word, coverage, enough, filtered, scores_of, weighed
from bot.swedish import register, years
from bot.swedish.standard import terms

NEARBY = 3
# How much of the words' weight an entry must carry to be found when only words were asked for, by its kind.
ENOUGH = {"example": 0.4, "guide": 0.3, "answer": 0.4}
# Once something is found, how much is needed to be named after it.
LOOSE = 0.15
# How much of a question's weight must be known, as a filter or in an entry, for it to be ours.
OURS = 0.3
# Filters of what is done; a place and a year are never let go without saying so.
SOFT = {"method", "contract_type", "sector", "target_group", "requirement_type"}
# Filters that say most about what a person wants: let go last when nothing matches.
KEPT = {"municipality", "method", "region"}
# In a search among guides these say nothing about which one is meant.
WORDS_FOR_GUIDES = {"guide", "handbok", "rapport", "vagledning"}
# Entries that are ranked; of more hits, those with most of the words.
POOL = 200
ALMOST = 10
# Hits are counted up to here; a total of this means "at least".
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Ranking:
    """Ids, best first, of `total` hits in all; `best` is how well the first one fits."""

    ids: Tuple[str, ...]
    total: int
    best: float = 0.0


@dataclass(frozen=True)
class Found:
    """Ids, best first: `results` pass every filter, `almost` those of place and year and fit the rest best.

    Without results `emptied_by` is the kind of filter whose loss gives the ids in `nearby`.
    """

    query: Query
    results: Tuple[str, ...]
    total: int = 0
    almost: Tuple[str, ...] = ()
    nearby: Tuple[str, ...] = ()
    emptied_by: str = ""


def search_examples(query: Query) -> Found:
    """Examples that pass the filters, those that share the query's words first."""
    with session_scope() as session:
        examples = _Examples(session, query)
        if not examples.are_asked_for(query):
            return Found(query, ())
        ranking = examples.ranked(query)
        found = Found(query, ranking.ids, ranking.total, examples.almost(query, ranking.ids))
        if ranking.ids or not (query.filters or query.excluded):
            return found
        return replace(_nearest(examples, query), almost=found.almost)


def count_examples(query: Query) -> int:
    """How many examples the query finds, up to MOST_COUNTED."""
    with session_scope() as session:
        return _Examples(session, query).ranked(query).total


def search_guides(query: Query) -> Found:
    """Guides and reports by words, of the year that was asked for if there are such."""
    words = [word for word in query.words if word not in WORDS_FOR_GUIDES]
    year = {kind: values for kind, values in query.filters.items() if kind == "year"}
    with session_scope() as session:
        weighed_words = weighed(session, "guide", words)
        for filters in [year, {}] if year else [{}]:
            ranking = _rank(session, "guide", _wanted("guide", Query(filters=filters)), weighed_words, ENOUGH["guide"])
            if ranking.ids:
                break
        looser = _rank(session, "guide", _wanted("guide", Query()), weighed_words, LOOSE) if ranking.ids else ranking
    almost = tuple(identity for identity in looser.ids if identity not in set(ranking.ids))
    return Found(query, ranking.ids, ranking.total, almost[:ALMOST])


def search_answers(text: str, limit: int) -> Tuple[str, ...]:
    """Ids of the answers whose texts share most with the question."""
    asked = terms(text)
    if not asked:
        return ()
    with session_scope() as session:
        words = weighed(session, "answer", asked)
        return _rank(session, "answer", _wanted("answer", Query()), words, ENOUGH["answer"]).ids[:limit]


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
        "results": [*found.results, *found.almost][:10],
        "nearby": list(found.nearby),
        "ms": round((time.perf_counter() - started) * 1000, 3),
    }


class _Examples:
    """Examples ranked by the same words under one filter after another."""

    def __init__(self, session: Session, query: Query) -> None:
        self._session = session
        self._words = weighed(session, "example", query.words)
        self._soft = [
            filtered(session, "example", _marks(kind, values)) for kind, values in query.filters.items() if kind in SOFT
        ]

    def ranked(self, query: Query) -> Ranking:
        least = 0.0 if query.filters else ENOUGH["example"]
        return _rank(self._session, "example", _wanted("example", query), self._words, least)

    def are_asked_for(self, query: Query) -> bool:
        """Whether enough of the question is known: as a filter, or as a word of an example that passes them all."""
        named = {word_token(term) for term in query.named}
        free = [word for word in self._words if word.token not in named]
        if not free or not query.filters:
            return True
        if not any(word.ways for word in free) and not self._soft:
            return False
        hits = match(self._session, _wanted("example", query), POOL)
        wished, unsaid = (sum(word.weight for word in words) for words in (self._soft, free))
        known = wished + coverage("example", hits, free) * unsaid
        return bool(set(query.filters) - SOFT) or known >= OURS * (wished + unsaid)

    def almost(self, query: Query, but: Sequence[str]) -> Tuple[str, ...]:
        """Examples that pass the filters of place and year, and fit the others and the words best."""
        firm = _wanted("example", _keeping(query, set(query.filters) - SOFT))
        words = sorted([*self._words, *self._soft], key=lambda word: -word.weight)
        ranking = _rank(self._session, "example", firm, words, LOOSE if but else ENOUGH["example"])
        return tuple(identity for identity in ranking.ids if words and identity not in set(but))[:ALMOST]


def _rank(session: Session, kind: str, wanted: Part, words: Sequence[Word], least: float) -> Ranking:
    """Entries that are wanted; with `least` above 0 only those that have more than that share of the words' weight."""
    if least and words:
        if not any(word.ways for word in words):
            return Ranking((), 0)
        wanted = all_of([wanted, enough(words, least)])
    hits = match(session, wanted, POOL + 1)
    complete = len(hits) <= POOL
    if not complete:
        hits = _with_most_words(session, wanted, words, hits)
    scores = scores_of(kind, hits, words, least)
    if not (least and words):
        scores = {**{hit.id: 0.0 for hit in hits}, **scores}
    year = {hit.id: hit.year or 0 for hit in hits}
    ids = sorted(scores, key=lambda identity: (-scores[identity], -year[identity], identity))
    total = len(ids) if complete else count(session, wanted, MOST_COUNTED)
    return Ranking(tuple(ids), total, max(scores.values(), default=0.0))


def _with_most_words(session: Session, wanted: Part, words: Sequence[Word], others: Iterable[Hit]) -> List[Hit]:
    """Of too many hits the POOL that have all words in the title, all words, or all but the commonest."""
    known = [word for word in words if word.ways]
    pool: Dict[str, Hit] = {}
    if known:
        tiers: List[List[Part]] = [[f"{documents.TITLE}{word.token}" for word in known]]
        tiers += [[word.expression() for word in known[:size]] for size in range(len(known), 0, -1)]
        for tier in tiers:
            if len(pool) < POOL:
                hits = match(session, all_of([wanted, *tier]), POOL)
                pool.update((hit.id, hit) for hit in hits if hit.id not in pool)
    pool.update((hit.id, hit) for hit in others if hit.id not in pool)
    return list(pool.values())[:POOL]


def _wanted(kind: str, query: Query) -> Part:
    """What an entry must have, and must not have, to pass the query's filters."""
    filters = [any_of(_marks(name, values)) for name, values in query.filters.items()]
    wanted = all_of([documents.mark("kind", kind), *filters])
    for name, values in query.excluded.items():
        wanted = without(wanted, any_of(_marks(name, values)))
    return wanted


def _marks(kind: str, values: Iterable[str]) -> List[str]:
    if kind == "year":
        return [mark for value in values for mark in documents.year_marks(*years.span(value))]
    return [documents.mark(kind, value) for value in values]


def _nearest(examples: _Examples, query: Query) -> Found:
    """Let go of one filter, whichever leaves what the words fit best; if that isn't enough, of several.

    The method and the place are kept as long as possible, a municipality's region longer than the municipality.
    """
    losses = [(kind, examples.ranked(_without_kind(query, kind))) for kind in KINDS if _can_lose(query, kind)]
    options = sorted(((kind, left) for kind, left in losses if left.ids), key=lambda o: (o[0] in KEPT, -o[1].best))
    if options:
        ids = dict.fromkeys(identity for _, left in options for identity in left.ids)
        return Found(query, (), nearby=tuple(ids)[:NEARBY], emptied_by=options[0][0])
    regional = _without_kind(query, "municipality")
    for kinds in ({"region", "method"}, {"method"}, {"region"}):
        wider = _keeping(regional, kinds)
        left = examples.ranked(wider) if wider.filters else Ranking((), 0)
        if left.ids:
            only = next(iter(query.filters)) if len(query.filters) == 1 else ""
            return Found(query, (), nearby=left.ids[:NEARBY], emptied_by=only)
    return Found(query, ())


def _can_lose(query: Query, kind: str) -> bool:
    return kind in query.filters and (len(query.filters) > 1 or kind == "municipality")


def _keeping(query: Query, kinds: Set[str]) -> Query:
    return replace(query, filters={kind: values for kind, values in query.filters.items() if kind in kinds})


def _without_kind(query: Query, kind: str) -> Query:
    """The query without a kind of filter; its municipalities are widened to their regions."""
    wider = _keeping(query, set(query.filters) - {kind})
    if kind != "municipality":
        return wider
    names = register.region_names_by_code()
    places = [register.municipalities()[name] for name in query.filters.get("municipality", ())]
    regions = [*query.filters.get("region", ()), *(names[place.region_code] for place in places)]
    return replace(query, filters={**wider.filters, "region": regions}) if regions else wider
