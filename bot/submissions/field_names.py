"""What people call the form's fields when they talk of them, also misspelt."""

from __future__ import annotations

import functools
import re
from typing import Iterable, Optional, Sequence

from bot.submissions.fields import Field, form
from bot.swedish.analyzer import is_word
from bot.swedish.phrases import WORD, Slips
from bot.swedish.text import fold

SHORTEST_MISSPELT = 5
_ENDINGS = ("n", "en", "t", "et", "na", "er", "erna")
_ALREADY_DEFINITE = {"året", "vad som krävdes", "typen av avtal"}


def names_field(text: str) -> bool:
    return any(names_of(item).search(text) for item in form())


def last_named(text: str, fields: Sequence[Field]) -> Optional[Field]:
    named = [(end_of_name(text, item), item) for item in fields if names_of(item).search(text)]
    return max(named, key=lambda found: found[0])[1] if named else None


def end_of_name(text: str, item: Field) -> int:
    return max(match.end() for match in names_of(item).finditer(text))


@functools.cache
def names_of(item: Field, definite: bool = False) -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{_name_of([item], definite)})(?!\w)", re.I)


@functools.cache
def any_name(definite: bool = False) -> str:
    """A pattern of every field's names; in the definite form alone, which an answer to another question seldom has."""
    return _name_of(form(), definite)


def spelt(text: str) -> str:
    """The text with the names in it as they should be written: "titlen" and "komunen"."""
    return WORD.sub(lambda match: _meant(match.group()), text)


def _name_of(items: Iterable[Field], definite: bool) -> str:
    """The fields' words with the endings of the definite form and the plural, with or without å, ä and ö."""
    words = {word for item in items for word in item.words}
    whole = {each for word in words if not definite or word in _ALREADY_DEFINITE for each in _spellings(word)}
    inflected = {each + ending for word in words for each in _spellings(word) for ending in _ENDINGS}
    return "|".join(sorted(map(re.escape, whole | inflected), key=len, reverse=True))


def _spellings(word: str) -> Sequence[str]:
    """ "År" must have its ring: "ar" is a hasty "är"."""
    return (word,) if word == "år" else (word, fold(word))


def _meant(word: str) -> str:
    if len(word) < SHORTEST_MISSPELT or is_word(word.lower()) or re.fullmatch(any_name(), word, re.I):
        return word
    near = _slips().nearest(fold(word))
    return near[0] if near else word


@functools.cache
def _slips() -> Slips:
    words = {fold(word) for item in form() for word in item.words if word.isalpha()}
    return Slips({*words, *(word + ending for word in words for ending in _ENDINGS)}, SHORTEST_MISSPELT)
