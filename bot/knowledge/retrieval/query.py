"""A search request: filters read out of the text, and the words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Tuple

from bot.knowledge.retrieval.scope import belonging
from bot.swedish import entities, register, years
from bot.swedish.entity import Entity
from bot.swedish.standard import concepts, terms
from bot.swedish.text import WARM_UP

# In the order in which a filter is let go when nothing matches: the place is kept longest.
KINDS = ("year", "requirement_type", "target_group", "sector", "contract_type", "municipality", "method", "region")

# "Hemlösa" and "äldre" share the value "other" but not much else: their words rank, they filter nothing.
UNSORTED = "other"
# Of a text that goes on and on the beginning says what it is about, and each word more takes time.
MOST_CHARACTERS, MOST_WORDS = 2000, 40

Filters = Dict[str, List[str]]


@dataclass(frozen=True)
class Query:
    """`filters` maps a kind to the values any of which will do; `excluded` to values that none may have.

    `named` are those of the words by which filters were named, `unwanted` words that no entry may have. `belonging` is
    how much the text speaks of our subject (bot.knowledge.retrieval.scope), 0 when there is no text to tell.
    """

    words: Tuple[str, ...] = ()
    filters: Mapping[str, List[str]] = field(default_factory=dict)
    excluded: Mapping[str, List[str]] = field(default_factory=dict)
    named: Tuple[str, ...] = ()
    unwanted: Tuple[str, ...] = ()
    belonging: float = 0.0


def read_query(text: str) -> Query:
    """What a person asked for: "IOP i Malmö efter 2018, inte bygg" gives method, municipality, year and a "not"."""
    text = text[:MOST_CHARACTERS]
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
    left, unwanted = _without_unwanted(left)
    return Query(terms(left)[:MOST_WORDS], filters, excluded, named, terms(unwanted)[:MOST_WORDS], belonging(left))


def warm_up() -> None:
    """Read the tables that a first search would wait for."""
    for word in read_query(WARM_UP).words:
        concepts(word)


# "…, men inte bostadsbolag", "utom kvinnojourer", "där det inte var Samhall": not "inte bara", and no whole clause.
_UNWANTED = re.compile(
    r"(?:(?:^|[,;–]|\b(?:men|och|fast|dock))\s*(?:inte|ej|icke|inga|ingen|inget)"
    r"|\b(?:utom|förutom|exklusive|annat än|andra än)"
    r"|\b(?:inte|ej)\s+(?:var|är|gäller|handlar om|gick till))"
    r"\s+(?!bara|enbart|endast|minst|också|även|längre|så)((?:\w[\w-]*\s*){1,3}?)(?=$|[,.;:?!]|\b(?:men|utan|som|i|på|efter)\b)",
    re.IGNORECASE,
)


def _without_unwanted(text: str) -> Tuple[str, str]:
    """The text without the words that it says no to, and these words."""
    unwanted = " ".join(match.group(1) for match in _UNWANTED.finditer(text))
    return _UNWANTED.sub(" ", text), unwanted


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
