"""Follow-ups that change the list just shown: "och i Skåne?", "bara tjänster", "ta bort kommunen"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, List, Mapping, Set

from bot.knowledge.retrieval.query import Filters, Query, read_query
from bot.swedish import register
from bot.swedish.standard import terms
from bot.swedish.text import fold

PLACE_KINDS = {"municipality", "region"}
_FOLLOW_UP = re.compile(
    r"^(?:och|men|bara|endast|enbart|nyare|aldre|inte|ej|utan|ta bort|tag bort|nagra|hur manga|i|fran|efter|fore|"
    r"sedan|visa bara|finns det|har ni)\b",
)
_REMOVE = re.compile(r"\b(?:(?:ta|tag) bort|rensa|slopa|strunta i) (?:filtret |filter )?(?:pa |for )?(.+)$")
_KIND_WORDS = {
    "municipality": "kommun", "region": "region", "year": "ar", "method": "metod arbetssatt",
    "contract_type": "avtalstyp typ", "sector": "bransch sektor", "target_group": "malgrupp",
    "requirement_type": "krav",
}  # fmt: skip
SHORT = 6


def narrow(previous: Query, text: str) -> Query:
    """The next search: the previous one changed by a follow-up, or a new one when the text stands on its own."""
    removed = _REMOVE.search(fold(text))
    if removed:
        return _removed(previous, removed.group(1))
    asked = read_query(text)
    if not (asked.filters or asked.excluded) or not _is_follow_up(text):
        return asked
    filters = _merged(previous.filters, asked.filters, asked.excluded)
    excluded = _merged(previous.excluded, asked.excluded, asked.filters)
    return replace(previous, filters=filters, excluded=excluded)


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


def _removed(previous: Query, named: str) -> Query:
    """Take away filters by kind ("kommunen"), by value ("Malmö"), or all of them ("alla filter")."""
    if "filter" in named or named.startswith("all"):
        return Query()
    asked = read_query(named).filters
    kinds = {kind for kind, words in _KIND_WORDS.items() if any(named.startswith(word) for word in words.split())}

    def meant(filters: Mapping[str, List[str]]) -> Filters:
        return {kind: values if kind in kinds else asked.get(kind, []) for kind, values in filters.items()}

    return remove(previous, meant(previous.filters), meant(previous.excluded))


def _words_for(kind: str, value: str) -> Set[str]:
    """The search terms by which a value may have been named."""
    named = [entry.words for entry in register.vocabulary() if (entry.kind, entry.value) == (kind, value)]
    return {term for words in named for word in words for term in terms(word)}
