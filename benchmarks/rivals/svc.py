"""Pieces of words and a linear classifier, the usual simple baseline, as one of the rivals."""

from __future__ import annotations

from pathlib import Path
from typing import List

import joblib
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from benchmarks.rivals.lines import Line
from benchmarks.rivals.process import Rank, read_json, run


def fit(lines: List[Line]) -> Pipeline:
    texts, labels = zip(*lines)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return make_pipeline(pieces, LinearSVC(random_state=0)).fit(texts, labels)


def ranked(model: Pipeline, text: str) -> List[str]:
    """Labels, best first; there must be more than two."""
    return model.classes_[np.argsort(-model.decision_function([text])[0])].tolist()


def train(work: Path) -> None:
    joblib.dump(fit(read_json(work / "lines.json")), work / "model" / "svc.joblib")


def load(work: Path) -> Rank:
    model = joblib.load(work / "model" / "svc.joblib")
    return lambda text: ranked(model, text)


if __name__ == "__main__":
    run(train, load)
