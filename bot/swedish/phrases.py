"""The longest known phrase at each word of a text, and words one slip of the finger away from a known one."""

from __future__ import annotations

import re
from typing import Dict, Iterable, Iterator, List, Tuple

from bot.swedish.text import fold

WORD = re.compile(r"[^\W_]+")


def words(text: str) -> List[re.Match]:
    """The words with their offsets; "IOP-avtal" is two, so that a phrase can begin or end at either."""
    return list(WORD.finditer(text))


class Phrases:
    """Known phrases, as they are written without å, ä and ö."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = {fold(phrase) for phrase in phrases}
        self._longest: Dict[str, int] = {}
        for phrase in self._known:
            parts = WORD.findall(phrase)
            self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))

    def begins(self, word: str) -> bool:
        """Whether a phrase may begin with this word."""
        return fold(word) in self._longest

    def at(self, text: str, found: List[re.Match], position: int) -> Iterator[Tuple[str, int]]:
        """Known phrases that begin at a word, longest first: as written in lower case, and the word after them."""
        first = found[position]
        longest = self._longest.get(fold(first.group()), 0)
        for after in range(min(position + longest, len(found)), position, -1):
            written = " ".join(text[first.start() : found[after - 1].end()].lower().split())
            if fold(written) in self._known:
                yield written, after


Shapes = Dict[Tuple[str, int], List[str]]


class Slips:
    """Known single words of at least `shortest` letters, looked up by first letter and length.

    In words of `shortest` letters a replaced or left-out letter too often makes another word, so it is not looked for.
    """

    def __init__(self, known: Iterable[str], shortest: int) -> None:
        self._shortest = shortest
        self._by_shape = by_shape(known, shortest)

    @classmethod
    def of_shapes(cls, shapes: Shapes, shortest: int) -> Slips:
        """Of what `by_shape` made earlier."""
        slips = cls((), shortest)
        slips._by_shape = shapes
        return slips

    def nearest(self, word: str) -> List[str]:
        """The known words that differ by one slip from a folded word."""
        return [
            known
            for length in (len(word) - 1, len(word), len(word) + 1)
            for known in self._by_shape.get((word[0], length), ())
            if one_slip(known, word) and (length > self._shortest or _only_swapped_or_added(known, word))
        ]


def by_shape(known: Iterable[str], shortest: int) -> Shapes:
    """Folded single words of at least `shortest` letters, by first letter and length."""
    shapes: Shapes = {}
    for word in sorted({fold(word) for word in known}):
        if len(word) >= shortest and WORD.fullmatch(word):
            shapes.setdefault((word[0], len(word)), []).append(word)
    return shapes


def one_slip(known: str, word: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    if len(known) == len(word):
        wrong = [index for index, (a, b) in enumerate(zip(known, word)) if a != b]
        return len(wrong) == 1 or _swapped(known, word, wrong)
    longer, shorter = (known, word) if len(known) > len(word) else (word, known)
    return len(longer) == len(shorter) + 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )


def _swapped(known: str, word: str, wrong: List[int]) -> bool:
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(known) == sorted(word)


def _only_swapped_or_added(known: str, word: str) -> bool:
    return len(word) > len(known) or sorted(known) == sorted(word)
