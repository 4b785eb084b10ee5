"""Messages that a killed process has left in the inbox."""

from __future__ import annotations

import datetime as dt
from typing import Any, List, Mapping, Optional

import sqlalchemy as sa

from bot.database import now, session_scope
from bot.inbox import store
from bot.inbox.models import InboxRow
from bot.inbox.store import Message

DEAD = "dead"


def put(conversation: str, message: str, work: Optional[Mapping[str, Any]] = None, by: str = DEAD) -> Message:
    put = store.put(conversation.partition(":")[0], conversation, message, work or {"text": message}, by)
    assert put is not None
    return put


def let_pass(seconds: float = store.LEASE.total_seconds() + 1) -> None:
    """As if so much time had gone by for all that waits."""
    with session_scope() as session:
        for row in session.scalars(sa.select(InboxRow)):
            row.taken_until -= dt.timedelta(seconds=seconds)
            row.received_at -= dt.timedelta(seconds=seconds)


def leave(conversation: str, message: str, work: Optional[Mapping[str, Any]] = None, tries: int = 1) -> int:
    """Its process died with it; the row's id."""
    identity = put(conversation, message, work).id
    with session_scope() as session:
        session.get(InboxRow, identity).tries = tries
        session.get(InboxRow, identity).taken_until = now() - dt.timedelta(seconds=2)
    return identity


def left() -> List[Any]:
    """The rows, oldest first."""
    with session_scope() as session:
        return list(session.execute(sa.select(InboxRow.__table__).order_by(InboxRow.id)))
