"""Count what turns are about, apart from the turns: a database that is slow or away delays no answer."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Deque, Dict, List, Mapping, Sequence, Tuple

from rasa_sdk import Tracker
from sqlalchemy.engine import Engine

from bot.database import engine, now
from bot.replies.model import Reply
from bot.statistics import store
from bot.statistics.trying import is_a_try

logger = logging.getLogger(__name__)

CHROME = "smalltalk"
PAUSE = 0.3  # seconds
# How many turns may wait for a database that is away; those after them aren't counted.
_room = threading.BoundedSemaphore(1000)
# One thread, made at the first turn: those that answer are left to answering.
COUNTER = ThreadPoolExecutor(1, thread_name_prefix="counting")
_waiting: Deque[Tuple[Engine, store.Counted]] = deque()


def count_turn(tracker: Tracker, replies: Sequence[Reply]) -> None:
    """Count the turn that these replies are to, in a while; never raises and never waits.

    One message is one turn: of several actions that take care of it, the first that says something counts.
    """
    try:
        if not replies or is_a_try(tracker.sender_id) or _is_answered(tracker.events):
            return
        if not _room.acquire(blocking=False):
            logger.warning("turns aren't counted: too many wait for the database")
            return
        _waiting.append((engine(), store.Counted(now().date(), **turn_counted(tracker, replies))))
        COUNTER.submit(_count_waiting)
    except Exception:
        logger.exception("a turn can't be counted")


def turn_counted(tracker: Tracker, replies: Sequence[Reply]) -> Mapping[str, str]:
    """What is counted of a turn: its channel, intent, kind and answer (bot.statistics.models)."""
    told = next((reply for reply in replies if reply.kind != CHROME), replies[0])
    channel, colon, _ = tracker.sender_id.partition(":")
    intent = (tracker.latest_message.get("intent") or {}).get("name") or ""
    answer = (told.answer or "").removeprefix("faq/")
    return {"channel": channel if colon else "web", "intent": intent, "kind": told.kind, "answer": answer}


def _is_answered(events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether something has been said since the person last wrote."""
    said = (event["event"] for event in reversed(events) if event.get("event") in ("user", "bot"))
    return next(said, "user") == "bot"


def _count_waiting() -> None:
    """All that come within PAUSE, in one transaction for each database: on SQLite it makes turns wait to be written."""
    if not _waiting:
        return
    time.sleep(PAUSE)
    turns: Dict[Engine, List[store.Counted]] = defaultdict(list)
    for _ in range(len(_waiting)):
        where, turn = _waiting.popleft()
        turns[where].append(turn)
        _room.release()
    for where, counted in turns.items():
        try:
            store.count_all(counted, where)
        except Exception:
            logger.exception("turns can't be counted")
