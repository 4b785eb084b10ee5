"""Figures on how well lines were understood, from what the classifier said about them."""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, List, NamedTuple, Sequence, Tuple

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import auc, precision_recall_fscore_support, roc_curve

from benchmarks.understanding.data import KNOWLEDGE, OUT_OF_SCOPE
from benchmarks.understanding.predictions import Predictions

BINS = 10


class Understood(NamedTuple):
    """Shares of lines in scope; `refused` were taken to lie outside the subject."""

    count: int
    first: float
    among_three: float
    refused: float


class KeptOut(NamedTuple):
    """Shares of lines out of scope; those not refused but unanswered were taken for a task."""

    count: int
    unanswered: float
    refused: float


class LabelScore(NamedTuple):
    label: str
    precision: float
    recall: float
    f1: float
    support: int


class Confusion(NamedTuple):
    label: str
    given: str
    count: int
    examples: List[str]


class Reliability(NamedTuple):
    """How sure the classifier was and how often it was right, in bins of confidence that have lines."""

    confidence: np.ndarray
    accuracy: np.ndarray
    counts: np.ndarray
    error: float  # the expected calibration error: the bins' gaps, weighted by their lines


class Threshold(NamedTuple):
    """What happens when less sure labels are not acted on."""

    threshold: float
    coverage: float
    accuracy: float
    wrongly_answered: float  # share of the lines out of scope


class Roc(NamedTuple):
    """`operating_point` is where the classifier stands now: it refuses when out of scope is the likeliest label."""

    in_scope_refused: np.ndarray
    out_of_scope_refused: np.ndarray
    area: float
    operating_point: Tuple[float, float]

    def at(self, limit: float) -> float:
        """The most out of scope that can be refused with no more than this refused in scope."""
        return float(self.out_of_scope_refused[self.in_scope_refused <= limit].max())


def understood(predictions: Predictions) -> Understood:
    truth, three = predictions.truth, np.argsort(-predictions.probabilities, axis=1)[:, :3]
    return Understood(
        len(truth),
        share(predictions.first == truth),
        share((three == truth[:, None]).any(axis=1)),
        share(_refused(predictions)),
    )


def kept_out(predictions: Predictions) -> KeptOut:
    unanswered = [not label.startswith(KNOWLEDGE) for label in predictions.given()]
    return KeptOut(len(unanswered), share(unanswered), share(_refused(predictions)))


def per_label(predictions: Predictions) -> List[LabelScore]:
    """The worst first."""
    columns = np.unique(predictions.truth)
    scores = precision_recall_fscore_support(
        predictions.truth, predictions.first, labels=columns, average=None, zero_division=0
    )
    found = [
        LabelScore(predictions.labels[column], float(precision), float(recall), float(f1), int(support))
        for column, precision, recall, f1, support in zip(columns, *scores)
    ]
    return sorted(found, key=lambda score: (score.f1, score.label))


def confusions(predictions: Predictions, most: int, examples: int) -> List[Confusion]:
    """The commonest pairs of a label and what was given instead."""
    texts: Dict[Tuple[str, str], List[str]] = defaultdict(list)
    for line, given in zip(predictions.lines, predictions.given()):
        if given != line.label:
            texts[line.label, given].append(line.text)
    pairs = sorted(texts.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Confusion(*pair, len(found), found[:examples]) for pair, found in pairs[:most]]


def reliability(predictions: Predictions) -> Reliability:
    right, confidence = predictions.first == predictions.truth, predictions.confidence
    accuracy, mean_confidence = calibration_curve(right, confidence, n_bins=BINS)
    bins = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], confidence)  # as scikit-learn fills them
    counts = np.bincount(bins, minlength=BINS)
    counts = counts[counts > 0]
    error = float(counts @ np.abs(accuracy - mean_confidence) / counts.sum())
    return Reliability(mean_confidence, accuracy, counts, error)


def log_loss(predictions: Predictions) -> float:
    """The mean surprise at the right labels; calibrated confidence makes it least."""
    shares = predictions.probabilities[np.arange(len(predictions.lines)), predictions.truth]
    return float(-np.log(np.maximum(shares, 1e-9)).mean())


def thresholds(predictions: Predictions, values: Sequence[float]) -> List[Threshold]:
    inside = predictions.where(lambda line: line.in_scope)
    outside = predictions.where(lambda line: not line.in_scope)
    right = inside.first == inside.truth
    answered = np.array([label.startswith(KNOWLEDGE) for label in outside.given()], dtype=bool)
    found = []
    for value in values:
        sure = inside.confidence >= value
        wrong = answered & (outside.confidence >= value)
        found.append(Threshold(value, share(sure), share(right[sure]), share(wrong)))
    return found


def roc(inside: Predictions, outside: Predictions) -> Roc:
    truth = np.repeat([0, 1], [len(inside.lines), len(outside.lines)])
    wrong, right, _ = roc_curve(truth, np.concatenate([inside.refusal, outside.refusal]))
    return Roc(wrong, right, float(auc(wrong, right)), (share(_refused(inside)), share(_refused(outside))))


def share(hits: Sequence[bool]) -> float:
    """Not a number for none at all."""
    return float(np.mean(hits)) if len(hits) else float("nan")


def _refused(predictions: Predictions) -> List[bool]:
    return [label == OUT_OF_SCOPE for label in predictions.given()]
