"""The classifier keeps Rasa's contract for components: it trains, is stored without pickle, and comes back the same."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import List

import numpy as np
import pytest

from bot.engine import lean_imports

lean_imports.install()

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.nlu.classifier import LabelClassifier  # noqa: E402
from bot.swedish import kept  # noqa: E402

LINES = {
    "greet": ["hej", "hej hej", "god dag", "tjena", "hallå där", "god morgon"],
    "search_examples": [
        "visa exempel från Malmö", "har ni exempel på IOP", "exempel på städ", "finns det exempel i Skåne",
        "visa alla exempel", "exempel från kommuner",
    ],
    "faq/iop_definition": [
        "vad är IOP", "vad betyder IOP", "förklara IOP", "vad är ett idéburet offentligt partnerskap",
        "vad menas med IOP", "vad står IOP för",
    ],
    "faq/samhall": [
        "vad är Samhall", "kan vi köpa av Samhall", "får man anlita Samhall", "Samhall och LOU",
        "måste vi upphandla Samhall", "hur anlitar vi Samhall",
    ],
}  # fmt: skip
QUESTIONS = ["va är iop?", "hej på dig", "exempel i lund", "samhal", "något helt annat", "", "åäö!"]


def message(text: str, label: str = "") -> Message:
    data = {"text": text}
    if label:
        intent, _, answer = label.partition("/")
        data["intent"] = intent
        if answer:
            data["intent_response_key"] = label
    return Message(data=data)


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage(tmp_path_factory.mktemp("model"))


CONTEXT = ExecutionContext(GraphSchema({}), model_id="test")
RESOURCE = Resource("classifier")
CONFIG = LabelClassifier.get_default_config()


@pytest.fixture(scope="module")
def trained(storage: LocalModelStorage) -> LabelClassifier:
    classifier = LabelClassifier.create(CONFIG, storage, RESOURCE, CONTEXT)
    examples = [message(text, label) for label, texts in LINES.items() for text in texts]
    assert classifier.train(TrainingData(examples)) == RESOURCE
    return classifier


def processed(classifier: LabelClassifier, *texts: str) -> List[Message]:
    return classifier.process([message(text) for text in texts])


UNDERSTOOD = [
    ("va är iop?", "faq", "faq/iop_definition"),
    ("Hej!", "greet", None),
    ("finns exempel från lund", "search_examples", None),
    ("får vi anlita samhall", "faq", "faq/samhall"),
]


@pytest.mark.parametrize(("text", "intent", "answer"), UNDERSTOOD)
def test_intents_and_answers_compete(trained: LabelClassifier, text: str, intent: str, answer: str) -> None:
    (found,) = processed(trained, text)
    assert found.get("intent")["name"] == intent
    ranking = [entry["name"] for entry in found.get("intent_ranking")]
    assert sorted(ranking) == sorted(LINES)
    assert ranking[0] == (answer or intent)


def test_confidences_are_a_distribution(trained: LabelClassifier) -> None:
    for found in processed(trained, *QUESTIONS):
        confidences = [entry["confidence"] for entry in found.get("intent_ranking")]
        assert confidences == sorted(confidences, reverse=True)
        assert sum(confidences) == pytest.approx(1)
        assert found.get("intent")["confidence"] == confidences[0]


def test_the_best_answer_is_reported_as_rasas_selector_does(trained: LabelClassifier) -> None:
    (found,) = processed(trained, "vad är iop")
    selected = found.get("response_selector")["faq"]
    assert selected["response"]["intent_response_key"] == "faq/iop_definition"
    assert [entry["intent_response_key"] for entry in selected["ranking"]] == ["faq/iop_definition", "faq/samhall"]
    assert found.as_dict_nlu()["intent"]["name"] == "faq"


def test_it_comes_back_the_same(trained: LabelClassifier, storage: LocalModelStorage) -> None:
    loaded = LabelClassifier.load(CONFIG, storage, RESOURCE, CONTEXT)
    for before, after in zip(processed(trained, *QUESTIONS), processed(loaded, *QUESTIONS)):
        names = [[entry["name"] for entry in found.get("intent_ranking")] for found in (before, after)]
        confidences = [[entry["confidence"] for entry in found.get("intent_ranking")] for found in (before, after)]
        assert names[0] == names[1]
        assert confidences[0] == pytest.approx(confidences[1], abs=0.01)  # weights are kept in 16 bits


@pytest.mark.usefixtures("trained")
def test_nothing_is_pickled(storage: LocalModelStorage) -> None:
    with storage.read_from(RESOURCE) as folder:
        assert sorted(path.name for path in Path(folder).iterdir()) == ["labels.json", "network.npz"]
        with np.load(folder / "network.npz", allow_pickle=False) as arrays:
            assert all(arrays[name].dtype != object for name in arrays.files)
        assert all(name.endswith(".npy") for name in zipfile.ZipFile(folder / "network.npz").namelist())


def test_training_twice_gives_the_same(trained: LabelClassifier, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    again = LabelClassifier.create(CONFIG, LocalModelStorage(tmp_path / "again"), RESOURCE, CONTEXT)
    again.train(TrainingData([message(text, label) for label, texts in LINES.items() for text in texts]))
    for before, after in zip(processed(trained, *QUESTIONS), processed(again, *QUESTIONS)):
        assert before.get("intent_ranking") == after.get("intent_ranking")


def test_an_untrained_one_says_so(storage: LocalModelStorage) -> None:
    with pytest.raises(RuntimeError, match="neither trained nor loaded"):
        processed(LabelClassifier.create(CONFIG, storage, Resource("other"), CONTEXT), "hej")


def test_a_model_is_made_anew_when_texts_are_read_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PROJECT_ROOT", tmp_path)
    (tmp_path / "bot" / "nlu").mkdir(parents=True)
    found = set()
    for content in ("LONGEST_PIECE = 4", "LONGEST_PIECE = 5"):
        (tmp_path / "bot" / "nlu" / "features.py").write_text(content, encoding="utf-8")
        kept.fingerprint.cache_clear()
        found.add(LabelClassifier.fingerprint_addon({}))
    kept.fingerprint.cache_clear()
    assert len(found) == 2
