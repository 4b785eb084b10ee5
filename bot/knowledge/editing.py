"""Change one entry at a time: checked, stored and found in one transaction, and never over somebody else's change."""

from __future__ import annotations

import contextlib
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.database import Also, nothing_more, session_scope, today
from bot.knowledge.faults import checked
from bot.knowledge.files.problems import ContentError
from bot.knowledge.kinds import BY_NAME, Kind
from bot.knowledge.references import Known, naming, references
from bot.knowledge.retrieval.index import Indexer
from bot.knowledge.upcoming import days, postpone, upcoming
from bot.knowledge.writing import keep, version, write


class NoSuchEntry(LookupError):
    """There is no entry of the kind with that id, or no such version of it."""


class AlreadyThere(Exception):
    """The id is taken, or there is an upcoming version for that day already."""


class ChangedMeanwhile(Exception):
    """Somebody else changed or removed the entry after it was read."""


def publish(kind: str, values: Mapping[str, Any], by: Optional[str], also: Also = nothing_more) -> int:
    """Add an answer, guide or example, given by its fields as in a file; its revision.

    An answer or guide that is valid from a day to come is kept until then, and has no revision yet: 0.
    `also` is done last and in the same transaction, here and below.

    Raises:
        ContentError: what is wrong with it.
        AlreadyThere: its id is taken.
    """
    with one_change() as session:
        new = publish_in(session, kind, values, by)
        also(session)
        return new


def publish_in(session: Session, kind: str, values: Mapping[str, Any], by: Optional[str]) -> int:
    """As `publish`, as a part of `one_change`."""
    new = checked_entry(session, BY_NAME[kind], values)
    if session.get(BY_NAME[kind].table, new["id"]) is not None or days(session, kind, new["id"]):
        raise AlreadyThere(new["id"])
    return _store(session, BY_NAME[kind], new, 0, by)


def update(
    kind: str, identity: str, values: Mapping[str, Any], expected: int, by: Optional[str], also: Also = nothing_more
) -> int:
    """Replace an entry whose revision is `expected` by `values`, all its fields; its revision after that.

    With a day to come in `valid_from` the new version is kept until then, and the revision is still the same.
    `also` is done only if something is different.

    Raises:
        ContentError: what is wrong with it.
        NoSuchEntry: there is nothing to replace.
        ChangedMeanwhile: the entry has another revision.
        AlreadyThere: there is a version for that day, to be rescheduled or cancelled (bot.knowledge.rescheduling).
    """
    with change_of(kind, identity, also) as session:
        return update_in(session, kind, identity, values, expected, by)


def update_in(
    session: Session, kind: str, identity: str, values: Mapping[str, Any], expected: int, by: Optional[str]
) -> int:
    """As `update`, as a part of `one_change`."""
    _current(session, BY_NAME[kind], identity, expected)
    new = checked_entry(session, BY_NAME[kind], {**values, "id": identity})
    return _store(session, BY_NAME[kind], new, expected, by)


def remove(kind: str, identity: str, expected: int, by: Optional[str], also: Also = nothing_more) -> None:
    """Take an entry away; its last version is kept and can be restored.

    Raises:
        ContentError: answers name it, or will in a version to come.
        NoSuchEntry, ChangedMeanwhile: as for `update`.
    """
    with one_change() as session:
        remove_in(session, kind, identity, expected, by)
        also(session)


def remove_in(session: Session, kind: str, identity: str, expected: int, by: Optional[str]) -> None:
    """As `remove`, as a part of `one_change`."""
    row = _current(session, BY_NAME[kind], identity, expected)
    last = version(BY_NAME[kind], row)
    session.delete(row)
    session.flush()
    keep(session, [last], by)
    with Indexer(session) as index:
        index.remove(kind, [identity])
    check_unnamed(session, kind, identity)


def revision(session: Session, kind: str, identity: str) -> Optional[int]:
    """An entry's current revision; None when there is no such entry."""
    row = session.get(BY_NAME[kind].table, identity)
    return None if row is None else row.revision


@contextlib.contextmanager
def one_change() -> Iterator[Session]:
    """A transaction that is refused as a whole when somebody else was faster.

    Raises:
        ChangedMeanwhile, AlreadyThere: as for `update` and `publish`.
    """
    try:
        with session_scope() as session:
            yield session
    except StaleDataError:
        raise ChangedMeanwhile from None
    except IntegrityError:  # two published the same id at the same time
        raise AlreadyThere from None


@contextlib.contextmanager
def change_of(kind: str, identity: str, also: Also) -> Iterator[Session]:
    """As `one_change`, with `also` done when anything of the entry, or of what is to come of it, is different."""
    with one_change() as session:
        before = _state(session, kind, identity)
        yield session
        if _state(session, kind, identity) != before:
            also(session)


def _state(session: Session, kind: str, identity: str) -> Tuple[Optional[int], List[Any]]:
    return revision(session, kind, identity), list(upcoming(session, BY_NAME[kind], identity))


def check_unnamed(session: Session, kind: str, identity: str) -> None:
    """What has just been taken away may be named by no answer that is valid without it.

    Raises:
        ContentError: which answers name it.
    """
    named_by = naming(session, kind, identity)
    if named_by:
        raise ContentError([f"{identity}: svaret {answer} hänvisar hit" for answer in named_by])


def _current(session: Session, kind: Kind, identity: str, expected: int) -> Any:
    row = session.get(kind.table, identity)
    if row is None:
        raise NoSuchEntry(identity)
    if row.revision != expected:
        raise ChangedMeanwhile(identity)
    return row


def checked_entry(session: Session, kind: Kind, values: Mapping[str, Any]) -> Dict[str, Any]:
    """All fields of an entry that fulfils what it must and names nothing that isn't there.

    Raises:
        ContentError: what is wrong with it.
    """
    entry, faults = checked(kind.entry, values)
    if entry is None:
        raise ContentError(faults)
    fields: Dict[str, Any] = entry.dict()
    missing: List[str] = []
    if kind.name == "answer":
        missing = Known(session).missing(references(fields), fields["valid_from"])
    if missing:
        raise ContentError([f"{fields['id']}: {what}" for what in missing])
    return fields


def _store(session: Session, kind: Kind, fields: Dict[str, Any], revision: int, by: Optional[str]) -> int:
    valid_from = fields.get("valid_from")
    if valid_from is not None and valid_from > today():
        if valid_from in days(session, kind.name, fields["id"]):
            raise AlreadyThere(fields["id"])
        postpone(session, kind, [fields], by)
        return revision
    with Indexer(session) as index:
        write(session, kind, [fields], by, index)
    return session.get(kind.table, fields["id"]).revision
