"""The rows of Rasa's table `events` that a conversation needs to go on, however long it has become."""

from __future__ import annotations

import json
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.engine.kept_events import SESSION_METADATA
from bot.privacy.conversations import EVENTS

# Turns that are read back. Policies look at the last few states, actions at the replies of the turn before.
TURNS = 2
# What takes back something earlier may reach further than those turns. None of our actions does.
TAKES_BACK = ("rewind", "undo")

Row = Any  # of EVENTS: id, type_name, action_name, data, holds


class Recent(NamedTuple):
    """A conversation's last turns, and what has been before them that still holds, each oldest first.

    `before` is None when nothing of the session is left out.
    """

    rows: List[Row]
    before: Optional[List[Row]]


_CONVERSATION = sa.bindparam("conversation")  # statements are made once, and kept


def _of(*more: Any) -> Select:
    columns = EVENTS.c.id, EVENTS.c.type_name, EVENTS.c.action_name, EVENTS.c.data, EVENTS.c.holds
    return sa.select(*columns).where(EVENTS.c.sender_id == _CONVERSATION, *more).order_by(EVENTS.c.id)


# Messages have no name, which the index wants to be told.
_FIRST = (
    sa.select(EVENTS.c.id)
    .where(EVENTS.c.sender_id == _CONVERSATION, EVENTS.c.type_name == "user", EVENTS.c.action_name.is_(None))
    .order_by(EVENTS.c.id.desc())
    .offset(TURNS - 1)
    .limit(1)
    .scalar_subquery()
)
_WHOLE, _LAST_TURNS = _of(), _of(EVENTS.c.id >= sa.func.coalesce(_FIRST, 0))
_HELD = _of(EVENTS.c.id.in_(sa.bindparam("held", expanding=True)))


def whole(connection: Connection, conversation: str) -> List[Row]:
    return connection.execute(_WHOLE, {"conversation": conversation}).all()


def recent(connection: Connection, conversation: str) -> Recent:
    rows = connection.execute(_LAST_TURNS, {"conversation": conversation}).all()
    session = session_of(rows)
    if len(session) < len(rows) or sum(row.type_name == "user" for row in rows) < TURNS:
        return Recent(session, None)
    if rows[0].holds is None or any(row.type_name in TAKES_BACK for row in rows):
        return Recent(session_of(whole(connection, conversation)), None)
    held = json.loads(rows[0].holds)
    return Recent(rows, connection.execute(_HELD, {"conversation": conversation, "held": held}).all() if held else [])


def session_of(rows: List[Row]) -> List[Row]:
    """Those since the session last began, as Rasa's own stores give them."""
    begun = [place for place, row in enumerate(rows) if row.type_name == "session_started"]
    return rows[begun[-1] :] if begun else rows


def holding(found: Recent) -> Optional[List[int]]:
    """Ids of the events that the conversation still depends on when no other is read: the last value of each slot, and
    how an active form began. None when something has been taken back."""
    state = _Holding()
    for row in [*(found.before or ()), *found.rows]:
        if row.type_name in TAKES_BACK:
            return None
        if row.type_name in ("session_started", "restart"):
            state = _Holding()
        else:
            state.add(row)
    return state.ids()


def tell_what_holds(rows: Sequence[Dict[str, Any]], holds: Optional[Sequence[int]]) -> None:
    """Put into the row of a turn's message what holds before it, given what did before these rows, whose ids are not
    known yet. What comes between is no more than the beginning of a session, or it stays untold."""
    for row in rows:
        if row["type_name"] == "user":
            row["holds"] = holds if holds is None else json.dumps(list(holds))
            return
        if row["type_name"] == "session_started":
            holds = ()
        elif row["type_name"] not in ("action", "bot") and row["action_name"] != SESSION_METADATA:
            holds = None


class _Holding:
    def __init__(self) -> None:
        self._last: Dict[Tuple[str, str], int] = {}
        self._loop: Optional[Tuple[str, List[int]]] = None

    def add(self, row: Row) -> None:
        kind, name = row.type_name, row.action_name or ""
        if kind == "active_loop":
            began = [self._last.get(key) for key in (("user", ""), ("action", name))]
            self._loop = (name, [id for id in (*began, row.id) if id]) if name else None
        elif kind in ("pause", "resume"):
            self._last["pause", ""] = row.id
        else:
            self._last[kind, name] = row.id

    def ids(self) -> List[int]:
        """Of what is said and done, that with which the form began, and whether its last run was rejected."""
        slots = [id for (kind, _), id in self._last.items() if kind in ("slot", "pause")]
        return sorted({*slots, *self._form()})

    def _form(self) -> List[int]:
        if self._loop is None:
            return []
        name, began = self._loop
        run, rejected = (self._last.get((kind, name), 0) for kind in ("action", "action_execution_rejected"))
        return [*began, rejected] if rejected > run else began
