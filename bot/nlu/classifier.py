"""One linear classifier over all labels: task intents and `faq/<id>` answers compete on equal terms."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.swedish.text import fold, normalise

RANKING_LENGTH = 10
FAQ = "faq"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LabelClassifier(GraphComponent):
    """Character n-grams and words, hashed and weighted by rarity, into a linear support vector machine.

    Confidence is a softmax over the margins, its temperature fitted on held-out folds of the training data.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"regularisation": 1.0, "folds": 4}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[LinearModel] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LabelClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = [example.get(TEXT) for example in examples]
        labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
        self._model = LinearModel.fit(texts, labels, self._config["regularisation"], self._config["folds"])
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(directory / "model.npz", directory / "labels.json")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LabelClassifier:
        with model_storage.read_from(resource) as directory:
            model = LinearModel.load(directory / "model.npz", directory / "labels.json")
        return cls(config, model_storage, resource, model)

    def process(self, messages: List[Message]) -> List[Message]:
        if self._model is None:
            raise RuntimeError("LabelClassifier is neither trained nor loaded")
        for message in messages:
            ranking = self._model.rank(message.get(TEXT))
            name, confidence = ranking[0]
            message.set(INTENT, {INTENT_NAME_KEY: name.split("/")[0], "confidence": confidence}, add_to_output=True)
            message.set(
                INTENT_RANKING_KEY,
                [{INTENT_NAME_KEY: label, "confidence": value} for label, value in ranking[:RANKING_LENGTH]],
                add_to_output=True,
            )
            answers = [(label, value) for label, value in ranking if label.startswith(f"{FAQ}/")]
            if answers:
                message.set("response_selector", {FAQ: _selector(answers[:RANKING_LENGTH])}, add_to_output=True)
        return messages


def _selector(answers: Sequence[Tuple[str, float]]) -> Dict[str, Any]:
    """The shape in which Rasa's ResponseSelector reports."""
    best, confidence = answers[0]
    return {
        "response": {"intent_response_key": best, "confidence": confidence},
        "ranking": [{"intent_response_key": label, "confidence": value} for label, value in answers],
    }


class LinearModel:
    """Hashed features, inverse document frequencies, weights of shape (labels, features), and a temperature."""

    def __init__(
        self, labels: List[str], idf: np.ndarray, weights: np.ndarray, bias: np.ndarray, sharpness: float
    ) -> None:
        self.labels = labels
        self._idf = idf
        self._weights = np.ascontiguousarray(weights.T)  # rows by feature: a sentence has a few hundred
        self._bias = bias
        self._sharpness = sharpness

    @classmethod
    def fit(cls, texts: List[str], labels: List[str], regularisation: float, folds: int) -> LinearModel:
        counts = _features(texts)
        idf = _inverse_frequency(counts)
        matrix, target = _weighted(counts, idf), np.array(labels)
        sharpness = _fit_sharpness(matrix, target, regularisation, folds)
        machine = LinearSVC(C=regularisation, random_state=0).fit(matrix, target)
        return cls(
            list(machine.classes_),
            idf,
            machine.coef_.astype(np.float32),
            machine.intercept_.astype(np.float32),
            sharpness,
        )

    def rank(self, text: str) -> List[Tuple[str, float]]:
        """Every label with its confidence, best first."""
        row = _weighted(_features([text]), self._idf)
        margins = row.data @ self._weights[row.indices] + self._bias if row.nnz else self._bias
        probabilities = _softmax(margins * self._sharpness)
        return [(self.labels[index], float(probabilities[index])) for index in np.argsort(-probabilities)]

    def save(self, arrays, labels) -> None:
        np.savez_compressed(
            arrays,
            idf=self._idf,
            weights=self._weights.T.astype(np.float16),
            bias=self._bias,
            sharpness=self._sharpness,
        )
        labels.write_text(json.dumps(self.labels), encoding="utf-8")

    @classmethod
    def load(cls, arrays, labels) -> LinearModel:
        with np.load(arrays, allow_pickle=False) as stored:
            return cls(
                json.loads(labels.read_text(encoding="utf-8")),
                stored["idf"],
                stored["weights"].astype(np.float32),
                stored["bias"],
                float(stored["sharpness"]),
            )


_CHARACTERS = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 5), n_features=2**15, alternate_sign=False, norm=None, lowercase=False
)
_WORDS = HashingVectorizer(
    analyzer="word", ngram_range=(1, 2), token_pattern=r"\w+", n_features=2**14, alternate_sign=False, norm=None,
    lowercase=False,
)  # fmt: skip


def _features(texts: Sequence[str]) -> sparse.csr_matrix:
    folded = [fold(normalise(text)) for text in texts]
    return sparse.hstack([_CHARACTERS.transform(folded), _WORDS.transform(folded)], format="csr", dtype=np.float32)


def _inverse_frequency(counts: sparse.csr_matrix) -> np.ndarray:
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1).astype(np.float32)


def _weighted(counts: sparse.csr_matrix, idf: np.ndarray) -> sparse.csr_matrix:
    """Sublinear counts times rarity, each row scaled to length one."""
    weighted = counts.copy()
    weighted.data = (1 + np.log(weighted.data)) * idf[weighted.indices]
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted.data /= np.repeat(np.where(lengths == 0, 1, lengths), np.diff(weighted.indptr))
    return weighted


def _fit_sharpness(matrix: sparse.csr_matrix, target: np.ndarray, regularisation: float, folds: int) -> float:
    """The factor on the margins that gives held-out labels the highest likelihood."""
    margins, truth = [], []
    classes, codes = np.unique(target, return_inverse=True)
    splitter = StratifiedKFold(folds, shuffle=True, random_state=0)
    for training, held_out in splitter.split(matrix, codes):
        machine = LinearSVC(C=regularisation, random_state=0).fit(matrix[training], codes[training])
        margins.append(machine.decision_function(matrix[held_out]))
        truth.append(codes[held_out])
    all_margins, all_truth = np.vstack(margins), np.concatenate(truth)
    return float(min(np.linspace(1, 30, 59), key=lambda factor: _loss(all_margins * factor, all_truth)))


def _loss(scores: np.ndarray, truth: np.ndarray) -> float:
    return -float(np.mean(np.log(_softmax(scores)[np.arange(len(truth)), truth] + 1e-12)))


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)
