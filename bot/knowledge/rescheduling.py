"""Change or cancel a version that is to take effect on a day to come, and never over somebody else's change of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import Also, nothing_more, session_scope, today
from bot.knowledge.editing import (
    AlreadyThere,
    ChangedMeanwhile,
    NoSuchEntry,
    change_of,
    check_unnamed,
    checked_entry,
    one_change,
    publish_in,
    revision,
    update_in,
)
from bot.knowledge.files.problems import ContentError
from bot.knowledge.kinds import BY_NAME
from bot.knowledge.models import UpcomingRow
from bot.knowledge.references import naming
from bot.knowledge.upcoming import days, forget, postpone


def mark_of(fields: Mapping[str, Any]) -> str:
    """By which a version that an editor saw is known: another mark, another version. Fields are as JSON has them."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def version_to_come(kind: str, identity: str, day: dt.date) -> Optional[Mapping[str, Any]]:
    """The fields of the version for that day, as JSON has them; None when there is none."""
    with session_scope() as session:
        return _fields(session, kind, identity, day)


def reschedule(
    kind: str, identity: str, day: dt.date, values: Mapping[str, Any], seen: str, by: Optional[str],
    also: Also = nothing_more,
) -> None:  # fmt: skip
    """Put `values`, all its fields, in the place of the version for that day, which had the mark `seen`.

    They may be for another day. Without a day to come the entry is as they say at once. `also` is done last in the
    same transaction, here only if something is different.

    Raises:
        ContentError: what is wrong with them, or which answers name what wouldn't be there.
        NoSuchEntry: there is no version for that day.
        ChangedMeanwhile: the version has another mark.
        AlreadyThere: another version is for the day that they are for, or keeps them from being valid at once.
    """
    with change_of(kind, identity, also) as session:
        _take(session, kind, identity, day, seen)
        _store(session, kind, {**values, "id": identity}, by)
        named_by = naming(session, kind, identity)
        if named_by:
            raise ContentError([f"{identity}: svaret {answer} hänvisar hit före den dagen" for answer in named_by])


def cancel(kind: str, identity: str, day: dt.date, seen: str, also: Also = nothing_more) -> None:
    """Forget the version for that day, which had the mark `seen`.

    Raises:
        ContentError: answers to come name what would not be there.
        NoSuchEntry, ChangedMeanwhile: as for `reschedule`.
    """
    with one_change() as session:
        _take(session, kind, identity, day, seen)
        check_unnamed(session, kind, identity)
        also(session)


def _take(session: Session, kind: str, identity: str, day: dt.date, seen: str) -> None:
    before = _fields(session, kind, identity, day)
    if before is None:
        raise NoSuchEntry(identity)
    if mark_of(before) != seen or not forget(session, kind, identity, day):
        raise ChangedMeanwhile(identity)


def _store(session: Session, kind: str, values: Mapping[str, Any], by: Optional[str]) -> None:
    current = revision(session, kind, values["id"])
    if current is not None:
        update_in(session, kind, values["id"], values, current, by)
        return
    fields = checked_entry(session, BY_NAME[kind], values)
    if fields["valid_from"] is None or fields["valid_from"] <= today():
        publish_in(session, kind, values, by)
    elif fields["valid_from"] in days(session, kind, fields["id"]):
        raise AlreadyThere(fields["id"])
    else:
        postpone(session, BY_NAME[kind], [fields], by)


def _fields(session: Session, kind: str, identity: str, day: dt.date) -> Optional[Mapping[str, Any]]:
    key = UpcomingRow.kind == kind, UpcomingRow.entry_id == identity, UpcomingRow.valid_from == day
    return session.scalar(sa.select(UpcomingRow.fields).where(*key))
