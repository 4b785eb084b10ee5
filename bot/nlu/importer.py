"""Give Rasa the answers' labels as the responses of the retrieval intent, so that they are written in one place."""

from __future__ import annotations

from typing import Optional

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.settings import PROJECT_ROOT

ANSWERS = PROJECT_ROOT / "data" / "knowledge" / "answers"


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, with `utter_faq/<id>` for every curated answer; the texts come from the database.

    Rasa asks for the training lines three times in one training: they are read once.
    """

    _nlu_data: Optional[TrainingData] = None

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        if self._nlu_data is None:
            self._nlu_data = super().get_nlu_data(language)
        return self._nlu_data

    def get_domain(self) -> Domain:
        yaml = YAML(typ="safe")
        topics = [yaml.load(path.read_text(encoding="utf-8")) for path in sorted(ANSWERS.glob("*.yml"))]
        responses = {
            f"utter_faq/{answer['id']}": [{"text": answer["label"]}] for topic in topics for answer in topic["answers"]
        }
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))
