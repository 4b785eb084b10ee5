"""Take what was told in a form out of stored conversations, when nothing of it shall be left."""

from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, Iterator, List, Sequence, Set, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.privacy.conversations import EVENTS, REMOVED, hold

Event = Dict[str, Any]
Stored = Tuple[int, Event]

_BEGINNINGS = ("restart", "session_started")
_KINDS = ("user", "bot", "active_loop", "slot", *_BEGINNINGS)
# The slots that say which code is told of, and those that may repeat what was typed in passing.
CODE = "submission_receipt"
_REPEATING = ("asked", "search")
_CODE = re.compile(r"HG(?:-[0-9A-Z]{4}){3}")


def forget_told(session: Session, conversations: Sequence[str], is_code: Callable[[str], bool]) -> int:
    """Put REMOVED for what was typed about the code's example in its form, and for what the form said.

    What was said of another code stays: nobody is told a code twice. How many events were changed; they stay, for the
    conversation goes on from them.
    """
    if not conversations:
        return 0
    hold(session.connection(), conversations)
    wanted = sa.select(EVENTS.c.id, EVENTS.c.sender_id, EVENTS.c.data)
    mine = EVENTS.c.sender_id.in_(conversations), EVENTS.c.type_name.in_(_KINDS)
    stored = session.execute(wanted.where(*mine).order_by(EVENTS.c.id)).all()
    told: Dict[int, Event] = {}
    for conversation in conversations:
        events = [(row.id, json.loads(row.data)) for row in stored if row.sender_id == conversation]
        told.update(_told(events, is_code))
    for identity, event in told.items():
        session.execute(sa.update(EVENTS).where(EVENTS.c.id == identity).values(data=json.dumps(event)))
    return len(told)


def _told(events: Sequence[Stored], is_code: Callable[[str], bool]) -> Iterator[Stored]:
    """Those to be changed, as they are to be kept."""
    active, code = False, None
    for turn in _turns(events):
        of_turn: Set[Any] = {code}
        was_active = active
        for _, event in turn:
            if event["event"] in _BEGINNINGS:
                active, code = False, None
            elif event["event"] == "active_loop":
                active = event["name"] is not None
                was_active = was_active or active
            elif event["event"] == "slot" and event["name"] == CODE:
                code = event["value"]
                of_turn.add(code)
        if was_active and any(each and is_code(each) for each in of_turn):
            yield from ((identity, _without_words(event)) for identity, event in turn if _is_told(event, is_code))


def _turns(events: Sequence[Stored]) -> Iterator[List[Stored]]:
    """Each with the message that began it."""
    turn: List[Stored] = []
    for identity, event in events:
        if event["event"] == "user" and turn:
            yield turn
            turn = []
        turn.append((identity, event))
    if turn:
        yield turn


def _is_told(event: Event, is_code: Callable[[str], bool]) -> bool:
    if event["event"] == "slot":
        return event["name"] in _REPEATING
    if event["event"] != "bot":
        return event["event"] == "user"
    reply = _reply(event)
    return reply.get("kind") == "form" and all(map(is_code, _CODE.findall(reply["text"])))


def _reply(event: Event) -> Event:
    return (event.get("data") or {}).get("custom") or {}


def _without_words(event: Event) -> Event:
    if event["event"] == "slot":
        return {**event, "value": None}
    if event["event"] == "user":
        parsed = {**(event.get("parse_data") or {}), "text": REMOVED, "entities": []}
        return {**event, "text": REMOVED, "parse_data": parsed, "metadata": {}}
    custom = {**_reply(event), "text": REMOVED, "items": [], "choices": []}
    return {**event, "data": {**event["data"], "custom": custom}}
