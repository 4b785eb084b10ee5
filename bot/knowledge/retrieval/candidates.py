"""The entries that are worth ranking: all that pass the filters while they are few, else those of rare words."""

from __future__ import annotations

from typing import Dict, Iterable, Iterator, List, NamedTuple, Sequence, Tuple

from sqlalchemy.engine import Connection

from bot.knowledge.retrieval import documents
from bot.knowledge.retrieval.documents import PARTNER, TITLE
from bot.knowledge.retrieval.expressions import Part, all_of, any_of, without
from bot.knowledge.retrieval.fulltext import Hit, match
from bot.knowledge.retrieval.query import Query
from bot.knowledge.retrieval.ranking import Word
from bot.swedish import years

# Entries that are ranked at most, and how many are enough to stop looking for worse ones.
POOL, PLENTY = 100, 50
# Of so many it is worth a look whether the filters leave few.
MANY = 1000
# Words that are asked for together; those of a longer question only rank.
ASKED_FOR = 4


class Pool(NamedTuple):
    """`complete` when nothing that passes the filters is missing."""

    hits: Tuple[Hit, ...]
    complete: bool


def pool(connection: Connection, firm: Part, most: int, wished: Sequence[Part], words: Sequence[Word]) -> Pool:
    """Entries for which `firm` holds; of too many those with what is wished and the rarest words, which stand first.

    `most` is how many entries it may hold for, as far as is known without looking.
    """
    if most <= MANY:
        hits = match(connection, firm, POOL + 1)
        if len(hits) <= POOL:
            return Pool(tuple(hits), True)
    found: Dict[str, Hit] = {}
    for parts in _tiers([*wished], [word for word in words if word.ways][:ASKED_FOR]):
        found.update((hit.id, hit) for hit in match(connection, all_of([firm, *parts]), POOL) if hit.id not in found)
        if len(found) >= PLENTY:
            break
    return Pool(tuple(found.values())[:POOL], False)


def _tiers(wished: List[Part], words: Sequence[Word]) -> Iterator[List[Part]]:
    """What the best entries have, then what the next best have, and so on; at last nothing more."""
    for wish in [wished, []] if wished else [[]]:
        if words:
            yield [*wish, *(f"{TITLE}{word.token}" for word in words)]
        for size in range(len(words), 0, -1):
            yield [*wish, *(word.expression() for word in words[:size])]
        for word in words[1:]:
            yield [*wish, word.expression()]
        yield wish


def passing(kind: str, query: Query, kinds: Iterable[str], unwanted: Sequence[Word] = ()) -> Part:
    """What an entry must have to pass the query's filters of these kinds, and must not have."""
    filters = [any_of(_allowed(name, values)) for name, values in query.filters.items() if name in set(kinds)]
    wanted = all_of([documents.mark("kind", kind), *filters])
    for name, values in query.excluded.items():
        wanted = without(wanted, any_of(marks(name, values)))
    for word in unwanted:
        wanted = without(wanted, word.expression())
    return wanted


def _allowed(kind: str, values: Sequence[str]) -> List[str]:
    """A municipality that only takes part is let through, and comes last."""
    partners = [documents.mark(PARTNER, value) for value in values] if kind == "municipality" else []
    return [*marks(kind, values), *partners]


def marks(kind: str, values: Iterable[str]) -> List[str]:
    if kind == "year":
        found = [mark for value in values for mark in documents.year_marks(*years.span(value))]
        return found or [documents.mark("year", "none")]  # before the first year that content may have
    return [documents.mark(kind, value) for value in values]
