"""One classifier over all labels: task intents and `faq/<id>` answers compete on equal terms."""

from __future__ import annotations

import itertools
import json
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.network import Network
from bot.swedish.kept import WORDS, fingerprint

READS_TEXTS = ("bot/nlu/*.py", *WORDS)
RANKING_LENGTH = 10
FAQ = "faq"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LabelClassifier(GraphComponent):
    """A small network (bot/nlu/network.py) over pieces of words, with its confidence in each label."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str:
        """Rasa keeps what was trained until data or configuration change; here what reads the texts counts, too."""
        return fingerprint(READS_TEXTS)

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        labels: Sequence[str] = (),
        network: Optional[Network] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels = list(labels)
        self._network = network

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
        names, targets = np.unique(labels, return_inverse=True)
        self._labels = names.tolist()
        self._network = Network.fit(texts, targets)
        with self._model_storage.write_to(self._resource) as directory:
            self._network.save(directory / "network.npz")
            (directory / "labels.json").write_text(json.dumps(self._labels), encoding="utf-8")
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
            network = Network.load(directory / "network.npz")
            labels = json.loads((directory / "labels.json").read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, labels, network)

    def process(self, messages: List[Message]) -> List[Message]:
        if self._network is None:
            raise RuntimeError("LabelClassifier is neither trained nor loaded")
        for message in messages:
            ranking = self._rank(self._network.confidences(message.get(TEXT)))
            name, confidence = next(ranking)
            best = [(name, confidence), *itertools.islice(ranking, RANKING_LENGTH - 1)]
            message.set(INTENT, {INTENT_NAME_KEY: name.split("/")[0], "confidence": confidence}, add_to_output=True)
            message.set(
                INTENT_RANKING_KEY,
                [{INTENT_NAME_KEY: label, "confidence": value} for label, value in best],
                add_to_output=True,
            )
            answers = (item for item in itertools.chain(best, ranking) if item[0].startswith(f"{FAQ}/"))
            best_answers = list(itertools.islice(answers, RANKING_LENGTH))
            if best_answers:
                message.set("response_selector", {FAQ: _selector(best_answers)}, add_to_output=True)
        return messages

    def _rank(self, confidences: np.ndarray) -> Iterator[Tuple[str, float]]:
        """Every label with its confidence, best first."""
        values = confidences.tolist()
        return ((self._labels[index], values[index]) for index in np.argsort(-confidences).tolist())


def _selector(answers: Sequence[Tuple[str, float]]) -> Dict[str, Any]:
    """The shape in which Rasa's ResponseSelector reports."""
    best, confidence = answers[0]
    return {
        "response": {"intent_response_key": best, "confidence": confidence},
        "ranking": [{"intent_response_key": label, "confidence": value} for label, value in answers],
    }
