"""Give Rasa the answers' labels as the responses of the retrieval intent, so that they are written in one place."""

from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from ruamel.yaml import YAML

from bot.settings import PROJECT_ROOT

ANSWERS = PROJECT_ROOT / "data" / "knowledge" / "answers"


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer, with `utter_faq/<id>` for every curated answer; the texts come from the database."""

    def get_domain(self) -> Domain:
        yaml = YAML(typ="safe")
        topics = [yaml.load(path.read_text(encoding="utf-8")) for path in sorted(ANSWERS.glob("*.yml"))]
        responses = {
            f"utter_faq/{answer['id']}": [{"text": answer["label"]}] for topic in topics for answer in topic["answers"]
        }
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))
