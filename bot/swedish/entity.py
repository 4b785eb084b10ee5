"""What the finders of this package hand out."""

from __future__ import annotations

from typing import NamedTuple


class Entity(NamedTuple):
    """`start` and `end` are character offsets in the text; `value` is as taxonomy.yml says for the kind."""

    kind: str
    value: str
    start: int
    end: int
    negated: bool = False
