"""Messages on their way out: put in by whoever causes them, taken out by whoever delivers them, never lost between."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from dataclasses import dataclass
from typing import Collection, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import now, session_scope
from bot.outbox.models import OutboxRow

# How long a message is its deliverer's alone. One that a deliverer died with is taken up by another after that.
LEASE = dt.timedelta(seconds=60)
# A message that has waited longer has met more than a passing trouble.
STUCK_AFTER = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Message:
    """One that is to be delivered now. `attempts` counts this one; `leased_until` and `created_at` are UTC."""

    id: int
    kind: str
    recipient: str
    subject: str
    text: str
    submission_id: Optional[int]
    created_at: dt.datetime
    attempts: int
    leased_until: dt.datetime

    @property
    def reference(self) -> str:
        """The same at every attempt, so that a message that comes twice shows that it is one.

        Of all that it is: SQLite gives a new message the number of one that is delivered.
        """
        parts = (self.id, self.created_at, self.kind, self.recipient, self.subject, self.text, self.submission_id)
        return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:32]


def add(
    session: Session, kind: str, recipient: str, subject: str, text: str, submission_id: Optional[int] = None
) -> None:
    """Put in a message in the transaction of what it is about: it exists exactly if that does.

    Kinds and recipients are as in OutboxRow.
    """
    row = OutboxRow(kind=kind, recipient=recipient, subject=subject, text=text, submission_id=submission_id)
    session.add(row)


def claim(kinds: Collection[str]) -> Optional[Message]:
    """Take the message of these kinds that has been due for longest; None when none is.

    Of several deliverers that try at once, in whatever processes, one gets it.
    """
    while True:
        with session_scope() as session:
            row = session.execute(_due(kinds)).first()
            if row is None:
                return None
            taken = {"attempts": row.attempts + 1, "next_attempt_at": now() + LEASE}
            unchanged = _is(row.id, row.attempts, row.next_attempt_at)
            claimed = session.execute(sa.update(OutboxRow.__table__).where(unchanged).values(**taken))
        if claimed.rowcount:
            return Message(
                row.id, row.kind, row.recipient, row.subject, row.text, row.submission_id, row.created_at,
                taken["attempts"], taken["next_attempt_at"],
            )  # fmt: skip


def _due(kinds: Collection[str]) -> sa.sql.Select:
    """SQLite knows no locked rows and leaves SKIP LOCKED out; there the update finds out who was first."""
    table = OutboxRow.__table__
    wanted = sa.select(table).where(table.c.next_attempt_at <= now(), table.c.kind.in_(kinds))
    return wanted.order_by(table.c.next_attempt_at, table.c.id).limit(1).with_for_update(skip_locked=True)


def delivered(message: Message) -> None:
    """Forget a message; unless its lease ran out and another deliverer has it."""
    with session_scope() as session:
        session.execute(sa.delete(OutboxRow.__table__).where(_claimed(message)))


def failed(message: Message, why: str, wait: float) -> None:
    """Keep a message for another attempt after so many seconds.

    `why` is in Swedish, for the operator, and has neither what was written nor to whom.
    """
    later = now() + dt.timedelta(seconds=1 + math.ceil(wait))  # now() may be nearly a second ago
    with session_scope() as session:
        changed = sa.update(OutboxRow.__table__).values(next_attempt_at=later, last_error=why)
        session.execute(changed.where(_claimed(message)))


def _claimed(message: Message) -> sa.sql.ColumnElement:
    return _is(message.id, message.attempts, message.leased_until)


def _is(identity: int, attempts: int, next_attempt_at: dt.datetime) -> sa.sql.ColumnElement:
    """The row as it was seen: not claimed by another since, and not a new one with an old number."""
    columns = OutboxRow.__table__.c
    seen = columns.id == identity, columns.attempts == attempts, columns.next_attempt_at == next_attempt_at
    return sa.and_(*seen)


@dataclass(frozen=True)
class Waiting:
    """How many messages aren't delivered, and how many of them are stuck.

    `why` is what stopped the oldest of those, in Swedish; the oldest of all was put in at `oldest`, in UTC.
    """

    total: int
    stuck: int
    why: Optional[str]
    oldest: Optional[dt.datetime]


def waiting() -> Waiting:
    table = OutboxRow.__table__
    stuck = table.c.created_at < now() - STUCK_AFTER
    counted = sa.select(sa.func.count(), sa.func.count().filter(stuck), sa.func.min(table.c.created_at))
    reason = sa.select(table.c.last_error).where(stuck).order_by(table.c.created_at, table.c.id).limit(1)
    with session_scope() as session:
        total, late, oldest = session.execute(counted.select_from(table)).one()
        return Waiting(total, late, session.scalar(reason), oldest)
