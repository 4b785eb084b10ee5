"""What channels want to know of a conversation, looked up without the rest of it being read."""

from __future__ import annotations

import json
from typing import Any, Dict, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Select

from bot.engine.workers import off_loop
from bot.privacy.conversations import EVENTS

_CONVERSATION = sa.bindparam("conversation")  # statements are made once, and kept


def _of(kind: str, *columns: Any) -> Select:
    return sa.select(*columns).where(EVENTS.c.sender_id == _CONVERSATION, EVENTS.c.type_name == kind)


# Messages and replies have no name. PostgreSQL wants to be told so in the order, too, to take it from the index.
_UNNAMED = EVENTS.c.action_name.is_(None)
_NEWEST_FIRST = EVENTS.c.action_name.desc(), EVENTS.c.id.desc()
_FIRST_SAID = _of("user", EVENTS.c.data).where(_UNNAMED).order_by(EVENTS.c.action_name, EVENTS.c.id).limit(1)
_LAST_SAID = _of("user", EVENTS.c.id).where(_UNNAMED).order_by(*_NEWEST_FIRST).limit(1)
_LAST_REPLY = _of("bot", EVENTS.c.data).where(_UNNAMED).order_by(*_NEWEST_FIRST).limit(1)
# When each form last began, and when one last ended, which has no name. Asked for the last one of all, a database looks
# through what else has been said.
_FORMS = _of("active_loop", EVENTS.c.action_name, sa.func.max(EVENTS.c.id)).group_by(EVENTS.c.action_name)
_FORMS_BEFORE = _FORMS.where(EVENTS.c.id < sa.bindparam("until"))


async def first_metadata(engine: Engine, conversation: str) -> Optional[Mapping[str, Any]]:
    """Of the first message; None when nobody has said anything."""

    def read() -> Optional[Mapping[str, Any]]:
        with engine.connect() as connection:
            data = connection.scalar(_FIRST_SAID, {"conversation": conversation})
        return None if data is None else json.loads(data).get("metadata") or {}

    return await off_loop(read)


async def form_began(engine: Engine, conversation: str) -> bool:
    """Whether a form goes on that began in the last turn."""

    def read() -> bool:
        with engine.connect() as connection:
            return _began(connection, {"conversation": conversation})

    return await off_loop(read)


def _began(connection: Connection, of: Dict[str, Any]) -> bool:
    last = connection.scalar(_LAST_SAID, of)
    if last is None:
        return False
    return _in_form(connection, _FORMS, of) and not _in_form(connection, _FORMS_BEFORE, {**of, "until": last})


def _in_form(connection: Connection, forms: Select, of: Dict[str, Any]) -> bool:
    name, _ = max(connection.execute(forms, of), key=lambda row: row[1], default=(None, 0))
    return name is not None


async def reply(engine: Engine, conversation: str, identity: str) -> Optional[Mapping[str, Any]]:
    """A reply by its id, as Reply.as_json has it; None when there is none."""
    wanted = _LAST_REPLY.where(EVENTS.c.data.contains(json.dumps({"id": identity})[1:-1], autoescape=True))

    def read() -> Optional[Mapping[str, Any]]:
        with engine.connect() as connection:
            data = connection.scalar(wanted, {"conversation": conversation})
        return None if data is None else json.loads(data)["data"]["custom"]

    return await off_loop(read)
