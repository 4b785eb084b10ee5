"""Slots that Rasa fills from what is said, before any action runs."""

from __future__ import annotations

from typing import Any, List, Optional

from rasa.core.actions.action import ActionExtractSlots
from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS, MAPPING_TYPE, SlotMappingType
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.utils.endpoints import EndpointConfig

_ONLY_BY_ACTIONS = {MAPPING_TYPE: SlotMappingType.CUSTOM.value}


class LeanExtractSlots(ActionExtractSlots):
    """Rasa goes through all mappings at every message, also where none of them says what to fill a slot with."""

    def __init__(self, action_endpoint: Optional[EndpointConfig], domain: Domain) -> None:
        super().__init__(action_endpoint)
        validated = ACTION_VALIDATE_SLOT_MAPPINGS in domain.user_actions
        self._extracts = validated or any(map(_is_filled, domain.slots))

    async def run(self, *args: Any, **more: Any) -> List[Event]:
        return await super().run(*args, **more) if self._extracts else []


def _is_filled(slot: Slot) -> bool:
    return any(mapping != _ONLY_BY_ACTIONS for mapping in slot.mappings)
