"""What a query finds among the entries of a kind: which pass its filters, and how well each fits its words."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Iterable, Iterator, Set, Tuple

from sqlalchemy.engine import Connection

from bot.knowledge.retrieval.candidates import Pool, marks, passing, pool
from bot.knowledge.retrieval.documents import values_by_mark, word_token
from bot.knowledge.retrieval.expressions import all_of
from bot.knowledge.retrieval.fulltext import Hit, count
from bot.knowledge.retrieval.query import Query
from bot.knowledge.retrieval.ranking import Weigher, Word, fits

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
# A question is ours by its words, by how much of them an entry has, and by wishes that only our subject has.
# The proportions are a logistic regression's over judged queries.
COVERED, LITERAL, WISHED, MOST_WISHED, OURS = 0.4, 1.4, 0.7, 2, 0.75
NO_CONTRACT = "not_applicable"  # is nothing to narrow a list by
# Hits are counted up to here; a total of this means "at least".
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Found:
    """Ids, best first: `results` pass every filter; `ranking` has those, too, that pass those of place and year.

    Without results `nearby` has what is left when a filter is let go, the one named in `emptied_by` first.
    `narrower` is (kind, value, total with that filter, too) of the commonest value of each kind that was asked for.
    """

    query: Query
    results: Tuple[str, ...] = ()
    total: int = 0
    nearby: Tuple[str, ...] = ()
    emptied_by: str = ""
    ranking: Tuple[str, ...] = ()
    narrower: Tuple[Tuple[str, str, int], ...] = ()


class Matches:
    """One query's words among the entries that pass its filters of place and year."""

    def __init__(self, connection: Connection, kind: str, query: Query) -> None:
        self._connection, self._kind, self._query = connection, kind, query
        asked = {name: marks(name, values) for name, values in query.filters.items()}
        weigher = Weigher(connection, kind, [*query.words, *query.unwanted], itertools.chain(*asked.values()))
        self._words = weigher.words(query.words)
        self._unwanted = [word for word in weigher.words(query.unwanted) if word.ways]
        self._wishes = {name: weigher.filter(values, WISHES[name]) for name, values in asked.items() if name in WISHES}
        self._firm = passing(kind, query, set(query.filters) - set(WISHES) | {PLACE}, self._unwanted)
        firm_marks = [values for name, values in asked.items() if name not in WISHES or name == PLACE]
        most = min((weigher.standing(values) for values in firm_marks), default=weigher.entries)
        wished = [wish.expression() for wish in self._wishes.values()]
        self._pool: Pool = pool(connection, self._firm, most, wished, self._words)
        self._fits = fits(kind, self._pool.hits, self._words, list(self._wishes.values()))
        self._ranked = sorted(self._pool.hits, key=self._order)
        self._passing_all = self._with_every_wish()

    def is_ours(self) -> bool:
        """Whether the question belongs to us: when it only names filters it does; else by what its words are."""
        named = {word_token(term) for term in self._query.named}
        if all(word.token in named for word in self._words):
            return True
        had = max((COVERED * fit.covered + LITERAL * fit.literal for fit in self._fits.values()), default=0.0)
        wished = min(len(set(self._wishes) - {PLACE}), MOST_WISHED)
        return self._query.belonging + had + WISHED * wished >= OURS

    def found(self, narrow_by: Iterable[str] = ()) -> Found:
        """`narrow_by` names the kinds of filters that `narrower` is about."""
        strict, loose = self._passing_all, self._others()
        return Found(
            self._query,
            results=tuple(hit.id for hit in self._ranked if hit.id in strict),
            total=len(strict) if self._pool.complete or self._is_by_words() else self._count(),
            ranking=tuple(hit.id for hit in self._ranked if hit.id in strict | loose),
            narrower=tuple(self._narrower(narrow_by)),
        )

    def by_partners(self) -> Tuple[str, ...]:
        """Ids of the entries that only lack that the place is theirs: somebody from there took part."""
        others = [wish for name, wish in self._wishes.items() if name != PLACE]
        if PLACE not in self._wishes:
            return ()
        return tuple(hit.id for hit in self._ranked if all(_has(hit, wish) for wish in others))

    def best(self) -> float:
        return max((self._fits[identity].score for identity in self._passing_all), default=0.0)

    def _order(self, hit: Hit) -> Tuple[float, int, str]:
        return -self._fits[hit.id].score, -(hit.year or 0), hit.id

    def _with_every_wish(self) -> Set[str]:
        """Entries that have every wish, or when there is no filter at all enough of the words."""
        if not self._is_by_words():
            return {hit.id for hit in self._pool.hits if self._has_every_wish(hit)}
        return set(self.with_enough_words())

    def with_enough_words(self) -> Tuple[str, ...]:
        """Ids, best first, of the entries that have enough of the words, whatever they are wished to be."""
        return tuple(hit.id for hit in self._ranked if self._fits[hit.id].covered > ENOUGH[self._kind])

    def _is_by_words(self) -> bool:
        return bool(self._words) and not self._query.filters

    def _others(self) -> Set[str]:
        """Entries that don't pass all wishes, or don't have enough of the words, but fit in some way."""
        return {identity for identity, fit in self._fits.items() if fit.score > 0} - self._passing_all

    def _narrower(self, kinds: Iterable[str]) -> Iterator[Tuple[str, str, int]]:
        results = [hit for hit in self._ranked if hit.id in self._passing_all]
        counted = Counter(mark for hit in results for mark in hit.marks)
        for kind in kinds:
            if kind in self._query.filters:
                continue
            values = values_by_mark(kind)
            found = [mark for mark in counted if mark in values and values[mark] != NO_CONTRACT]
            if found:
                commonest = max(found, key=counted.__getitem__)
                yield kind, values[commonest], self._total_with(commonest)

    def _total_with(self, mark: str) -> int:
        """How many entries pass all filters and have the mark, whatever words were asked for."""
        if not self._pool.complete:
            return self._count(mark)
        return sum(f" {mark} " in hit.fields and self._has_every_wish(hit) for hit in self._pool.hits)

    def _has_every_wish(self, hit: Hit) -> bool:
        return all(_has(hit, wish) for wish in self._wishes.values())

    def _count(self, *more: str) -> int:
        wished = [wish.expression() for wish in self._wishes.values()]
        return count(self._connection, all_of([self._firm, *wished, *more]), MOST_COUNTED)


def _has(hit: Hit, wish: Word) -> bool:
    return any(f" {mark} " in hit.fields for marks, _ in wish.ways for mark in marks)
