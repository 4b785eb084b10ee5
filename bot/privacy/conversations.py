"""Rasa's own table of what has been said, as far as people's data are taken out of it."""

from __future__ import annotations

import contextlib
import zlib
from typing import Iterable, Iterator, Sequence, Set

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from bot.database import session_scope

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
_ERASING = _LOCKS  # the lock of who erases
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(sa.bindparam("lock", type_=sa.Integer)))

# What stands in the place of what was taken out.
REMOVED = "[borttaget]"


def conversations_with(session: Session, text: str) -> Set[str]:
    """In which conversations a text of printable ASCII was said; other texts stand nowhere as they are."""
    if not text or not text.isascii() or not text.isprintable():
        return set()
    wanted = sa.select(EVENTS.c.sender_id).where(EVENTS.c.data.contains(text, autoescape=True)).distinct()
    return set(session.scalars(wanted))


@contextlib.contextmanager
def erasing() -> Iterator[Session]:
    """As `session_scope`, for who erases: one after the other."""
    with session_scope() as session:
        erase_alone(session)
        yield session


def erase_alone(session: Session) -> None:
    """Until the transaction ends, nobody else erases; for one that has not changed anything yet.

    Whoever erases holds several conversations, and rows, in an order of its own: two could wait for each other for
    ever. On SQLite, whoever writes keeps all others from it anyway.
    """
    _lock(session.connection(), [_ERASING])


def hold(connection: Connection, conversations: Iterable[str]) -> None:
    """Until the transaction ends, nobody else who holds them too changes these conversations.

    Several conversations may have one lock. Whoever holds more than one conversation has to `erase_alone`.
    """
    _lock(connection, {zlib.crc32(each.encode()) % _LOCKS for each in conversations})


def _lock(connection: Connection, locks: Iterable[int]) -> None:
    if connection.dialect.name == "postgresql":
        for lock in sorted(locks):
            connection.execute(_LOCK, {"lock": lock})


def erase_conversations(session: Session, conversations: Sequence[str]) -> int:
    """Delete all that was said in them; how many events that was. What waits for an answer is left (bot.inbox)."""
    if not conversations:
        return 0
    hold(session.connection(), conversations)
    return session.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id.in_(conversations))).rowcount
