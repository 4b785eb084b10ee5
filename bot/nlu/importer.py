"""Give Rasa what is written in one place only: the answers' labels as responses, and the editors' training lines."""

from __future__ import annotations

import logging
from typing import Dict, List, Optional, Tuple

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.database import DATABASE_ERRORS, explained
from bot.knowledge.store import answer_labels
from bot.settings import PROJECT_ROOT
from bot.submissions import training_lines
from bot.submissions.training_lines import FAQ, TrainingLine

logger = logging.getLogger(__name__)

ANSWERS = PROJECT_ROOT / "data" / "knowledge" / "answers"


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, with `utter_faq/<id>` for every curated answer; the texts come from the database.

    Rasa asks for the training lines three times in one training: they are read once.
    """

    _nlu_data: Optional[TrainingData] = None
    _editors: Optional[Tuple[List[TrainingLine], Dict[str, str]]] = None

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        if self._nlu_data is None:
            data = super().get_nlu_data(language)
            lines, _ = self._from_editors()
            messages = [Message.build(text=line.text, intent=line.label) for line in lines]
            self._nlu_data = data.merge(TrainingData(messages)) if messages else data
        return self._nlu_data

    def get_domain(self) -> Domain:
        _, labels = self._from_editors()
        responses = {f"utter_{FAQ}/{identity}": [{"text": label}] for identity, label in labels.items()}
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))

    def _from_editors(self) -> Tuple[List[TrainingLine], Dict[str, str]]:
        """The editors' lines, and the labels by id of all answers that there are lines for."""
        if self._editors is None:
            in_files = _labels_in_files()
            lines, stored = _stored()
            known = {**stored, **in_files}
            named = [(line, line.label.partition("/")[2]) for line in lines]
            kept = [line for line, answer in named if not answer or answer in known]
            if len(kept) < len(lines):
                logger.warning("%s training lines are left out: their answers are gone", len(lines) - len(kept))
            new = {answer: known[answer] for _, answer in named if answer in stored and answer not in in_files}
            self._editors = kept, {**in_files, **new}
        return self._editors


def _labels_in_files() -> Dict[str, str]:
    yaml = YAML(typ="safe")
    topics = [yaml.load(path.read_text(encoding="utf-8")) for path in sorted(ANSWERS.glob("*.yml"))]
    return {answer["id"]: answer["label"] for topic in topics for answer in topic["answers"]}


def _stored() -> Tuple[List[TrainingLine], Dict[str, str]]:
    """The editors' lines and all answers' labels; nothing of either when the database can't tell."""
    try:
        return training_lines.all(), answer_labels()
    except DATABASE_ERRORS as error:
        logger.warning("training goes on without the editors' lines: %s", explained(error))
        return [], {}
