"""The versions of an entry: what each one said, who changed it and when, and how to bring one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, List, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.knowledge import editing, plain
from bot.knowledge.editing import NoSuchEntry
from bot.knowledge.kinds import BY_NAME, Kind
from bot.knowledge.models import RevisionRow
from bot.knowledge.upcoming import upcoming
from bot.knowledge.writing import version


@dataclass(frozen=True)
class Version:
    """`fields` as JSON keeps them; `replaced_at` is None while it is the current one. Times are UTC."""

    number: int
    fields: Mapping[str, Any]
    changed_at: Optional[dt.datetime]
    changed_by: Optional[str]
    replaced_at: Optional[dt.datetime] = None
    replaced_by: Optional[str] = None


def versions(kind: str, identity: str) -> List[Version]:
    """All versions, the newest first, without those to come.

    Raises:
        NoSuchEntry: there never was such an entry.
    """
    with session_scope() as session:
        found = _versions(session, BY_NAME[kind], identity)
    if not found:
        raise NoSuchEntry(identity)
    return found


def was_removed(kind: str, identity: str) -> bool:
    """Whether there was such an entry, which somebody has taken away."""
    replaced = sa.select(RevisionRow.number).where(RevisionRow.kind == kind, RevisionRow.entry_id == identity).limit(1)
    with session_scope() as session:
        is_there = session.get(BY_NAME[kind].table, identity) is not None
        return not is_there and session.scalar(replaced) is not None


def versions_to_come(kind: str, identity: str) -> List[Mapping[str, Any]]:
    """The fields of upcoming versions, the first one first."""
    with session_scope() as session:
        return [plain.as_json(fields) for fields in upcoming(session, BY_NAME[kind], identity)]


def restore(kind: str, identity: str, number: int, by: Optional[str]) -> int:
    """Make an earlier version the current one, as a new revision; its number.

    Raises:
        NoSuchEntry: there is no such version.
        AlreadyThere: the entry was removed but has a version to come, or somebody else restored it at the same time.
        ContentError: it no longer fulfils what an entry must, or names what is gone.
        ChangedMeanwhile: somebody else changed the entry at the same time.
    """
    found = versions(kind, identity)
    wanted = next((each for each in found if each.number == number), None)
    if wanted is None:
        raise NoSuchEntry(f"{identity}, version {number}")
    if found[0].replaced_at is None:
        return editing.update(kind, identity, wanted.fields, found[0].number, by)
    return editing.publish(kind, wanted.fields, by)


def _versions(session: Session, kind: Kind, identity: str) -> List[Version]:
    columns = [column for column in RevisionRow.__table__.columns if column.name not in {"kind", "entry_id"}]
    wanted = RevisionRow.kind == kind.name, RevisionRow.entry_id == identity
    rows = session.execute(sa.select(*columns).where(*wanted).order_by(RevisionRow.number.desc()))
    earlier = [Version(**row._mapping) for row in rows]
    row = session.get(kind.table, identity)
    if row is None:
        return earlier
    now = {name: value for name, value in version(kind, row).items() if name not in {"kind", "entry_id"}}
    return [Version(**now), *earlier]
