"""Versions of answers and guides that take effect on a day to come."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from typing import Any, Collection, Dict, Iterator, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import engine, session_scope
from bot.knowledge.kinds import BY_NAME, Kind
from bot.knowledge.models import UpcomingRow
from bot.knowledge.plain import as_json, from_json
from bot.knowledge.retrieval.index import Indexer
from bot.knowledge.writing import Report, Values, write

# The day of a version that has none: it has always been valid.
ALWAYS = dt.date.min

ASKED_AGAIN = 1.0  # seconds
_asked: Dict[Tuple[int, dt.date], float] = {}

Key = Tuple[str, str, dt.date]  # kind, id, first day


def bring_in_due(today: dt.date) -> int:
    """Let versions whose day has come take effect; how many entries that changed.

    Cheap when there is nothing to do. Each version is brought in once, however many processes try at the same time.
    """
    with session_scope() as session:
        if session.scalar(sa.select(UpcomingRow.entry_id).where(UpcomingRow.valid_from <= today).limit(1)) is None:
            return 0
        with Indexer(session) as index:
            report = bring_in(session, today, index)
    return report.added + report.changed


def bring_in_due_now_and_then(today: dt.date) -> int:
    """As `bring_in_due`, for whoever calls it all the time: at most once in ASKED_AGAIN for a day and a database."""
    key, now = (id(engine()), today), time.monotonic()
    if now - _asked.get(key, -ASKED_AGAIN) < ASKED_AGAIN:
        return 0
    _asked.clear()
    _asked[key] = now
    return bring_in_due(today)


def bring_in(session: Session, today: dt.date, index: Indexer) -> Report:
    """Of each entry's due versions the latest becomes the current one."""
    report = Report()
    for (kind, identity), versions in _due(session, today).items():
        due = _of(kind, identity), UpcomingRow.valid_from <= today
        claimed = session.execute(sa.delete(UpcomingRow).where(*due).execution_options(synchronize_session=False))
        if not claimed.rowcount:
            continue  # another process was faster
        latest = max(versions, key=lambda each: each.valid_from)
        values = from_json(BY_NAME[kind], latest.fields)
        written = write(session, BY_NAME[kind], [values], latest.changed_by, index)
        report = report.plus(written).plus(Report(unchanged=len(versions) - 1))
    return report


def postpone(session: Session, kind: Kind, batch: Sequence[Values], by: Optional[str]) -> Report:
    """Keep versions until their day; one that is kept for that day already is replaced."""
    known = _known(session, kind, [values["id"] for values in batch])
    added = changed = 0
    for values in batch:
        day, fields = values["valid_from"] or ALWAYS, as_json(values)
        row = known.get((values["id"], day))
        if row is None:
            added += 1
            session.add(
                UpcomingRow(kind=kind.name, entry_id=values["id"], valid_from=day, fields=fields, changed_by=by)
            )
        elif row.fields != fields:
            changed += 1
            row.fields, row.changed_by = fields, by
    session.flush()
    return Report(added, changed, len(batch) - added - changed)


def forget_others(session: Session, said: Collection[Tuple[str, str, Optional[dt.date]]]) -> None:
    """Of the entries that are said anything about, drop upcoming versions that aren't among what is said."""
    kept = _keys(session)
    entries = {(kind, identity) for kind, identity, _ in said} if kept else set()
    for kind, identity, day in kept:
        if (kind, identity) in entries and day != ALWAYS and (kind, identity, day) not in said:
            forget(session, kind, identity, day)


def forget(session: Session, kind: str, identity: str, day: dt.date) -> bool:
    """Drop an upcoming version; False when there is none."""
    wanted = _of(kind, identity), UpcomingRow.valid_from == day
    dropped = session.execute(sa.delete(UpcomingRow).where(*wanted).execution_options(synchronize_session=False))
    return bool(dropped.rowcount)


def days(session: Session, kind: str, identity: str) -> List[dt.date]:
    """The days on which versions of an entry are to take effect."""
    return list(session.scalars(sa.select(UpcomingRow.valid_from).where(_of(kind, identity))))


def first_days(session: Session) -> Dict[Tuple[str, str], dt.date]:
    """The first day of every upcoming entry, by kind and id."""
    found: Dict[Tuple[str, str], dt.date] = {}
    for kind, identity, day in _keys(session):
        found[kind, identity] = min(day, found.get((kind, identity), day))
    return found


def upcoming(session: Session, kind: Kind, identity: Optional[str] = None) -> Iterator[Values]:
    """Upcoming versions of a kind, or of one entry, by id and day."""
    wanted = [UpcomingRow.kind == kind.name, *([UpcomingRow.entry_id == identity] if identity is not None else [])]
    rows = session.scalars(sa.select(UpcomingRow).where(*wanted).order_by(UpcomingRow.entry_id, UpcomingRow.valid_from))
    return (from_json(kind, row.fields) for row in rows)


def _keys(session: Session) -> List[Key]:
    return [tuple(row) for row in session.execute(sa.select(*UpcomingRow.__table__.primary_key.columns))]


def _of(kind: str, identity: str) -> sa.sql.ColumnElement:
    return sa.and_(UpcomingRow.kind == kind, UpcomingRow.entry_id == identity)


def _due(session: Session, today: dt.date) -> Dict[Tuple[str, str], List[Any]]:
    found: Dict[Tuple[str, str], List[Any]] = defaultdict(list)
    for row in session.execute(sa.select(UpcomingRow.__table__).where(UpcomingRow.valid_from <= today)).all():
        found[row.kind, row.entry_id].append(row)
    return found


def _known(session: Session, kind: Kind, identities: Sequence[str]) -> Dict[Tuple[str, dt.date], UpcomingRow]:
    wanted = UpcomingRow.kind == kind.name, UpcomingRow.entry_id.in_(identities)
    return {(row.entry_id, row.valid_from): row for row in session.scalars(sa.select(UpcomingRow).where(*wanted))}
