"""Order a question's candidate answers by how well their texts fit it, by Okapi BM25 over words and pieces of words.

How rare a word is is counted among the candidates themselves: what most of them share tells none of them apart.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any, Callable, Iterable, List, NamedTuple, Sequence

import numpy as np

from bot.swedish.analyzer import lemma_of
from bot.swedish.text import STOPWORDS, fold, words

# The usual constants (Robertson and Zaragoza 2009): how soon a word has been said often enough, and how much a long
# text must say it more often.
SATURATION, LENGTH_MATTERS = 1.2, 0.75
SHORTEST_PIECE, LONGEST_PIECE = 4, 6
# How much words count beside pieces, which also meet compounds and other inflections.
WORDS_COUNT = 0.6


class Asked(NamedTuple):
    question: str
    candidates: Sequence[str]


class UnreadableQuestion(ValueError):
    """Why a line is no question with candidates; in Swedish."""


def read_questions(lines: Iterable[str]) -> List[Asked]:
    """The questions of a file of JSON lines.

    Raises:
        UnreadableQuestion: with the number of the first line that is none.
    """
    return [_read(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def order(asked: Asked) -> List[int]:
    """Places of the candidates from 0, best first; equals in the order given."""
    scores = WORDS_COUNT * _standardised(_bm25(asked, _lemmas)) + _standardised(_bm25(asked, _pieces))
    return [int(place) for place in np.argsort(-scores, kind="stable")]


def _read(line: str, number: int) -> Asked:
    try:
        record: Any = json.loads(line)
        asked = Asked(record["question"], record["candidates"])
    except (ValueError, KeyError, TypeError):
        asked = Asked("", ())
    texts = [asked.question, *asked.candidates] if isinstance(asked.candidates, list) else [None]
    if not all(isinstance(text, str) for text in texts):
        raise UnreadableQuestion(f'Rad {number} är inte av formen {{"question": "…", "candidates": ["…"]}}.')
    return asked


def _bm25(asked: Asked, parts_of: Callable[[str], List[str]]) -> np.ndarray:
    """One score a candidate."""
    counts = [Counter(parts_of(candidate)) for candidate in asked.candidates]
    lengths = np.array([sum(count.values()) for count in counts], dtype=float)
    damping = SATURATION * (1 - LENGTH_MATTERS + LENGTH_MATTERS * lengths / max(lengths.mean(), 1) if counts else 0)
    scores = np.zeros(len(counts))
    for part in dict.fromkeys(parts_of(asked.question)):
        said = np.array([count[part] for count in counts], dtype=float)
        having = np.count_nonzero(said)
        if having:
            rarity = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5))
            scores += rarity * said * (SATURATION + 1) / (said + damping)
    return scores


def _standardised(scores: np.ndarray) -> np.ndarray:
    spread = scores.std() if len(scores) else 0
    return (scores - scores.mean()) / spread if spread else scores


def _lemmas(text: str) -> List[str]:
    return [fold(lemma_of(word)) for word in words(text)]


def _pieces(text: str) -> List[str]:
    framed = (f" {fold(word)} " for word in words(text) if word not in STOPWORDS)
    return [
        word[start : start + length]
        for word in framed
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(max(1, len(word) - length + 1))
    ]
