"""Order a question's candidate answers by how well their texts fit it, by their words and pieces of words."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Callable, Iterable, List, NamedTuple, Sequence

import numpy as np

from bot.knowledge.retrieval.bm25 import bm25, pieces
from bot.swedish.analyzer import lemma_of
from bot.swedish.text import STOPWORDS, fold, words

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
    return [int(place) for place in np.argsort(-scores(asked), kind="stable")]


def scores(asked: Asked) -> np.ndarray:
    """How well each candidate fits beside the others."""
    return WORDS_COUNT * _standardised(_fit(asked, _lemmas)) + _standardised(_fit(asked, _pieces))


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


def _fit(asked: Asked, parts_of: Callable[[str], List[str]]) -> np.ndarray:
    """One score a candidate."""
    counts = [Counter(parts_of(candidate)) for candidate in asked.candidates]
    parts = dict.fromkeys(parts_of(asked.question))
    return bm25([[count[part] for count in counts] for part in parts], [sum(count.values()) for count in counts])


def _standardised(scores: np.ndarray) -> np.ndarray:
    spread = scores.std() if len(scores) else 0
    return (scores - scores.mean()) / spread if spread else scores


def _lemmas(text: str) -> List[str]:
    return [fold(lemma_of(word)) for word in words(text)]


def _pieces(text: str) -> List[str]:
    return [piece for word in words(text) if word not in STOPWORDS for piece in pieces(fold(word))]
