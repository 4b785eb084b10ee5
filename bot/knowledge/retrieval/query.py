"""A search request: filters read out of the text, and the words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Dict, Iterable, List, Mapping, Tuple

from bot.knowledge.retrieval.scope import belonging
from bot.swedish import entities, register, years
from bot.swedish.entity import Entity
from bot.swedish.standard import concepts, terms
from bot.swedish.text import WARM_UP

# When letting go of one filter or of another leaves what fits equally well, the first of them is let go.
KINDS = ("year", "requirement_type", "target_group", "sector", "contract_type", "municipality", "method", "region")

# "Hemlösa" and "äldre" share the value "other" but not much else: their words rank, they filter nothing.
UNSORTED = "other"
# Of a text that goes on and on the beginning says what it is about, and each word more takes time.
MOST_CHARACTERS, MOST_WORDS = 2000, 40

Filters = Dict[str, List[str]]


@dataclass(frozen=True)
class Query:
    """`filters` maps a kind to the values any of which will do; `excluded` to values that none may have.

    `named` are those of the words by which filters were named, `unwanted` words that no entry may have, and
    `unwanted_as_written` the phrases that these were read out of. `belonging` is how much the text speaks of our
    subject (bot.knowledge.retrieval.scope), 0 when there is no text to tell.
    """

    words: Tuple[str, ...] = ()
    filters: Mapping[str, List[str]] = field(default_factory=dict)
    excluded: Mapping[str, List[str]] = field(default_factory=dict)
    named: Tuple[str, ...] = ()
    unwanted: Tuple[str, ...] = ()
    unwanted_as_written: Tuple[str, ...] = ()
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
    left, phrases = _without_unwanted(left)
    words, unwanted = terms(left)[:MOST_WORDS], terms_of(phrases)[:MOST_WORDS]
    return Query(words, filters, excluded, named, unwanted, phrases, belonging(left))


def warm_up() -> None:
    """Read the tables that a first search would wait for."""
    for word in read_query(WARM_UP).words:
        concepts(word)


# Stands for what was said no to and has been taken out of a text, "inte bygg" in "inte bygg eller Samhall".
_REFUSED = "|"
# "…, men inte bostadsbolag", "utom kvinnojourer", "där det inte var Samhall": not "inte bara", and no whole clause.
# A text can be divided into the pieces in one way only, or a long word would take minutes.
_UNWANTED = re.compile(
    r"(?:(?:^|[,;–]|\b(?:men|och|fast|dock))\s*(?:inte|ej|icke|inga|ingen|inget)"
    r"|\b(?:utom|förutom|exklusive|(?:annat|annan|andra) än|med undantag (?:för|av))"
    r"|(?<!\bni )(?<!\bman )(?<!\bvi )(?<!\bdu )\b(?:inte|ej)(?=\s+(?:var|är|vara|ha|se|gäller|handlar om|gick till)\b)"
    r"|\|\s*(?:och|eller|samt))"
    r"\s+(?:(?:var|är|vara|ha|se|gäller|handlar om|gick till)\s+)?"
    r"(?!(?:bara|enbart|endast|minst|också|även|längre|så|inte|ej|utom)\b)"
    r"(\w[\w-]*(?:\s+\w[\w-]*){0,2}?)"
    r"(?=\s*(?:$|[,.;:?!|])|\s+(?:men|utan|som|i|på|efter)\b|\s+(?:och|eller|samt)\s+(?:\||(?:inte|ej|utom)\b))",
    re.IGNORECASE,
)


def _without_unwanted(text: str) -> Tuple[str, Tuple[str, ...]]:
    """The text without the words that it says no to, and these words as they are written, phrase by phrase."""
    phrases = (" ".join(match.group(1).split()) for match in _UNWANTED.finditer(text))
    return _UNWANTED.sub(" ", text), tuple(dict.fromkeys(phrase for phrase in phrases if terms(phrase)))


def terms_of(phrases: Iterable[str]) -> Tuple[str, ...]:
    """The search terms of several phrases, each once."""
    return tuple(dict.fromkeys(term for phrase in phrases for term in terms(phrase)))


def _without(text: str, found: List[Entity]) -> str:
    """The text, as long, without places and years and without what was said no to together with the "no".

    Words of the subject stay, since they also tell what to rank first.
    """
    left = text.replace(_REFUSED, ",")
    for entity in found:
        if entity.kind in {"municipality", "region", "year"} or entity.negated:
            start = entities.negation_start(text, entity) if entity.negated else entity.start
            blank = _REFUSED if entity.negated else " "
            left = left[:start] + blank * (entity.end - start) + left[entity.end :]
    return left


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
