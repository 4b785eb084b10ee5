"""The stock project's custom action: a look-up in a database of some hundred places."""

from typing import Any, Dict, List

import sqlalchemy as sa
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

ENGINE = sa.create_engine("sqlite:///places.db", future=True)


class ActionPlace(Action):
    def name(self) -> str:
        return "action_place"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Dict]:
        place = next(tracker.get_latest_entity_values("place"), None)
        with ENGINE.connect() as connection:
            region = connection.execute(
                sa.text("SELECT region FROM place WHERE name = :name"), {"name": place}
            ).scalar_one_or_none()
        dispatcher.utter_message(text=f"{place} is in {region}." if region else "I do not know that place.")
        return []
