"""Misspelt words turned into the words of the field, and the places, that they were meant as."""

from __future__ import annotations

import functools
from typing import Dict, List

from bot.swedish.analyzer import is_word, is_written_so, lemma_of
from bot.swedish.compounds import parts
from bot.swedish.inflection import dictionary_form, field_forms
from bot.swedish.kept import WORDS, kept
from bot.swedish.packed import kept_packed
from bot.swedish.phrases import Shapes, Slips, by_shape
from bot.swedish.text import WORDS_KEPT, fold

_SHORTEST = 6


@functools.lru_cache(maxsize=WORDS_KEPT)
def corrected(word: str) -> str:
    """A lower-case word as it was meant, if it is none and only one word of the field is a slip of the finger away.

    A compound is looked up by its parts only, so that no correct one is changed.
    """
    as_written = _forms(fold(word))
    if word in as_written or not word.isalpha():
        return word
    if len(as_written) == 1 and word.isascii() and not is_written_so(word):
        return as_written[0]
    if len(word) < _SHORTEST or is_word(word) or lemma_of(word) != word or len(parts(word)) > 1:
        return word
    near = {form for folded in _slips().nearest(fold(word)) for form in _forms(folded)}
    lemmas = {dictionary_form(form) for form in near}
    if len(lemmas) != 1:
        return word
    return min(near, key=lambda form: (form[-1] != word[-1], abs(len(form) - len(word)), form))


def _forms(folded: str) -> List[str]:
    """The forms of the field's words that are this without å, ä and ö."""
    return (_by_folded().get(folded) or "").split()


@kept_packed(WORDS)
def _by_folded() -> Dict[str, str]:
    """Folded form to the forms that it may stand for, with spaces between."""
    forms: Dict[str, str] = {}
    for form in sorted(field_forms()):
        forms[fold(form)] = f"{forms.get(fold(form), '')} {form}".strip()
    return forms


@functools.lru_cache(maxsize=1)
def _slips() -> Slips:
    return Slips.of_shapes(_shapes(), _SHORTEST)


@kept(WORDS)
def _shapes() -> Shapes:
    return by_shape((folded for folded, _ in _by_folded().items()), _SHORTEST)
