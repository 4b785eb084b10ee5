"""What the classifier says about lines that it hasn't seen."""

from __future__ import annotations

from itertools import compress
from typing import Callable, List, NamedTuple, Sequence

import numpy as np

from benchmarks.understanding.data import OUT_OF_SCOPE, Line
from bot.nlu.network import Network


class Predictions(NamedTuple):
    """`probabilities` has a row a line and a column a label."""

    lines: List[Line]
    labels: List[str]
    probabilities: np.ndarray

    @property
    def truth(self) -> np.ndarray:
        """The column of each line's label."""
        columns = {label: column for column, label in enumerate(self.labels)}
        return np.array([columns[line.label] for line in self.lines], dtype=int)

    @property
    def first(self) -> np.ndarray:
        """The column of the label that each line was given."""
        return self.probabilities.argmax(axis=1)

    @property
    def confidence(self) -> np.ndarray:
        return self.probabilities.max(axis=1)

    @property
    def refusal(self) -> np.ndarray:
        """How probable it is that a line lies outside the subject."""
        return self.probabilities[:, self.labels.index(OUT_OF_SCOPE)]

    def sharpened(self, factor: float) -> Predictions:
        """As if the scores had been multiplied by the factor before the softmax."""
        raised = self.probabilities**factor
        return self._replace(probabilities=raised / raised.sum(axis=1, keepdims=True))

    def given(self) -> List[str]:
        return [self.labels[column] for column in self.first]

    def where(self, wanted: Callable[[Line], bool]) -> Predictions:
        return self.only(np.array([wanted(line) for line in self.lines], dtype=bool))

    def only(self, chosen: np.ndarray) -> Predictions:
        """`chosen` has a truth value a line."""
        return Predictions(list(compress(self.lines, chosen)), self.labels, self.probabilities[chosen])


class Model(NamedTuple):
    labels: List[str]
    network: Network

    @classmethod
    def trained(cls, lines: Sequence[Line], labels: Sequence[str]) -> Model:
        columns = {label: column for column, label in enumerate(labels)}
        targets = np.array([columns[line.label] for line in lines])
        return cls(list(labels), Network.fit([line.text for line in lines], targets))

    def predictions(self, lines: Sequence[Line]) -> Predictions:
        rows = np.array([self.network.confidences(line.text) for line in lines], dtype=np.float32)
        return Predictions(list(lines), self.labels, rows.reshape(len(lines), len(self.labels)))


def joined(parts: Sequence[Predictions]) -> Predictions:
    return Predictions(
        [line for part in parts for line in part.lines],
        parts[0].labels,
        np.concatenate([part.probabilities for part in parts]),
    )
