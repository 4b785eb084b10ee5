"""Whether a word that is a place and something else, too, means the place where it stands."""

from __future__ import annotations

import re
from typing import Callable, List, Optional

# The place only with "kommun" or with a capital in mid-sentence.
EVERYDAY = {"vara", "mark", "berg"}
# The place also after a word that goes before places, beside another place, and alone. "Ånge", "Åre" and "Malå" with
# their ring are nothing else.
RARE = {
    "ale", "ange", "are", "boden", "eda", "grums", "kil", "kinda", "klippan", "mala", "mora", "nacka", "sala", "sater",
    "säter", "trosa",
}  # fmt: skip
# A place that is also what people are called.
FIRST_NAMES = {"dorotea", "nora", "vilhelmina"}
SURNAMES = {"lund"}

_BEFORE_PLACES = {
    "i", "från", "fran", "för", "till", "kring", "runt", "hos", "av", "har", "finns", "gör", "gor", "gjorde",
    "hade", "visa", "jämför", "kommunen",
}  # fmt: skip
_SENTENCE_STARTERS = {"visa", "jämför", "hitta", "sök", "ta", "välj", "öppna", "har", "och", "i", "från", "till", "men"}
_JOINS = {"och", "eller", "samt", "plus"}
_SENTENCE_END = re.compile(r"[.!?:]\s*$")


def means_place(text: str, words: List[re.Match], position: int, is_place: Callable[[str], bool]) -> bool:
    """`is_place` tells whether a lower-case word names a place at all; `words` are those of the text in order."""
    name = _ambiguous(words[position].group().lower())
    if name is None:
        return True
    if name in FIRST_NAMES:
        return not _is_first_name(text, words, position)
    if name in SURNAMES:
        return not _is_surname(text, words, position, is_place)
    if _capital_in_mid_sentence(text, words[position]):
        return True
    if name in EVERYDAY:
        return False
    before = _word(words, position - 1)
    return len(words) == 1 or before in _BEFORE_PLACES or _beside_a_place(words, position, is_place)


def _ambiguous(word: str) -> Optional[str]:
    known = EVERYDAY | RARE | FIRST_NAMES | SURNAMES
    return next((name for name in (word, word.removesuffix("s")) if name in known), None)


def _word(words: List[re.Match], position: int) -> str:
    return words[position].group().lower() if 0 <= position < len(words) else ""


def _capital_in_mid_sentence(text: str, word: re.Match) -> bool:
    before = text[: word.start()]
    return word.group()[0].isupper() and bool(before.strip()) and not _SENTENCE_END.search(before)


def _beside_a_place(words: List[re.Match], position: int, is_place: Callable[[str], bool]) -> bool:
    """ "ale och lerum", "kil eller grums", "gnesta trosa nyköping"."""
    neighbours = [
        _word(words, position + step * (2 if _word(words, position + step) in _JOINS else 1)) for step in (-1, 1)
    ]
    return any(is_place(word) and word not in EVERYDAY for word in neighbours)


def _is_first_name(text: str, words: List[re.Match], position: int) -> bool:
    if not words[position].group()[0].isupper() or _word(words, position - 1) in _BEFORE_PLACES:
        return False
    after = words[position + 1] if position + 1 < len(words) else None
    return _word(words, position - 1) == "heter" or (
        after is not None and (after.group() == "på" or _capital_in_mid_sentence(text, after))
    )


def _is_surname(text: str, words: List[re.Match], position: int, is_place: Callable[[str], bool]) -> bool:
    """After a capital that is neither a place nor the beginning of a sentence about one: "Karin Lund"."""
    if position == 0 or not words[position].group()[0].isupper():
        return False
    before = words[position - 1]
    return (
        before.group()[0].isupper()
        and text[before.end() : words[position].start()] == " "
        and before.group().lower() not in _SENTENCE_STARTERS
        and (before.group().lower() in FIRST_NAMES or not is_place(before.group().lower()))
    )
