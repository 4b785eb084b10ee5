"""Take what was told in a form out of stored conversations, when nothing of it shall be left."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.privacy.conversations import EVENTS, has_events

REMOVED = "[borttaget]"


def forget_told(session: Session, conversations: Sequence[str]) -> int:
    """Put REMOVED for what was typed while a form was active, and for what the form said; how many events that was.

    The events stay, for Rasa counts them to know which ones are new.
    """
    if not conversations or not has_events(session):
        return 0
    wanted = sa.select(EVENTS.c.id, EVENTS.c.sender_id, EVENTS.c.data)
    kinds = EVENTS.c.type_name.in_(("user", "bot", "active_loop"))
    stored = session.execute(wanted.where(EVENTS.c.sender_id.in_(conversations), kinds).order_by(EVENTS.c.id)).all()
    told: Dict[int, Dict[str, Any]] = {}
    for conversation in conversations:
        events = [(row.id, json.loads(row.data)) for row in stored if row.sender_id == conversation]
        told.update(_told(events))
    for identity, event in told.items():
        data = json.dumps(_without_words(event))
        session.execute(sa.update(EVENTS).where(EVENTS.c.id == identity).values(data=data))
    return len(told)


def _told(events: Sequence[Tuple[int, Dict[str, Any]]]) -> Iterator[Tuple[int, Dict[str, Any]]]:
    """Those that are about the form. The message that began it comes before the form is active."""
    active = False
    before: List[Tuple[int, Dict[str, Any]]] = []
    for identity, event in events:
        if event["event"] == "active_loop":
            active = event["name"] is not None
            yield from before if active else ()
        elif event["event"] == "user":
            before = [(identity, event)]
            yield from before if active else ()
        elif _is_of_form(event):
            yield identity, event


def _is_of_form(event: Dict[str, Any]) -> bool:
    return event["event"] == "bot" and _reply(event).get("kind") == "form"


def _reply(event: Dict[str, Any]) -> Dict[str, Any]:
    return (event.get("data") or {}).get("custom") or {}


def _without_words(event: Dict[str, Any]) -> Dict[str, Any]:
    if event["event"] == "user":
        parsed = {**(event.get("parse_data") or {}), "text": REMOVED, "entities": []}
        return {**event, "text": REMOVED, "parse_data": parsed, "metadata": {}}
    custom = {**_reply(event), "text": REMOVED, "items": [], "choices": []}
    return {**event, "data": {**event["data"], "custom": custom}}
