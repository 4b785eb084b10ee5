"""Splits in which nobody is tested on a sentence of their own, nor on a copy of another's."""

from __future__ import annotations

from typing import Iterable, Iterator, List, NamedTuple, Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from benchmarks.understanding.data import Line
from bot.swedish.text import fold, words

PIECE = 4
COPY = 0.75  # Jaccard similarity of two lines' pieces from which one counts as a copy of the other
_AT_A_TIME = 500


class Fold(NamedTuple):
    author: str
    training: List[Line]
    test: List[Line]
    copies: int


def by_author(lines: Sequence[Line]) -> Iterator[Fold]:
    """Each author held out in turn; what they wrote that is nearly a training line is left out of both."""
    for author in sorted({line.author for line in lines}):
        training = [line for line in lines if line.author != author]
        own = [line for line in lines if line.author == author]
        copies = near_copies([line.text for line in own], [line.text for line in training])
        yield Fold(author, training, [line for line, copy in zip(own, copies) if not copy], int(copies.sum()))


def near_copies(texts: Sequence[str], others: Sequence[str]) -> np.ndarray:
    """Whether each text is nearly the same as one of the others."""
    counter = CountVectorizer(analyzer="char", ngram_range=(PIECE, PIECE), binary=True, dtype=np.int32)
    pieces = counter.fit_transform(_framed([*texts, *others]))
    sizes = np.asarray(pieces.sum(axis=1)).ravel()
    theirs, their_sizes = pieces[len(texts) :].T.tocsr(), sizes[len(texts) :]
    found = np.zeros(len(texts), dtype=bool)
    for start in range(0, len(texts), _AT_A_TIME):
        shared = (pieces[start : min(start + _AT_A_TIME, len(texts))] @ theirs).tocoo()
        rows = shared.row + start
        found[rows[shared.data >= COPY * (sizes[rows] + their_sizes[shared.col] - shared.data)]] = True
    return found


def _framed(texts: Iterable[str]) -> List[str]:
    """Without punctuation and capitals, and never too short to have a piece."""
    return [f"<{fold(' '.join(words(text)))}>".ljust(PIECE, ">") for text in texts]
