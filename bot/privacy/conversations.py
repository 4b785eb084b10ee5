"""Rasa's own table of what has been said, as far as people's data are taken out of it."""

from __future__ import annotations

from typing import Sequence, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session

# The columns that Rasa gives it (rasa.core.tracker_store); `timestamp` is seconds since 1970, `data` JSON.
EVENTS = sa.table(
    "events",
    sa.column("id", sa.Integer),
    sa.column("sender_id", sa.String),
    sa.column("type_name", sa.String),
    sa.column("timestamp", sa.Float),
    sa.column("intent_name", sa.String),
    sa.column("action_name", sa.String),
    sa.column("data", sa.Text),
)

# What stands in the place of what was taken out.
REMOVED = "[borttaget]"


def has_events(session: Session) -> bool:
    """Whether the assistant has run with this database: Rasa makes its table itself."""
    return sa.inspect(session.connection()).has_table(EVENTS.name)


def conversations_with(session: Session, text: str) -> Set[str]:
    """In which conversations a text of ASCII was said."""
    if not text or not has_events(session):
        return set()
    wanted = sa.select(EVENTS.c.sender_id).where(EVENTS.c.data.contains(text, autoescape=True)).distinct()
    return set(session.scalars(wanted))


def erase_conversations(session: Session, conversations: Sequence[str]) -> int:
    """Delete all that was said in them; how many events that was."""
    if not conversations or not has_events(session):
        return 0
    return session.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id.in_(conversations))).rowcount
