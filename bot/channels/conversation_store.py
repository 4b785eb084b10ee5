"""Rasa's SQL store of conversations, on the same terms as our own tables.

Rasa's own engine waits for ever for a database that is away, uses dead connections once it is back, and puts what a
person wrote into the error when a turn can't be saved, and so into the log. Nor does it know what must not be stored.
"""

from __future__ import annotations

import logging
from typing import Any, Iterator, List, NamedTuple, Optional

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.channels.kept_events import Event, forgets, kept
from bot.database import create_engine
from bot.privacy.conversations import erase_conversations

logger = logging.getLogger(__name__)


class NotSaved(Exception):
    """A turn could not be saved; the text says what kind of error it was, and nothing of the turn."""


class KeptEvent(NamedTuple):
    """What Rasa's store needs of an event to write it."""

    type_name: str
    data: Event

    def as_dict(self) -> Event:
        return self.data


class ConversationStore(SQLTrackerStore):
    engine: Engine

    def __init__(self, host: str, **more: Any) -> None:
        super().__init__(host=host, **more)
        self.engine.dispose()
        self.engine = create_engine(host)
        self.sessionmaker.configure(bind=self.engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        try:
            await super().save(tracker)
        except Exception as error:
            logger.exception("a turn could not be saved in conversation %s", tracker.sender_id)
            raise NotSaved(type(error).__name__) from None  # Rasa logs it and keeps the turn in memory

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> Optional[DialogueStateTracker]:
        tracker = await super()._retrieve(sender_id, fetch_events_from_all_sessions)
        if tracker is not None:
            tracker.events_before = len(tracker.events)
        return tracker

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[KeptEvent]:
        """The turn's events as they are stored; none when the conversation is to be erased, or was meanwhile."""
        stored = self._event_query(session, tracker.sender_id, fetch_events_from_all_sessions=False).count()
        events: List[Event] = [event.as_dict() for event in list(tracker.events)[stored:]]
        if forgets(events):
            erase_conversations(session, [tracker.sender_id])
            return iter(())
        if stored < getattr(tracker, "events_before", 0):
            return iter(())
        types = (event.type_name for event in list(tracker.events)[stored:])
        return (KeptEvent(name, event) for name, event in zip(types, kept(events)))
