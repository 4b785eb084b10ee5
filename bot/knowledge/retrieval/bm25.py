"""Okapi BM25 among a handful of texts, and the pieces of words that meet compounds and other inflections.

How rare a part is is counted among the texts themselves: what most of them share tells none of them apart.
"""

from __future__ import annotations

import math
from typing import Dict, Iterable, List, Sequence

import numpy as np

# The usual constants (Robertson and Zaragoza 2009): how soon a word has been said often enough, and how much a long
# text must say it more often.
SATURATION, LENGTH_MATTERS = 1.2, 0.75
SHORTEST_PIECE, LONGEST_PIECE = 4, 6


def bm25(said: Sequence[Sequence[int]], lengths: Sequence[int]) -> np.ndarray:
    """One score a text; `said` has how often each part of the question stands in each text, a row a part."""
    sizes = np.array(lengths, dtype=float)
    if not len(sizes):
        return sizes
    damping = SATURATION * (1 - LENGTH_MATTERS + LENGTH_MATTERS * sizes / max(sizes.mean(), 1))
    often = np.array(said, dtype=float).reshape(len(said), len(sizes))
    rarity = [math.log(1 + (len(sizes) - having + 0.5) / (having + 0.5)) for having in np.count_nonzero(often, axis=1)]
    return (np.array(rarity).reshape(-1, 1) * often * (SATURATION + 1) / (often + damping)).sum(axis=0)


def occurrences(parts: Iterable[str], texts: Sequence[str]) -> List[List[int]]:
    """How often each part stands in each text, a row a part; a text without a part's beginning needn't be read."""
    having: Dict[str, Sequence[int]] = {}
    rows = []
    for part in parts:
        row = [0] * len(texts)
        for place in having.get(part[:-1], range(len(texts))):
            row[place] = texts[place].count(part)
        having[part] = [place for place, often in enumerate(row) if often]
        rows.append(row)
    return rows


def pieces(word: str) -> List[str]:
    """Groups of four to six letters, the word's start and end marked by a space."""
    framed = f" {word} "
    return [
        framed[start : start + length]
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(max(1, len(framed) - length + 1))
    ]
