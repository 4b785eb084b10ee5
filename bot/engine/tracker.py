"""A conversation as Rasa's policies and actions meet it, copied without being replayed."""

from __future__ import annotations

import copy
from typing import Dict, Iterable, List, Mapping, Optional, Sequence

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.states import Before, States

_TAKES_BACK = frozenset({ActionReverted, ActiveLoop, UserUtteranceReverted})
_BEGINS = (Restarted, SessionStarted)


class Conversation(DialogueStateTracker):
    """What `ConversationStore` gives: the events that matter now, of a conversation of any length.

    `read` is how many events came out of the store (those after them are new), and `last_id` the id of the last one
    that is stored, None in a new conversation. `holds` are the ids of those that it depends on when no other is read
    (bot.engine.stored_events), None when that isn't known.
    """

    read: int = 0
    last_id: Optional[int] = None
    holds: Optional[Sequence[int]] = ()
    _states: Optional[States] = None

    def __init__(self, sender_id: str, slots: Iterable[Slot]) -> None:
        super().__init__(sender_id, ())
        self.slots = _twins({slot.name: slot for slot in slots})
        self._reset_slots()

    def before(self, domain: Domain) -> Sequence[Before]:
        """What it was like before each action, oldest first, and what it is like now; not to be changed."""
        if self._states is None:
            self._states = States(self)
        return self._states.of(self, domain)

    def applied_events(self) -> List[Event]:
        """As Rasa's, which looks for what is taken back also where nothing takes back."""
        kinds = [type(event) for event in self.events]
        if not _TAKES_BACK.isdisjoint(kinds):
            return super().applied_events()
        begun = max((place for place, kind in enumerate(kinds, start=1) if kind in _BEGINS), default=0)
        return list(self.events)[begun:]

    def copy(self) -> Conversation:
        """Shares events, which nobody changes once they are made, and has a state of its own."""
        twin = copy.copy(self)
        twin.events = self.events.copy()
        twin.slots = _twins(self.slots)
        twin.active_loop = copy.copy(self.active_loop)
        twin._states = None
        return twin

    def init_copy(self) -> Conversation:
        twin = copy.copy(self)
        twin.events = self.events.__class__(maxlen=self._max_event_history)
        twin.slots = _twins(self.slots)
        twin.model_id = twin.assistant_id = twin._states = None
        twin._reset()
        return twin


def _twins(slots: Mapping[str, Slot]) -> Dict[str, Slot]:
    """As copy.copy of each, which takes ten times as long, several times a turn."""
    twins = {}
    for name, slot in slots.items():
        twins[name] = twin = object.__new__(type(slot))
        twin.__dict__.update(slot.__dict__)
    return twins
