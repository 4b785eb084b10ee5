"""Follow-ups that change the list just shown: "och i Skåne?", "bara tjänster", "ta bort kommunen"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, Iterable, List, Mapping, Set

from bot.knowledge.retrieval.query import Filters, Query, read_query, terms_of
from bot.swedish import entities, register
from bot.swedish.entity import Entity
from bot.swedish.standard import terms
from bot.swedish.text import fold

PLACE_KINDS = {"municipality", "region"}
_FOLLOW_UP = re.compile(
    r"^(?:och|men|bara|endast|enbart|nyare|aldre|inte|ej|icke|inga|utan|utom|forutom|nagra|hur manga|i|fran|efter|fore|"
    r"sedan|visa bara|visa inte|ta inte med|som inte|(?:jag |vi )?vill inte|det (?:ska|far) inte|finns det|har ni)\b",
)
_ONLY = re.compile(r"(?:visa )?(?:bara|endast|enbart)\b")
_REMOVE = re.compile(r"\b(?:(?:ta|tag) bort|rensa|slopa|strunta i)\b(.*)", re.IGNORECASE | re.DOTALL)
_EVERYTHING = re.compile(
    r"rensa\W*$|.*\b(?:allt|alla|allting|alltihop|filter|filtret|filtren|sökningen|listan)\b", re.IGNORECASE | re.DOTALL
)
# What a kind of filter is called, without å, ä and ö.
_KIND_WORDS = {
    kind: re.compile(rf"\b(?:{words})(?:en|et|er|erna)?\b")
    for kind, words in {
        "municipality": "kommun|plats|ort", "region": "region|lan|landskap|plats|ort", "year": "ar|artal",
        "method": "metod|arbetssatt", "contract_type": "avtalstyp|typ", "sector": "bransch|sektor",
        "target_group": "malgrupp", "requirement_type": "krav|kravtyp",
    }.items()
}  # fmt: skip
SHORT = 6


def narrow(previous: Query, text: str) -> Query:
    """The next search: the previous one changed by a follow-up, or a new one when the text stands on its own."""
    said = _REMOVE.search(text)
    if said:
        return _removed(previous, said)
    asked = read_query(text)
    changes = asked.filters or asked.excluded or asked.unwanted and not asked.words
    if not changes or not _is_follow_up(text):
        return asked
    if previous == Query():
        return _of_everything(asked, text)
    changed = replace(
        previous,
        words=tuple(word for word in previous.words if word not in asked.unwanted),
        filters=_merged(previous.filters, asked.filters, asked.excluded),
        excluded=_added(_left(previous.excluded, asked.filters), asked.excluded),
    )
    return _with_unwanted(changed, [*previous.unwanted_as_written, *asked.unwanted_as_written])


def _of_everything(asked: Query, text: str) -> Query:
    """The first search. In "bara tjänster", said of a list of everything, the words only name the filter."""
    if not _ONLY.match(fold(text.strip())):
        return asked
    return replace(asked, words=tuple(word for word in asked.words if word not in asked.named))


def _is_follow_up(text: str) -> bool:
    return len(text.split()) <= SHORT and bool(_FOLLOW_UP.match(fold(text.strip())))


def _merged(
    before: Mapping[str, List[str]], new: Mapping[str, List[str]], opposite: Mapping[str, List[str]]
) -> Filters:
    """New values replace old ones of their kind, a place replaces any place, and "not X" takes X away."""
    gone = set(new) | (PLACE_KINDS if PLACE_KINDS & set(new) else set())
    kept: Dict[str, List[str]] = {}
    for kind, values in before.items():
        left = [value for value in values if value not in opposite.get(kind, [])]
        if kind not in gone and left:
            kept[kind] = left
    return {**kept, **new}


def _added(before: Mapping[str, List[str]], new: Mapping[str, List[str]]) -> Filters:
    return {kind: list(dict.fromkeys([*before.get(kind, ()), *new.get(kind, ())])) for kind in {**before, **new}}


def _with_unwanted(query: Query, phrases: Iterable[str]) -> Query:
    """The search with these unwanted words instead of its own."""
    written = tuple(dict.fromkeys(phrases))
    return replace(query, unwanted=terms_of(written), unwanted_as_written=written)


def allow_words(previous: Query) -> Query:
    """The search without its unwanted words."""
    return _with_unwanted(previous, ())


def add(previous: Query, filters: Mapping[str, List[str]]) -> Query:
    """The search with more filters; those of the same kinds are replaced."""
    return replace(previous, filters={**previous.filters, **filters})


def remove(previous: Query, filters: Mapping[str, List[str]], excluded: Mapping[str, List[str]]) -> Query:
    """The search without these filters and these exclusions, and without the words that named them."""
    gone = {word for kind, values in filters.items() for value in values for word in _words_for(kind, value)}
    return replace(
        previous,
        words=tuple(word for word in previous.words if word not in gone),
        filters=_left(previous.filters, filters),
        excluded=_left(previous.excluded, excluded),
    )


def _left(filters: Mapping[str, List[str]], gone: Mapping[str, List[str]]) -> Filters:
    left = {kind: [value for value in values if value not in gone.get(kind, ())] for kind, values in filters.items()}
    return {kind: values for kind, values in left.items() if values}


def _removed(previous: Query, said: re.Match) -> Query:
    """Take away filters by kind ("kommunen") or value ("Malmö"), words by themselves, or all of it ("alla filter")."""
    found = [entity for entity in entities.find(said.group(1)) if not entity.negated]
    values_named = {(entity.kind, entity.value) for entity in found}
    rest = _unmarked(said.group(1), found)
    kinds = {kind for kind, words in _KIND_WORDS.items() if words.search(fold(rest))}
    if not (found or kinds) and _EVERYTHING.match(said.group()):
        return Query()

    def meant(filters: Mapping[str, List[str]]) -> Filters:
        named = {kind: [value for value in values if (kind, value) in values_named] for kind, values in filters.items()}
        return {kind: named[kind] or (values if kind in kinds else []) for kind, values in filters.items()}

    return _without_words(remove(previous, meant(previous.filters), meant(previous.excluded)), set(terms(rest)))


def _unmarked(text: str, found: Iterable[Entity]) -> str:
    """The text without the entities in it."""
    for entity in found:
        text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return text


def _without_words(query: Query, gone: Set[str]) -> Query:
    """The search without these terms, wanted or not; an unwanted phrase goes as a whole."""
    left = [phrase for phrase in query.unwanted_as_written if gone.isdisjoint(terms(phrase))]
    return _with_unwanted(replace(query, words=tuple(word for word in query.words if word not in gone)), left)


def _words_for(kind: str, value: str) -> Set[str]:
    """The search terms by which a value may have been named."""
    named = [entry.words for entry in register.vocabulary() if (entry.kind, entry.value) == (kind, value)]
    return {term for words in named for word in words for term in terms(word)}
