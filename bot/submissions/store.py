"""Keep and follow submitted examples, and keep feedback and unanswered questions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import List, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import Also, delete, nothing_more, session_scope
from bot.outbox.notices import notify_editors
from bot.privacy.personal import mask
from bot.submissions import drafts
from bot.submissions.codes import hash_of
from bot.submissions.fields import SKIPPED
from bot.submissions.models import (
    DraftRow,
    FeedbackRow,
    SubmissionMessageRow,
    SubmissionRow,
    UnansweredQuestionRow,
    WithdrawnRow,
)
from bot.submissions.parsing import Value
from bot.submissions.queue import place_columns

_COLUMNS = (
    "title",
    "organisation",
    "method",
    "contract_type",
    "sector",
    "year",
    "target_groups",
    "requirement",
    "result",
    "link",
    "contact_name",
    "contact_email",
)


def submit(code: str, values: Mapping[str, Optional[Value]], channel: str) -> bool:
    """Turn a draft into a pending submission and tell the editors.

    A second call with the same code stores nothing and returns False.
    Contact details are stored only when `values["consent"]` is "yes".
    """
    kept = {name: values.get(name) for name in _COLUMNS if values.get(name) not in (None, SKIPPED)}
    if values.get("consent") != "yes":
        kept = {name: value for name, value in kept.items() if not name.startswith("contact_")}
    place = str(values["place"])
    with session_scope() as session:
        if _row(session, code) is not None:
            return False
        row = SubmissionRow(code_hash=hash_of(code), status="pending", channel=channel, **place_columns(place), **kept)
        session.add(row)
        session.flush()
        session.execute(sa.delete(DraftRow).where(DraftRow.code_hash == row.code_hash))
        notify_editors(session, row.id, channel)
    return True


@dataclass(frozen=True)
class Status:
    """`state` is draft, pending, published, declined or withdrawn. `example_id` is the published example's, `reason`
    why it was declined, `question` what the editors wait to be told."""

    state: str
    example_id: Optional[str] = None
    reason: Optional[str] = None
    question: Optional[str] = None


def status(code: str) -> Optional[Status]:
    """None for a code that isn't ours."""
    with session_scope() as session:
        row = _row(session, code)
        if row is not None:
            example_id = row.example_id if row.status == "published" else None
            question = _question(session, row.id) if row.status == "pending" else None
            return Status(row.status, example_id, row.decline_reason, question)
        if session.get(WithdrawnRow, hash_of(code)) is not None:
            return Status("withdrawn")
    return Status("draft") if drafts.exists(code) else None


def is_submitted(code: str) -> bool:
    with session_scope() as session:
        return _row(session, code) is not None


def _question(session: Session, submission_id: int) -> Optional[str]:
    message = SubmissionMessageRow
    latest = session.scalar(
        sa.select(message).where(message.submission_id == submission_id).order_by(message.id.desc()).limit(1)
    )
    return latest.text if latest is not None and latest.by is not None else None


def _row(session: Session, code: str) -> Optional[SubmissionRow]:
    return session.scalar(sa.select(SubmissionRow).where(SubmissionRow.code_hash == hash_of(code)))


def add_feedback(kind: str, channel: str, answer_id: Optional[str] = None, text: Optional[str] = None) -> None:
    with session_scope() as session:
        session.add(FeedbackRow(kind=kind, channel=channel, answer_id=answer_id, text=text and mask(text)))


def leave_question(text: str, channel: str) -> None:
    """Keep a question for the editors, without what tells who asked it."""
    with session_scope() as session:
        session.add(UnansweredQuestionRow(text=mask(text), channel=channel))


@dataclass(frozen=True)
class Question:
    """One that nobody has dealt with yet; `asked_at` is UTC."""

    id: int
    text: str
    channel: str
    asked_at: dt.datetime


def questions() -> List[Question]:
    """What was left to the editors, oldest first."""
    row = UnansweredQuestionRow
    wanted = sa.select(row.id, row.text, row.channel, row.created_at).order_by(row.created_at, row.id)
    with session_scope() as session:
        return [Question(*each) for each in session.execute(wanted)]


def delete_question(identity: int, also: Also = nothing_more) -> bool:
    """Delete one that has been dealt with, and what is `also` to be done; False when there is none with that id."""
    with session_scope() as session:
        is_gone = delete(session, UnansweredQuestionRow, UnansweredQuestionRow.id == identity) == 1
        if is_gone:
            also(session)
        return is_gone
