"""The rows of Rasa's table `events` that a conversation needs to go on, however long it has become."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.privacy.conversations import EVENTS

# Turns that are read back. Policies look at the last few states, actions at the replies of the turn before.
TURNS = 4
# What takes back something earlier may reach further than those turns.
TAKES_BACK = {"rewind", "undo"}

Row = Any  # of EVENTS: id, type_name, action_name, data


class Recent(NamedTuple):
    """A conversation's last turns, and what has been before them that still holds, each oldest first.

    `before` is None when nothing of the session is left out.
    """

    rows: List[Row]
    before: Optional[List[Row]]


def _of(conversation: str, *more: Any) -> Select:
    return sa.select(EVENTS.c.id, EVENTS.c.type_name, EVENTS.c.action_name, EVENTS.c.data).where(
        EVENTS.c.sender_id == conversation, *more
    )


def whole(connection: Connection, conversation: str) -> List[Row]:
    return connection.execute(_of(conversation).order_by(EVENTS.c.id)).all()


def recent(connection: Connection, conversation: str, slots: Sequence[str]) -> Recent:
    first = (
        sa.select(EVENTS.c.id)
        .where(EVENTS.c.sender_id == conversation, EVENTS.c.type_name == "user", EVENTS.c.action_name.is_(None))
        .order_by(EVENTS.c.id.desc())
        .offset(TURNS - 1)
        .limit(1)
        .scalar_subquery()
    )
    query = _of(conversation, EVENTS.c.id >= sa.func.coalesce(first, 0)).order_by(EVENTS.c.id)
    rows = connection.execute(query).all()
    if TAKES_BACK & {row.type_name for row in rows}:
        return Recent(session_of(whole(connection, conversation)), None)
    session = session_of(rows)
    if len(session) < len(rows) or sum(row.type_name == "user" for row in rows) < TURNS:
        return Recent(session, None)
    return Recent(rows, _before(connection, conversation, rows[0].id, slots))


def session_of(rows: List[Row]) -> List[Row]:
    """Those since the session last began, as Rasa's own stores give them."""
    begun = [place for place, row in enumerate(rows) if row.type_name == "session_started"]
    return rows[begun[-1] :] if begun else rows


def _before(connection: Connection, conversation: str, first: int, slots: Sequence[str]) -> List[Row]:
    """The last value of each slot, and how an active form began."""
    asked: Dict[str, Any] = {name: _last(conversation, first, "slot", name) for name in slots}
    begun, restarted, loop, *latest = connection.execute(
        sa.select(
            *(_last(conversation, first, kind) for kind in ("session_started", "restart", "active_loop")),
            *(_last(conversation, first, kind) for kind in ("pause", "resume")),
            *asked.values(),
        )
    ).one()
    since = [id for id in (loop, *latest) if id is not None and id > max(begun or 0, restarted or 0)]
    rows = {row.id: row for row in connection.execute(_of(conversation, EVENTS.c.id.in_(since)))}
    active = rows.get(loop)
    if active is None or active.action_name is None:
        return [rows[id] for id in sorted(rows)]
    slot_rows = [rows[id] for id in sorted(rows) if id != loop]
    return [*_beginning(connection, conversation, active, first), *slot_rows]


def _beginning(connection: Connection, conversation: str, active: Row, first: int) -> List[Row]:
    """What was said when the form began, the form's first run, and whether its last one was rejected."""
    form = active.action_name
    said, run, last_run, rejected = connection.execute(
        sa.select(
            _last(conversation, active.id, "user"),
            _last(conversation, active.id, "action", form),
            _last(conversation, first, "action", form),
            _last(conversation, first, "action_execution_rejected", form),
        )
    ).one()
    wanted = [said, run, active.id, *([rejected] if (rejected or 0) > (last_run or 0) else [])]
    return connection.execute(_of(conversation, EVENTS.c.id.in_(wanted)).order_by(EVENTS.c.id)).all()


def _last(conversation: str, before: int, kind: str, name: Optional[str] = None) -> Any:
    """The id of the last such event before one; the index wants to know of those that have no name, too."""
    named = [] if kind == "active_loop" else [EVENTS.c.action_name == name]
    return (
        sa.select(sa.func.max(EVENTS.c.id))
        .where(EVENTS.c.sender_id == conversation, EVENTS.c.type_name == kind, EVENTS.c.id < before, *named)
        .scalar_subquery()
    )
