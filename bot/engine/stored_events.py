"""The rows of Rasa's table `events` that a conversation needs to go on, however long it has become."""

from __future__ import annotations

import functools
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.privacy.conversations import EVENTS

# Turns that are read back. Policies look at the last few states, actions at the replies of the turn before.
TURNS = 4
# What takes back something earlier may reach further than those turns. None of our actions does.
TAKES_BACK = ("rewind", "undo")

Row = Any  # of EVENTS: id, type_name, action_name, data


class Recent(NamedTuple):
    """A conversation's last turns, and what has been before them that still holds, each oldest first.

    `before` is None when nothing of the session is left out.
    """

    rows: List[Row]
    before: Optional[List[Row]]


_CONVERSATION, _FIRST = sa.bindparam("conversation"), sa.bindparam("first")  # statements are made once, and kept


def _of(*more: Any) -> Select:
    return sa.select(EVENTS.c.id, EVENTS.c.type_name, EVENTS.c.action_name, EVENTS.c.data).where(
        EVENTS.c.sender_id == _CONVERSATION, *more
    )


def whole(connection: Connection, conversation: str) -> List[Row]:
    return connection.execute(_of().order_by(EVENTS.c.id), {"conversation": conversation}).all()


def recent(connection: Connection, conversation: str, slots: Sequence[str]) -> Recent:
    rows = connection.execute(_last_turns(), {"conversation": conversation}).all()
    if any(row.type_name in TAKES_BACK for row in rows):
        return _all_of_it(connection, conversation)
    session = session_of(rows)
    if len(session) < len(rows) or sum(row.type_name == "user" for row in rows) < TURNS:
        return Recent(session, None)
    before = _before(connection, conversation, rows[0].id, tuple(slots))
    return _all_of_it(connection, conversation) if before is None else Recent(rows, before)


def _all_of_it(connection: Connection, conversation: str) -> Recent:
    return Recent(session_of(whole(connection, conversation)), None)


@functools.lru_cache(maxsize=1)
def _last_turns() -> Select:
    first = (
        sa.select(EVENTS.c.id)
        .where(EVENTS.c.sender_id == _CONVERSATION, EVENTS.c.type_name == "user", EVENTS.c.action_name.is_(None))
        .order_by(EVENTS.c.id.desc())
        .offset(TURNS - 1)
        .limit(1)
        .scalar_subquery()
    )
    return _of(EVENTS.c.id >= sa.func.coalesce(first, 0)).order_by(EVENTS.c.id)


def session_of(rows: List[Row]) -> List[Row]:
    """Those since the session last began, as Rasa's own stores give them."""
    begun = [place for place, row in enumerate(rows) if row.type_name == "session_started"]
    return rows[begun[-1] :] if begun else rows


def _before(connection: Connection, conversation: str, first: int, slots: Tuple[str, ...]) -> Optional[List[Row]]:
    """The last value of each slot, and how an active form began; None when something has been taken back."""
    rewound, undone, begun, restarted, loop, *latest = connection.execute(
        _last_values(slots), {"conversation": conversation, "first": first}
    ).one()
    start = max(begun or 0, restarted or 0)
    if max(rewound or 0, undone or 0) > start:
        return None
    since = [id for id in (loop, *latest) if id is not None and id > start]
    found = connection.execute(_of(EVENTS.c.id.in_(since)), {"conversation": conversation})
    rows = {row.id: row for row in found}
    active = rows.get(loop)
    if active is None or active.action_name is None:
        return [rows[id] for id in sorted(rows)]
    slot_rows = [rows[id] for id in sorted(rows) if id != loop]
    return [*_beginning(connection, conversation, active, first), *slot_rows]


@functools.lru_cache(maxsize=1)
def _last_values(slots: Tuple[str, ...]) -> Select:
    kinds = (*TAKES_BACK, "session_started", "restart", "active_loop", "pause", "resume")
    return sa.select(*(_last(kind) for kind in kinds), *(_last("slot", name) for name in slots))


def _beginning(connection: Connection, conversation: str, active: Row, first: int) -> List[Row]:
    """What was said when the form began, the form's first run, and whether its last one was rejected."""
    form = active.action_name
    runs = sa.select(_last("user"), _last("action", form))
    said, run = connection.execute(runs, {"conversation": conversation, "first": active.id}).one()
    latest = sa.select(_last("action", form), _last("action_execution_rejected", form))
    last_run, rejected = connection.execute(latest, {"conversation": conversation, "first": first}).one()
    wanted = [said, run, active.id, *([rejected] if (rejected or 0) > (last_run or 0) else [])]
    found = _of(EVENTS.c.id.in_(wanted)).order_by(EVENTS.c.id)
    return connection.execute(found, {"conversation": conversation}).all()


def _last(kind: str, name: Optional[str] = None) -> Any:
    """The id of the last such event before `first`; the index wants to know of those that have no name, too."""
    named = [] if kind == "active_loop" else [EVENTS.c.action_name == name]
    return (
        sa.select(sa.func.max(EVENTS.c.id))
        .where(EVENTS.c.sender_id == _CONVERSATION, EVENTS.c.type_name == kind, EVENTS.c.id < _FIRST, *named)
        .scalar_subquery()
    )
