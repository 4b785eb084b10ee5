"""A search request: filters read out of the text, and the words that are left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Tuple

from bot.knowledge.records import Example
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
    """`filters` maps a kind to the values any of which will do; `excluded` to values that none may have."""

    words: Tuple[str, ...] = ()
    filters: Mapping[str, List[str]] = field(default_factory=dict)
    excluded: Mapping[str, List[str]] = field(default_factory=dict)


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
    return Query(terms(_without(text, found)), filters, excluded)


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


def matches(example: Example, query: Query) -> bool:
    """Whether an example passes every filter of the query."""
    return all(_passes(example, kind, values) for kind, values in query.filters.items()) and not any(
        _passes(example, kind, values) for kind, values in query.excluded.items()
    )


def _passes(example: Example, kind: str, values: List[str]) -> bool:
    if kind == "year":
        return example.year is not None and any(_in_span(example.year, value) for value in values)
    return bool(set(values) & set(_values(example, kind)))


def _in_span(year: int, value: str) -> bool:
    first, last = years.span(value)
    return (first is None or first <= year) and (last is None or year <= last)


def _values(example: Example, kind: str) -> Tuple[Any, ...]:
    if kind == "sector":
        return example.sectors
    if kind == "target_group":
        return example.target_group_types
    if kind == "requirement_type":
        return example.requirement_types
    return (getattr(example, kind),)


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
