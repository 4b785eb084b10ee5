"""Rasa's own table of what has been said, as far as people's data are taken out of it."""

from __future__ import annotations

from typing import Sequence, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox import store as inbox

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


def conversations_with(session: Session, text: str) -> Set[str]:
    """In which conversations a text of ASCII was said."""
    if not text:
        return set()
    wanted = sa.select(EVENTS.c.sender_id).where(EVENTS.c.data.contains(text, autoescape=True)).distinct()
    return set(session.scalars(wanted))


def erase_conversations(session: Session, conversations: Sequence[str]) -> int:
    """Delete all that was said in them, and what waits there for its answer; how many events that was."""
    if not conversations:
        return 0
    inbox.erase(session, conversations)
    return session.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id.in_(conversations))).rowcount
