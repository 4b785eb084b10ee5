"""Slots are filled from what is said as Rasa fills them, and mappings looked at only where they may fill one."""

from __future__ import annotations

import asyncio
from typing import Any, List

import pytest

from bot.engine import lean_imports

lean_imports.install()

from rasa.core.actions.action import ActionExtractSlots  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import Event, UserUttered  # noqa: E402
from rasa.shared.core.slot_mappings import SlotMapping  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.engine.slot_extraction import LeanExtractSlots  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed:UserWarning")

DOMAIN = """
    intents: [ask]
    entities: [place]
    slots:
      asked: {{type: any, mappings: [{{type: custom}}]}}
      place: {{type: text, mappings: [{}]}}
"""
ONLY_BY_ACTIONS = "{type: custom}"
FILLED = ("{type: from_entity, entity: place}", "{type: from_text}", "{type: from_intent, intent: ask, value: yes}")


def extracted(action: ActionExtractSlots, domain: Domain) -> List[Event]:
    tracker = DialogueStateTracker("web:1", domain.slots)
    entity = {"entity": "place", "value": "Malmö", "start": 0, "end": 5}
    tracker.update(UserUttered("Malmö", {"name": "ask"}, [entity]), domain)
    given: Any = None
    return asyncio.run(action.run(given, given, tracker, domain))


@pytest.mark.parametrize("mapping", [ONLY_BY_ACTIONS, *FILLED])
def test_slots_are_filled_as_rasa_does(mapping: str) -> None:
    domain = Domain.from_yaml(DOMAIN.format(mapping))
    events = extracted(LeanExtractSlots(None, domain), domain)
    assert events == extracted(ActionExtractSlots(None), domain)
    assert [event.key for event in events] == ["place"] * (mapping in FILLED)  # type: ignore[attr-defined]


def test_mappings_that_fill_nothing_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    domain = Domain.from_yaml(DOMAIN.format(ONLY_BY_ACTIONS))
    monkeypatch.setattr(SlotMapping, "intent_is_desired", None)
    assert extracted(LeanExtractSlots(None, domain), domain) == []


def test_an_action_that_validates_slots_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may fill slots of its own."""
    asked: List[str] = []

    async def run(self: Any, name: str, *_: Any) -> List[Event]:
        asked.append(name)
        return []

    monkeypatch.setattr(ActionExtractSlots, "_run_custom_action", run)
    domain = Domain.from_yaml(DOMAIN.format(ONLY_BY_ACTIONS) + "    actions: [action_validate_slot_mappings]\n")
    extracted(LeanExtractSlots(None, domain), domain)
    assert asked == ["action_validate_slot_mappings"]
