"""Rasa's own table of what has been said, as far as people's data are taken out of it."""

from __future__ import annotations

import zlib
from typing import Iterable, Sequence, Set

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

# The columns that Rasa gives it (rasa.core.tracker_store); `timestamp` is seconds since 1970, `data` JSON. And ours:
# `holds` lists, as JSON, the ids of what still matters of what was before a message (bot.engine.stored_events).
EVENTS = sa.table(
    "events",
    sa.column("id", sa.Integer),
    sa.column("sender_id", sa.String),
    sa.column("type_name", sa.String),
    sa.column("timestamp", sa.Float),
    sa.column("intent_name", sa.String),
    sa.column("action_name", sa.String),
    sa.column("data", sa.Text),
    sa.column("holds", sa.Text),
)

# So many locks at most that one transaction takes: the server has some thousand for all of them.
_LOCKS = 1024
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(sa.bindparam("lock", type_=sa.Integer)))

# What stands in the place of what was taken out.
REMOVED = "[borttaget]"


def conversations_with(session: Session, text: str) -> Set[str]:
    """In which conversations a text of ASCII was said."""
    if not text:
        return set()
    wanted = sa.select(EVENTS.c.sender_id).where(EVENTS.c.data.contains(text, autoescape=True)).distinct()
    return set(session.scalars(wanted))


def hold(connection: Connection, conversations: Iterable[str]) -> None:
    """Until the transaction ends, nobody else who holds them too changes these conversations.

    On SQLite, whoever writes keeps all others from it anyway. Several conversations may have one lock; each takes its
    own in the same order.
    """
    if connection.dialect.name == "postgresql":
        for lock in sorted({zlib.crc32(each.encode()) % _LOCKS for each in conversations}):
            connection.execute(_LOCK, {"lock": lock})


def erase_conversations(session: Session, conversations: Sequence[str]) -> int:
    """Delete all that was said in them; how many events that was. What waits for an answer is left (bot.inbox)."""
    if not conversations:
        return 0
    hold(session.connection(), conversations)
    return session.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id.in_(conversations))).rowcount
