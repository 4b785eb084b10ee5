"""Who did what and when, and never with what a submitter wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import List

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import Also, session_scope
from bot.review.access import signed_in_user
from bot.review.models import AuditRow
from bot.review.sessions import User

# What can be done, and what the list of it says.
ACTIONS = {
    "sign_in": "loggade in",
    "sign_out": "loggade ut",
    "change": "ändrade",
    "ask": "skickade en fråga om",
    "decline": "avböjde",
    "reopen": "tog på nytt upp",
    "publish": "publicerade",
    "unpublish": "avpublicerade",
    "check": "markerade som kontrollerat:",
    "remove": "tog bort",
    "restore": "tog tillbaka en version av",
    "cancel": "tog bort en kommande version av",
    "teach": "gjorde en övningsfråga av",
    "look_up": "visade det som finns om",
    "download": "laddade ned det som finns om",
    "erase": "raderade det som fanns om",
}
# The kinds of things it is done to. A subject is a kind, or a kind and an id: submission/12.
SUBJECTS = {
    "review": "redaktionens sidor",
    "submission": "insänt exempel",
    "example": "exempel",
    "answer": "svar",
    "guide": "guide",
    "question": "obesvarad fråga",
    "training_line": "övningsfråga",
    "feedback": "synpunkt",
    "code": "en kod",
}


@dataclass(frozen=True)
class Entry:
    """`action` and `subject` as people read them; `at` is UTC."""

    at: dt.datetime
    who: str
    role: str
    action: str
    subject: str


def noted(action: str, subject: str) -> Also:
    """Notes that the signed-in user did it, in the transaction in which it is done: neither is there without the other.

    Args:
        action: a key of ACTIONS.
        subject: a key of SUBJECTS, or such a key, a slash and an id.
    """
    return _noted_for(signed_in_user(), action, subject)


def record(action: str, subject: str) -> None:
    """As `noted`, of what changes nothing in the database; to be called when it has been done."""
    record_for(signed_in_user(), action, subject)


def record_for(user: User, action: str, subject: str) -> None:
    """As `record`, for when the user is just signing in."""
    note = _noted_for(user, action, subject)
    with session_scope() as session:
        note(session)


def _noted_for(user: User, action: str, subject: str) -> Also:
    if action not in ACTIONS or subject.partition("/")[0] not in SUBJECTS:
        raise ValueError(f"unknown action or subject: {action}, {subject}")

    def note(session: Session) -> None:
        session.add(AuditRow(who=user.name, role=user.role, action=action, subject=subject))

    return note


def entries(first: int, count: int) -> List[Entry]:
    """The newest first, without the `first` newest; at most `count`."""
    return _read(sa.select(AuditRow).order_by(AuditRow.id.desc()).offset(first).limit(count))


def about(subject: str) -> List[Entry]:
    """All that was done to one thing, the oldest first."""
    return _read(sa.select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.id))


def _read(wanted: sa.sql.Select) -> List[Entry]:
    with session_scope() as session:
        return [
            Entry(row.at, row.who, row.role, ACTIONS.get(row.action, row.action), _described(row.subject))
            for row in session.scalars(wanted)
        ]


def total() -> int:
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(AuditRow))


def _described(subject: str) -> str:
    kind, _, identity = subject.partition("/")
    return f"{SUBJECTS.get(kind, kind)} {identity}".rstrip()
