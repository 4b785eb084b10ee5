"""Compounds of the field taken apart, and those that were written apart put together."""

from __future__ import annotations

import functools
from typing import Dict, List, Optional, Sequence, Tuple

from bot.swedish.analyzer import is_word
from bot.swedish.inflection import block_of_form, block_of_stem
from bot.swedish.text import STOPWORDS, WORDS_KEPT, fold

_SHORTEST = 6  # letters of a compound
_SHORTEST_STEM = 3
# "En kommuns krav" is a genitive, and a linking s looks the same: only after these is it never meant as one.
_BOUND_ENDINGS = ("ings", "arbets", "skaps", "hets", "marknads", "mans")


@functools.lru_cache(maxsize=WORDS_KEPT)
def parts(word: str) -> Tuple[str, ...]:
    """The building blocks of a lower-case word, as few as possible; the word alone when it is no compound of them.

    "städupphandlingskraven" is städ, upphandling and krav. Å, ä and ö may be missing.
    """
    return (
        _whole_or_split(word, block_of_stem(), block_of_form())
        or (word.isascii() and _whole_or_split(word, _folded_stems(), _folded_forms()))
        or (word,)
    )


def joined(words: Sequence[str]) -> List[str]:
    """Lower-case words with "upphandlings krav" and "lokal vård" put together as one."""
    whole: List[str] = []
    for word in words:
        if whole and _belong_together(whole[-1], word):
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def _belong_together(first: str, second: str) -> bool:
    if not (first.isalpha() and second.isalpha()) or {first, second} & STOPWORDS:
        return False
    if first + second in block_of_form() or (first + second in block_of_stem() and len(second) >= _SHORTEST_STEM):
        return True
    return len(second) > _SHORTEST_STEM and _is_bound(first) and (second in block_of_form() or is_word(second))


def _is_bound(word: str) -> bool:
    """Whether a word has the s that only stands inside a compound: nobody writes "arbets" for "arbetes"."""
    block = block_of_stem().get(word) or parts(word)[-1]
    return word.endswith(_BOUND_ENDINGS) and block != word and len(word) > _SHORTEST


def _whole_or_split(word: str, stems: Dict[str, str], forms: Dict[str, str]) -> Optional[Tuple[str, ...]]:
    if word in forms:
        return (forms[word],)
    return _split(word, stems, forms) if len(word) >= _SHORTEST else None


def _split(word: str, stems: Dict[str, str], forms: Dict[str, str]) -> Optional[Tuple[str, ...]]:
    """The split of fewest blocks, the longest first one when several have as few."""
    best: Dict[int, Optional[Tuple[str, ...]]] = {}

    def from_position(start: int) -> Optional[Tuple[str, ...]]:
        if start not in best:
            options: List[Tuple[str, ...]] = []
            if start and word[start:] in forms:
                options.append((forms[word[start:]],))
            for end in range(len(word) - 2, start + 1, -1):
                block = stems.get(word[start:end])
                rest = from_position(end) if block else None
                if block and rest:
                    options.append((block, *rest))
            best[start] = min(options, key=len, default=None)
        return best[start]

    return from_position(0)


@functools.lru_cache(maxsize=1)
def _folded_stems() -> Dict[str, str]:
    return {fold(stem): block for stem, block in block_of_stem().items()}


@functools.lru_cache(maxsize=1)
def _folded_forms() -> Dict[str, str]:
    return {fold(form): block for form, block in block_of_form().items()}
