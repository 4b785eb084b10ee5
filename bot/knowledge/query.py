"""A search request: filters read out of the text, and the words that are left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Tuple

from bot.swedish import entities, register, years
from bot.swedish.entity import Entity
from bot.swedish.standard import concepts, terms
from bot.swedish.text import WARM_UP

# In the order in which a filter is let go when nothing matches: the place is kept longest.
KINDS = ("year", "requirement_type", "target_group", "sector", "contract_type", "municipality", "method", "region")

# "Hemlösa" and "äldre" share the value "other" but not much else: their words rank, they filter nothing.
UNSORTED = "other"

Filters = Dict[str, List[str]]


@dataclass(frozen=True)
class Query:
    """`filters` maps a kind to the values any of which will do; `excluded` to values that none may have.

    `named` are those of the words by which the filters' values were named.
    """

    words: Tuple[str, ...] = ()
    filters: Mapping[str, List[str]] = field(default_factory=dict)
    excluded: Mapping[str, List[str]] = field(default_factory=dict)
    named: Tuple[str, ...] = ()


def read_query(text: str) -> Query:
    """What a person asked for: "IOP i Malmö efter 2018, inte bygg" gives method, municipality, year and a "not"."""
    found = [entity for entity in entities.find(text) if entity.kind in KINDS and entity.value != UNSORTED]
    filters: Filters = {}
    excluded: Filters = {}
    for entity in found:
        target = excluded if entity.negated else filters
        values = target.setdefault(entity.kind, [])
        if entity.value not in values:
            values.append(entity.value)
    left = _without(text, found)
    named = terms(" ".join(left[entity.start : entity.end] for entity in found))
    return Query(terms(left), filters, excluded, named)


def warm_up() -> None:
    """Read the tables that a first search would wait for."""
    for word in read_query(WARM_UP).words:
        concepts(word)


def _without(text: str, found: List[Entity]) -> str:
    """The text with places and years blanked; words of the subject stay, since they also tell what to rank first."""
    for entity in found:
        if entity.kind in {"municipality", "region", "year"} or entity.negated:
            text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return text


def label(kind: str, value: str) -> str:
    """How a filter is written for people: "år 2019–", "Malmö", "tjänst"."""
    if kind in {"municipality", "region"}:
        return value
    if kind == "year":
        first, last = years.span(value)
        if first == last:
            return f"år {first}"
        if last is None:
            return f"från {first}"
        return f"till och med {last}" if first is None else f"{first}–{last}"
    name = register.labels(kind).get(value, value)
    return name if name.isupper() else name.lower()
