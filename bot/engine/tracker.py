"""A conversation as Rasa's policies and actions meet it, copied without being replayed."""

from __future__ import annotations

import copy
from typing import Dict, Optional, Sequence

from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class Conversation(DialogueStateTracker):
    """What `ConversationStore` gives: the events that matter now, of a conversation of any length.

    `read` is how many events came out of the store (those after them are new), and `last_id` the id of the last one
    that is stored, None in a new conversation. `holds` are the ids of those that it depends on when no other is read
    (bot.engine.stored_events), None when that isn't known.
    """

    read: int = 0
    last_id: Optional[int] = None
    holds: Optional[Sequence[int]] = ()

    def copy(self) -> Conversation:
        """Shares events, which nobody changes once they are made, and has a state of its own."""
        twin = copy.copy(self)
        twin.events = self.events.copy()
        twin.slots = _twins(self.slots)
        twin.active_loop = copy.copy(self.active_loop)
        return twin

    def init_copy(self) -> Conversation:
        twin = copy.copy(self)
        twin.events = self.events.__class__(maxlen=self._max_event_history)
        twin.slots = _twins(self.slots)
        twin.model_id = twin.assistant_id = None
        twin._reset()
        return twin


def _twins(slots: Dict[str, Slot]) -> Dict[str, Slot]:
    """As copy.copy of each, which takes ten times as long, several times a turn."""
    twins = {}
    for name, slot in slots.items():
        twins[name] = twin = object.__new__(type(slot))
        twin.__dict__.update(slot.__dict__)
    return twins
