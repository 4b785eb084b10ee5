"""Put messages into the outbox, look at what is left there, and let time pass for it."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, Callable, Dict, List

import sqlalchemy as sa

from bot.database import now, session_scope
from bot.outbox import store
from bot.outbox.models import OutboxRow

RECIPIENT = "anna.andersson@example.se"
SUBJECT = "Fråga om ditt exempel"
TEXT = "Hej! Vad blev det för resultat i Åmål?\n.\nHälsningar från redaktionen"
# What must never be told of a message.
SECRETS = (RECIPIENT, "anna.andersson", SUBJECT, "Åmål")


def message(kind: str = "email", **changes: Any) -> store.Message:
    """One that isn't in the database."""
    at = dt.datetime(2026, 11, 28, 12)
    made: Dict[str, Any] = {
        "id": 1, "kind": kind, "recipient": RECIPIENT, "subject": SUBJECT, "text": TEXT, "submission_id": 7,
        "created_at": at, "attempts": 1, "leased_until": at,
    }  # fmt: skip
    return store.Message(**{**made, **changes})


def put(kind: str = "email", number: int = 1, recipient: str = RECIPIENT, text: str = TEXT) -> None:
    with session_scope() as session:
        for _ in range(number):
            store.add(session, kind, recipient, SUBJECT, text, 7)


def left() -> List[Any]:
    """The rows that wait, oldest first."""
    with session_scope() as session:
        return list(session.execute(sa.select(OutboxRow.__table__).order_by(OutboxRow.id)))


def let_pass(hours: float) -> None:
    """As if so much time had gone by for all that waits."""
    with session_scope() as session:
        for row in session.scalars(sa.select(OutboxRow)):
            row.created_at -= dt.timedelta(hours=hours)
            row.next_attempt_at -= dt.timedelta(hours=hours)


def make_due() -> None:
    """As if every lease and wait were over."""
    with session_scope() as session:
        session.execute(sa.update(OutboxRow.__table__).values(next_attempt_at=now()))


def wait_until(holds: Callable[[], Any], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
