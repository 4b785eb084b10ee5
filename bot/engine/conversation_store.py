"""Rasa's tracker store on our own terms: what is read and written for a turn doesn't grow with the conversation.

Rasa's SQL store reads, replays and counts every event at every turn, waits for ever for a database that is away, and
puts what a person wrote into the error, and so into the log, when a turn can't be saved. Its agent then keeps the turn
in memory and says nothing. Here a turn is written whole, in one transaction, or an error tells that it was not.
"""

from __future__ import annotations

import functools
import json
import logging
import threading
from contextlib import nullcontext
from typing import Any, ContextManager, Dict, Iterable, List, Mapping, Optional, Sequence, Type

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from bot import metrics, tracing
from bot.engine.kept_events import forgets, kept
from bot.engine.stored_events import Recent, holding, recent, tell_what_holds, whole
from bot.engine.tracker import Conversation
from bot.engine.workers import off_loop
from bot.privacy.conversations import EVENTS, erase_conversations, hold

logger = logging.getLogger(__name__)

LISTEN = "action_listen"


# Made once, and kept: to make a statement takes longer than to carry it out.
_INSERT = sa.insert(EVENTS)
_SINCE = sa.select(sa.func.count(), sa.func.max(EVENTS.c.id)).where(
    EVENTS.c.sender_id == sa.bindparam("conversation"), EVENTS.c.id >= sa.bindparam("last_id")
)


class NotSaved(Exception):
    """A turn could not be saved; the text says what kind of error it was, and nothing of the turn."""


class Conflict(NotSaved):
    """Somebody else has written in the conversation since the turn began."""


class ConversationStore(TrackerStore):
    """On SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None):
        super().__init__(domain, event_broker)
        self.engine = engine
        # SQLite's own waiting is no queue: somebody may never get to write.
        self._writing: ContextManager[Any] = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    async def retrieve(self, sender_id: str) -> Optional[Conversation]:
        """The conversation as far as it matters for its next turn; None when there is none."""
        return await off_loop(self._retrieve, sender_id)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[Conversation]:
        """With every event of every session."""
        return await off_loop(self._retrieve_full, conversation_id)

    async def save(self, tracker: Any) -> None:
        """
        Raises:
            NotSaved: nothing of the turn is stored.
        """
        events = list(tracker.events)[getattr(tracker, "read", 0) :]
        if not events:
            return
        try:
            await self.stream_events(tracker)
            with tracing.span("save"):
                tracker.last_id = await off_loop(self._write, tracker, events)
            tracker.read, tracker.holds = len(tracker.events), None
        except Conflict:
            metrics.SAVE_CONFLICTS.inc()
            logger.error("conversation %s has gone on elsewhere: the turn is not saved", tracker.sender_id)
            raise
        except Exception as error:
            metrics.FAILED_SAVES.inc()
            logger.exception("a turn could not be saved in conversation %s", tracker.sender_id)
            raise NotSaved(type(error).__name__) from None

    async def keys(self) -> Iterable[str]:
        def read() -> List[str]:
            with self.engine.connect() as connection:
                return list(connection.scalars(sa.select(EVENTS.c.sender_id).distinct()))

        return await off_loop(read)

    def init_tracker(self, sender_id: str) -> Conversation:
        return Conversation(sender_id, self.domain.slots)

    # -- in a thread ------------------------------------------------------------------------------

    def _retrieve(self, conversation: str) -> Optional[Conversation]:
        with self.engine.connect() as connection:
            found = recent(connection, conversation)
        return self._tracker(conversation, found) if found.rows else None

    def _retrieve_full(self, conversation: str) -> Optional[Conversation]:
        with self.engine.connect() as connection:
            rows = whole(connection, conversation)
        return self._tracker(conversation, Recent(rows, None)) if rows else None

    def _tracker(self, conversation: str, found: Recent) -> Conversation:
        """A left-out middle is bridged by listening: what is read looks as if it followed on a beginning."""
        tracker = self.init_tracker(conversation)
        events: List[Event] = _events(found.rows)
        if found.before is not None:
            before = _events(found.before)
            listens = [ActionExecuted(LISTEN)] if any(isinstance(each, ActionExecuted) for each in before) else []
            events = [SessionStarted(), ActionExecuted(LISTEN), *before, *listens, *events]
        for event in events:
            tracker.update(event, self.domain)
        tracker.read, tracker.last_id, tracker.holds = len(tracker.events), found.rows[-1].id, holding(found)
        return tracker

    def _write(self, tracker: Any, events: Sequence[Event]) -> Optional[int]:
        """The id of the last event that is stored now; None when the conversation is, or has been, erased."""
        conversation = tracker.sender_id
        as_dicts = [event.as_dict() for event in events]
        try:
            with self._writing, self.engine.begin() as connection:
                hold(connection, [conversation])
                if forgets(as_dicts):
                    erase_conversations(Session(connection, future=True), [conversation])
                    return None
                rows = [_row(conversation, event, data) for event, data in zip(events, kept(as_dicts))]
                tell_what_holds(rows, getattr(tracker, "holds", None))
                connection.execute(_INSERT, rows)
                return _newest(connection, conversation, len(rows), getattr(tracker, "last_id", None))
        except _Erased:
            return None


class _Erased(Exception):
    """The conversation was erased while the turn went on."""


def _newest(connection: Connection, conversation: str, written: int, last_id: Optional[int]) -> int:
    """The id of the last event, when those just written follow on the one that was last as the turn began."""
    count, newest = connection.execute(_SINCE, {"conversation": conversation, "last_id": last_id or 0}).one()
    expected = written if last_id is None else written + 1
    if count < expected:
        raise _Erased
    if count > expected:
        raise Conflict("the conversation has gone on elsewhere")
    return newest


def _events(rows: Iterable[Any]) -> List[Event]:
    """Rasa would look through all kinds of events for the right one of each."""
    stored = [json.loads(row.data) for row in rows]
    return [_kind(each["event"])._from_parameters(each) for each in stored]


@functools.cache
def _kind(name: str) -> Type[Event]:
    kind = Event.resolve_by_type(name)
    assert kind is not None
    return kind


def _row(conversation: str, event: Event, data: Mapping[str, Any]) -> Dict[str, Any]:
    """As Rasa's own store fills the columns."""
    return {
        "sender_id": conversation,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
        "holds": None,
    }
