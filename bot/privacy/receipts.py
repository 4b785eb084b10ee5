"""Receipts: how much was erased and when, kept to show that it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import List, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import now, session_scope
from bot.privacy.models import ErasureRow

# What is counted, by table or by what was emptied in it, as the receipt says it.
LABELS = {
    "events": "händelser i samtal",
    "draft": "utkast",
    "submission": "inskickade exempel",
    "submission_contact": "kontaktuppgifter till inskickade exempel",
    "submission_message": "meddelanden om inskickade exempel",
    "example": "publicerade exempel",
    "inbox": "meddelanden som inte hade besvarats",
    "outbox": "mejl och notiser som inte hade skickats",
    "code_conversation": "kopplingar mellan kod och samtal",
    "withdrawn": "noteringar om tillbakatagna exempel",
    "unanswered_question": "obesvarade frågor",
    "feedback_text": "texter om fel i svaren",
    "audit": "rader om vad redaktionen har gjort",
    "review_session": "inloggningar som har gått ut",
    "one_time_sign_in": "engångsadresser som har gått ut",
    "shown": "ställen där exemplet har visats i andras samtal",
}
REASONS = {"retention": "Gallring", "code": "Radering med kod"}


@dataclass(frozen=True)
class Receipt:
    """`reason` is a key of REASONS; `counts` how many of what, by the keys of LABELS. `at` is UTC."""

    reason: str
    at: dt.datetime
    counts: Mapping[str, int]


def keep(session: Session, reason: str, counts: Mapping[str, int]) -> Receipt:
    """Store what was done, in the transaction in which it is."""
    row = ErasureRow(reason=reason, counts=dict(counts), at=now())
    session.add(row)
    return Receipt(reason, row.at, dict(counts))


def lines(receipt: Receipt) -> List[str]:
    """The receipt as people read it; what there was nothing of is left out."""
    counted = [f"  {number} {LABELS[name]}" for name, number in receipt.counts.items() if number]
    return [f"{REASONS[receipt.reason]} {receipt.at:%Y-%m-%d %H:%M} UTC:", *(counted or ["  inget att radera"])]


def kept(first: int, count: int) -> List[Receipt]:
    """The stored ones, the newest first, without the `first` newest; at most `count`."""
    wanted = sa.select(ErasureRow).order_by(ErasureRow.id.desc()).offset(first).limit(count)
    with session_scope() as session:
        return [Receipt(row.reason, row.at, row.counts) for row in session.scalars(wanted)]


def total() -> int:
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ErasureRow))
