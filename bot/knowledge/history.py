"""The versions of an entry: what each one said, who changed it and when, and how to bring one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, List, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import Also, nothing_more, session_scope
from bot.knowledge import editing, plain
from bot.knowledge.editing import ChangedMeanwhile, NoSuchEntry
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


def current(kind: str, identity: str) -> Optional[Version]:
    """The version that is valid now; None when there is no such entry, or not any more."""
    with session_scope() as session:
        found = _versions(session, BY_NAME[kind], identity)
    return found[0] if found and found[0].replaced_at is None else None


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


def restore(
    kind: str, identity: str, number: int, expected: Optional[int], by: Optional[str], also: Also = nothing_more
) -> int:
    """Make an earlier version the current one, as a new revision; its number.

    `expected` is the revision that is to be replaced, None when the entry is removed; `also` is as for `update`.

    Raises:
        NoSuchEntry: there is no such version.
        AlreadyThere: the entry was removed but has a version to come, or somebody else has restored it.
        ContentError: it no longer fulfils what an entry must, or names what is gone.
        ChangedMeanwhile: somebody else has changed or removed the entry.
    """
    wanted = next((each for each in versions(kind, identity) if each.number == number), None)
    if wanted is None:
        raise NoSuchEntry(f"{identity}, version {number}")
    if expected is None:
        return editing.publish(kind, wanted.fields, by, also)
    try:
        return editing.update(kind, identity, wanted.fields, expected, by, also)
    except NoSuchEntry:
        raise ChangedMeanwhile(identity) from None


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
