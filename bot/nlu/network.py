"""A wide and deep network on sparse text features, in numpy: a linear layer beside a hidden one, trained together.

The wide part remembers words and pieces that settle a label, the deep part what words have in common
(Cheng et al. 2016, "Wide & Deep Learning"). It wins over each of the two alone; docs/understanding.md says how to
measure.
"""

from __future__ import annotations

from pathlib import Path
from typing import List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from scipy import sparse

from bot.nlu import features

# Label smoothing leaves the network too modest. Sharpened like this, a confidence of 0.7 is right seven times in ten
# for voices that training did not see; `make evaluate` shows it.
SHARPNESS = 1.5
RARE = 2  # a feature of fewer training texts says too little to be kept


class Settings(NamedTuple):
    hidden: int = 128
    epochs: int = 8
    batch: int = 64
    learning_rate: float = 8e-3
    feature_dropout: float = 0.5
    hidden_dropout: float = 0.3
    label_smoothing: float = 0.05
    seed: int = 0


class Network:
    """`row_of` maps a feature's bucket to its row of `weights`, -1 for unknown ones.

    `weights` has shape (features, hidden + labels): a feature's row for the hidden layer, then for the labels directly.
    They are whole numbers of a byte, to be multiplied by their row's `scale`: a text's rows are scattered over the
    table, so how much memory they take decides how fast a text is understood.
    """

    def __init__(
        self,
        row_of: np.ndarray,
        rarity: np.ndarray,
        weights: np.ndarray,
        scale: np.ndarray,
        hidden_bias: np.ndarray,
        output: np.ndarray,
        bias: np.ndarray,
    ) -> None:
        self._row_of, self._rarity, self._weights, self._scale = row_of, rarity, weights, scale
        self._hidden_bias, self._output, self._bias = hidden_bias, output, bias

    @classmethod
    def fit(cls, texts: Sequence[str], targets: np.ndarray, settings: Optional[Settings] = None) -> Network:
        """`targets` has one label number from 0 a text."""
        counts = features.matrix(texts)
        frequency = np.bincount(counts.indices, minlength=features.BUCKETS)
        kept = np.flatnonzero(frequency >= min(RARE, len(texts)))
        row_of = np.full(features.BUCKETS, -1, dtype=np.int32)
        row_of[kept] = np.arange(len(kept))
        rarity = (np.log((1 + len(texts)) / (1 + frequency[kept])) + 1).astype(np.float32)
        rows = counts[:, kept].multiply(rarity).tocsr()
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.where(lengths == 0, 1, lengths), np.diff(rows.indptr))
        weights, *others = _Training(rows.astype(np.float32), targets, settings or Settings()).run()
        return cls(row_of, rarity, *_in_bytes(weights), *others)

    def confidences(self, text: str) -> np.ndarray:
        """One share a label, 1 together."""
        return softmax(SHARPNESS * self._scores(text))

    def _scores(self, text: str) -> np.ndarray:
        ids, counts = features.counted(text)
        rows = self._row_of[ids]
        known = rows >= 0
        rows = rows[known]
        values = features.dampened(counts[known]) * self._rarity[rows]
        length = np.sqrt(values @ values)
        # einsum keeps to one thread: for so little work BLAS's threads wait for each other
        weights = self._weights[rows].astype(np.float32)
        summed = np.einsum("i,ij->j", values * self._scale[rows] / (length or 1), weights)
        width = len(self._hidden_bias)
        return np.maximum(summed[:width] + self._hidden_bias, 0) @ self._output + self._bias + summed[width:]

    def save(self, path: Path) -> None:
        np.savez(
            path,
            row_of=self._row_of,
            rarity=self._rarity,
            weights=self._weights,
            scale=self._scale,
            hidden_bias=self._hidden_bias,
            output=self._output,
            bias=self._bias,
        )

    @classmethod
    def load(cls, path: Path) -> Network:
        with np.load(path, allow_pickle=False) as stored:
            return cls(**{name: stored[name] for name in stored.files})


def _in_bytes(weights: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """The weights as numbers from -127 to 127, and each row's scale."""
    scale = np.maximum(np.abs(weights).max(axis=1), np.finfo(np.float32).tiny) / np.float32(127)
    return np.rint(weights / scale[:, np.newaxis]).astype(np.int8), scale


class _Training:
    """Adam with a falling step. Only the rows of features that a batch has are touched."""

    def __init__(self, rows: sparse.csr_matrix, targets: np.ndarray, settings: Settings) -> None:
        self._rows, self._targets, self._settings = rows, targets, settings
        self._random = np.random.default_rng(settings.seed)
        self._labels = int(targets.max()) + 1
        hidden = settings.hidden
        self._weights = np.zeros((rows.shape[1], hidden + self._labels), dtype=np.float32)
        self._weights[:, :hidden] = 0.02 * self._random.standard_normal((rows.shape[1], hidden), dtype=np.float32)
        self._output = self._random.standard_normal((hidden, self._labels), dtype=np.float32) / np.float32(
            np.sqrt(hidden)
        )
        self._hidden_bias = np.zeros(hidden, dtype=np.float32)
        self._bias = np.zeros(self._labels, dtype=np.float32)
        self._moments = {
            name: (np.zeros_like(array), np.zeros_like(array))
            for name, array in (
                ("weights", self._weights),
                ("hidden_bias", self._hidden_bias),
                ("output", self._output),
                ("bias", self._bias),
            )
        }

    def run(self) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        count, batch = self._rows.shape[0], self._settings.batch
        batches: List[np.ndarray] = []
        for _ in range(self._settings.epochs):
            order = self._random.permutation(count)
            batches += [order[start : start + batch] for start in range(0, count, batch)]
        for number, members in enumerate(batches, 1):
            self._step(members, number, self._settings.learning_rate * (1 - number / (len(batches) + 1)))
        return self._weights, self._hidden_bias, self._output, self._bias

    def _step(self, members: np.ndarray, number: int, rate: float) -> None:
        columns, rows = self._thinned(members)
        summed = rows @ self._weights[columns]
        width = self._settings.hidden
        before = summed[:, :width] + self._hidden_bias
        mask = self._mask(before.shape, self._settings.hidden_dropout)
        hidden = np.maximum(before, 0) * mask
        slope = softmax(hidden @ self._output + self._bias + summed[:, width:])
        slope -= np.float32(self._settings.label_smoothing / self._labels)
        slope[np.arange(len(members)), self._targets[members]] -= np.float32(1 - self._settings.label_smoothing)
        slope /= np.float32(len(members))
        hidden_slope = (slope @ self._output.T) * mask * (before > 0)
        step = np.float32(rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number))
        self._move("output", self._output, hidden.T @ slope, step)
        self._move("bias", self._bias, slope.sum(axis=0), step)
        self._move("hidden_bias", self._hidden_bias, hidden_slope.sum(axis=0), step)
        self._move("weights", self._weights, rows.T @ np.hstack([hidden_slope, slope]), step, columns)

    def _thinned(self, members: np.ndarray) -> Tuple[np.ndarray, sparse.csr_matrix]:
        """The features left of these texts after dropout, and the texts' rows over only those."""
        batch = self._rows[members]
        values = batch.data * self._mask(batch.data.shape, self._settings.feature_dropout)
        left = values > 0
        columns, indices = np.unique(batch.indices[left], return_inverse=True)
        owners = np.repeat(np.arange(len(members)), np.diff(batch.indptr))[left]
        ends = np.cumsum(np.bincount(owners, minlength=len(members)))
        return columns, sparse.csr_matrix(
            (values[left], indices, np.concatenate([[0], ends])), shape=(len(members), len(columns))
        )

    def _mask(self, shape: Tuple[int, ...], dropped: float) -> np.ndarray:
        return (self._random.random(shape, dtype=np.float32) >= dropped) * np.float32(1 / (1 - dropped))

    def _move(self, name: str, array: np.ndarray, slope: np.ndarray, step: np.float32, rows=slice(None)) -> None:
        mean, square = self._moments[name]
        new_mean = np.float32(0.9) * mean[rows] + np.float32(0.1) * slope
        new_square = np.float32(0.999) * square[rows] + np.float32(0.001) * slope * slope
        mean[rows], square[rows] = new_mean, new_square
        array[rows] -= step * new_mean / (np.sqrt(new_square) + np.float32(1e-8))


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
