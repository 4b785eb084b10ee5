"""Texts as sparse rows of hashed features: pieces of words, words, and pairs of neighbours."""

from __future__ import annotations

import functools
import re
import zlib
from typing import FrozenSet, List, Sequence, Tuple

import numpy as np
from scipy import sparse

from bot.swedish import register
from bot.swedish.entities import CODE
from bot.swedish.text import WORDS_KEPT, fold, normalise

BUCKETS = 2**18
SHORTEST_PIECE, LONGEST_PIECE = 2, 4
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
# Which municipality it is says nothing about what is asked, so all names that are no other word are one to us.
PLACE = "platsnamn"
# Nor does which code it is, whose letters may be those of any word.
CODED = "hgkod"
WORDS_TOO = {
    "ale", "are", "berg", "boden", "eda", "kil", "koping", "lund", "mark", "mora", "nora", "sala", "salem", "sater",
    "vara",
}  # fmt: skip


def counted(text: str) -> Tuple[np.ndarray, np.ndarray]:
    """Ids of the features that a text has, ascending, and how often each occurs."""
    written = CODE.sub(CODED, fold(normalise(text)))
    words = [PLACE if word in _place_names() else word for word in _WORD.findall(written)]
    pairs = [_bucket(f"p{first} {second}") for first, second in zip(words, words[1:])]
    ids = np.concatenate([*map(_of_word, words), np.array(pairs, dtype=np.int32)])
    return np.unique(ids, return_counts=True)


def matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """One row a text, dampened counts (1 + log) of its features; shape (texts, BUCKETS)."""
    rows = [counted(text) for text in texts]
    indices: List[np.ndarray] = [ids for ids, _ in rows]
    return sparse.csr_matrix(
        (
            np.concatenate([dampened(counts) for _, counts in rows]),
            np.concatenate(indices),
            np.cumsum([0, *map(len, indices)]),
        ),
        shape=(len(texts), BUCKETS),
    )


def dampened(counts: np.ndarray) -> np.ndarray:
    return (1 + np.log(counts)).astype(np.float32)


@functools.lru_cache(maxsize=WORDS_KEPT)
def _of_word(word: str) -> np.ndarray:
    framed = f"<{word}>"
    pieces = [
        _bucket(f"c{framed[start : start + length]}")
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(framed) - length + 1)
    ]
    return np.array([*pieces, _bucket(f"w{word}")], dtype=np.int32)


@functools.lru_cache(maxsize=1)
def _place_names() -> FrozenSet[str]:
    names = {fold(name) for name in register.municipalities()} - WORDS_TOO
    return frozenset(form for name in names for form in (name, name if name.endswith("s") else f"{name}s"))


def _bucket(feature: str) -> int:
    """A hash that is the same in every process, unlike Python's."""
    return zlib.crc32(feature.encode()) % BUCKETS
