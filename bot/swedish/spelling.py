"""Misspelt words turned into the words of the field, and the places, that they were meant as."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import Dict, FrozenSet, Set

from bot.swedish.analyzer import is_word, is_written_so, lemma_of
from bot.swedish.compounds import parts
from bot.swedish.inflection import dictionary_form, field_forms
from bot.swedish.phrases import Slips
from bot.swedish.text import fold

_SHORTEST = 6


@functools.lru_cache(maxsize=20_000)
def corrected(word: str) -> str:
    """A lower-case word as it was meant, if it is none and only one word of the field is a slip of the finger away.

    A compound is looked up by its parts only, so that no correct one is changed.
    """
    if word in field_forms() or not word.isalpha():
        return word
    as_written = _by_folded().get(fold(word), ())
    if len(as_written) == 1 and word.isascii() and not is_written_so(word):
        return next(iter(as_written))
    if len(word) < _SHORTEST or is_word(word) or lemma_of(word) != word or len(parts(word)) > 1:
        return word
    near = {form for folded in _slips().nearest(fold(word)) for form in _by_folded()[folded]}
    lemmas = {dictionary_form(form) for form in near}
    if len(lemmas) != 1:
        return word
    return min(near, key=lambda form: (form[-1] != word[-1], abs(len(form) - len(word)), form))


@functools.lru_cache(maxsize=1)
def _by_folded() -> Dict[str, FrozenSet[str]]:
    forms: Dict[str, Set[str]] = defaultdict(set)
    for form in field_forms():
        forms[fold(form)].add(form)
    return {folded: frozenset(written) for folded, written in forms.items()}


@functools.lru_cache(maxsize=1)
def _slips() -> Slips:
    return Slips(_by_folded(), _SHORTEST)
