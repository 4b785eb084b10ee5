"""Figures on how well entities are found: the right kind and value, at an overlapping place in the text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Collection, Dict, List, NamedTuple, Sequence, Tuple

from benchmarks.understanding.data import Annotated
from bot.swedish.entities import find
from bot.swedish.entity import Entity

TODAY = dt.date(2026, 11, 23)  # "i år" in the set is the year of its writing
_LAST = "-1"


class Hits(NamedTuple):
    """Numbers of entities: found as they should be, found, and there."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 0.0


def by_kind(lines: Sequence[Annotated]) -> Dict[str, Hits]:
    right: Counter = Counter()
    found: Counter = Counter()
    expected: Counter = Counter()
    for line in lines:
        there = find(line.text, TODAY)
        found.update(entity.kind for entity in there)
        expected.update(entity.kind for entity in line.entities)
        right.update(entity.kind for entity, _ in matches(line.entities, there))
    return {kind: Hits(right[kind], found[kind], expected[kind]) for kind in sorted({*found, *expected})}


def together(hits: Dict[str, Hits], kinds: Collection[str]) -> Hits:
    chosen = [hits[kind] for kind in kinds if kind in hits]
    return Hits(sum(hit.right for hit in chosen), sum(hit.found for hit in chosen), sum(hit.expected for hit in chosen))


def matches(expected: Sequence[Entity], found: Sequence[Entity]) -> List[Tuple[Entity, Entity]]:
    """Pairs of what should be found and what was; each belongs to one pair at most."""
    left = list(found)
    pairs = []
    for entity in expected:
        same = next((other for other in left if _is_same(entity, other)), None)
        if same:
            left.remove(same)
            pairs.append((entity, same))
    return pairs


def _is_same(one: Entity, other: Entity) -> bool:
    return (one.kind, _value(one)) == (other.kind, _value(other)) and one.start < other.end and other.start < one.end


def _value(entity: Entity) -> str:
    """The finder counts the last of a list from its end; the set spells it out."""
    return _LAST if entity.value == "last" else entity.value
