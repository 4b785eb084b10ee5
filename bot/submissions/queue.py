"""Submitted examples as editors see them: what waits to be read, and what became of the rest."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.submissions.models import SubmissionMessageRow, SubmissionRow
from bot.submissions.parsing import Value
from bot.swedish import register

STATUSES = ("pending", "published", "declined")
# What the example itself says, by the names of the form's fields; editors may change these.
FIELDS = (
    "title", "organisation", "place", "method", "contract_type", "sector", "year", "target_groups", "requirement",
    "result", "link",
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """`by` is the editor who wrote it, None when it is the submitter's. `at` is UTC."""

    by: Optional[str]
    text: str
    at: dt.datetime


@dataclass(frozen=True)
class Submission:
    """`fields` has a value or None for each of FIELDS. `example_id` is the example's as which it is or was published.

    `revision` goes up with every change, the submitter's replies included; `changed_by` is the editor of the last one.
    Times are UTC.
    """

    id: int
    revision: int
    status: str
    channel: str
    created_at: dt.datetime
    fields: Mapping[str, Optional[Value]]
    contact_name: Optional[str]
    contact_email: Optional[str]
    decided_at: Optional[dt.datetime]
    decided_by: Optional[str]
    decline_reason: Optional[str]
    changed_by: Optional[str]
    example_id: Optional[str]
    messages: Tuple[Message, ...]

    @property
    def title(self) -> str:
        return str(self.fields["title"])

    @property
    def waits_for_reply(self) -> bool:
        """Whether the last word is a question of the editors'."""
        return bool(self.messages) and self.messages[-1].by is not None


@dataclass(frozen=True)
class Page:
    """Some of `total` submissions."""

    submissions: Tuple[Submission, ...]
    total: int


def submissions(status: Optional[str] = None, first: int = 0, count: int = 50) -> Page:
    """Of one status or of all: what waits first, the oldest of it on top, then the latest decisions."""
    wanted = [SubmissionRow.status == status] if status else []
    waiting_since = sa.case((SubmissionRow.status == "pending", SubmissionRow.created_at))
    order = SubmissionRow.status != "pending", waiting_since, SubmissionRow.decided_at.desc(), SubmissionRow.id
    rows = sa.select(SubmissionRow).where(*wanted).order_by(*order).offset(first).limit(count)
    with session_scope() as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(SubmissionRow).where(*wanted)) or 0
        return Page(tuple(described(session, session.scalars(rows).all())), total)


def submission(identity: int) -> Optional[Submission]:
    with session_scope() as session:
        row = session.get(SubmissionRow, identity)
        return None if row is None else described(session, [row])[0]


def submission_of(example_id: str) -> Optional[int]:
    """The submission that is, or was, published as that example."""
    with session_scope() as session:
        return session.scalar(sa.select(SubmissionRow.id).where(SubmissionRow.example_id == example_id))


def counts() -> Dict[str, int]:
    """How many submissions there are of each status."""
    counted = sa.select(SubmissionRow.status, sa.func.count()).group_by(SubmissionRow.status)
    with session_scope() as session:
        return {**dict.fromkeys(STATUSES, 0), **dict(session.execute(counted).all())}


def described(session: Session, rows: List[Any]) -> List[Submission]:
    """Rows of submissions as they leave this package."""
    messages: Dict[int, List[Message]] = defaultdict(list)
    wanted = SubmissionMessageRow.submission_id.in_([row.id for row in rows])
    for each in session.scalars(sa.select(SubmissionMessageRow).where(wanted).order_by(SubmissionMessageRow.id)):
        messages[each.submission_id].append(Message(each.by, each.text, each.created_at))
    return [_described(row, messages[row.id]) for row in rows]


def _described(row: Any, messages: List[Message]) -> Submission:
    return Submission(
        fields=values_of(row),
        messages=tuple(messages),
        **{name: getattr(row, name) for name in Submission.__dataclass_fields__ if name not in {"fields", "messages"}},
    )


def values_of(row: Any) -> Dict[str, Optional[Value]]:
    """What a row says of its example, by the names of the form's fields."""
    place = row.municipality or row.region
    return {name: place if name == "place" else getattr(row, name) for name in FIELDS}


def place_columns(place: str) -> Dict[str, Optional[str]]:
    """A municipality's or region's name as a row has it: a municipality with its region."""
    municipality = register.municipalities().get(place)
    if municipality is None:
        return {"municipality": None, "region": place or None}
    return {"municipality": place, "region": register.region_names_by_code()[municipality.region_code]}
