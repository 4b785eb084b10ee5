"""Keep, follow and withdraw submitted examples, and keep feedback and unanswered questions."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import List, Mapping, Optional

import sqlalchemy as sa

from bot.database import session_scope
from bot.privacy.personal import mask
from bot.submissions.fields import SKIPPED
from bot.submissions.models import FeedbackRow, SubmissionRow, UnansweredQuestionRow
from bot.submissions.parsing import Value
from bot.swedish import register

# Crockford's base 32: no letters that are mistaken for digits. Twelve of them are 60 random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
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


def new_code() -> str:
    """A receipt's code, such as HG-7K3M-Q9XD-04TZ."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"HG-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _hash(code: str) -> str:
    """Of the code as it was given, however it was written down."""
    return hashlib.sha256(code.upper().translate(_MISREAD).encode()).hexdigest()


def submit(code: str, values: Mapping[str, Optional[Value]], channel: str) -> bool:
    """Store a submission as pending. A second call with the same code stores nothing and returns False.

    Contact details are stored only when `values["consent"]` is "yes".
    """
    kept = {name: values.get(name) for name in _COLUMNS if values.get(name) not in (None, SKIPPED)}
    if values.get("consent") != "yes":
        kept = {name: value for name, value in kept.items() if not name.startswith("contact_")}
    place = str(values["place"])
    with session_scope() as session:
        if session.scalar(sa.select(SubmissionRow.id).where(SubmissionRow.code_hash == _hash(code))) is not None:
            return False
        session.add(
            SubmissionRow(code_hash=_hash(code), status="pending", channel=channel, **_place_columns(place), **kept)
        )
    return True


def _place_columns(place: str) -> Mapping[str, Optional[str]]:
    municipality = register.municipalities().get(place)
    if municipality is None:
        return {"municipality": None, "region": place}
    return {"municipality": place, "region": register.region_names_by_code()[municipality.region_code]}


def status(code: str) -> Optional[str]:
    """pending, published, declined or withdrawn; None for a code that isn't ours."""
    with session_scope() as session:
        return session.scalar(sa.select(SubmissionRow.status).where(SubmissionRow.code_hash == _hash(code)))


def withdraw(code: str) -> bool:
    """Delete a submission with everything in it; False for a code that isn't ours."""
    with session_scope() as session:
        deleted = session.execute(sa.delete(SubmissionRow).where(SubmissionRow.code_hash == _hash(code)))
        return deleted.rowcount == 1


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


def delete_question(identity: int) -> bool:
    """Delete one that has been dealt with; False when there is none with that id."""
    with session_scope() as session:
        deleted = session.execute(sa.delete(UnansweredQuestionRow).where(UnansweredQuestionRow.id == identity))
        return deleted.rowcount == 1
