"""What has not been checked against its source for long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import List, Optional

import sqlalchemy as sa

from bot.database import session_scope
from bot.knowledge.kinds import FOUND, Kind


@dataclass(frozen=True)
class Reminder:
    """`checked` is None for what never was."""

    kind: str
    id: str
    title: str
    checked: Optional[dt.date]


def reminders(days: int, on: dt.date) -> List[Reminder]:
    """What was last checked more than so many days before `on`, or never, oldest first."""
    limit = dt.date.fromordinal(max(1, on.toordinal() - days))  # 1 is the first day there is
    found = [each for kind in FOUND.values() for each in _of(kind, limit)]
    return sorted(found, key=lambda each: (each.checked or dt.date.min, each.kind, each.id))


def _of(kind: Kind, limit: dt.date) -> List[Reminder]:
    table = kind.table
    title = table.label if kind.name == "answer" else table.title
    old = sa.or_(table.checked.is_(None), table.checked < limit)
    with session_scope() as session:
        rows = session.execute(sa.select(table.id, title, table.checked).where(old)).all()
    return [Reminder(kind.label, *row) for row in rows]
