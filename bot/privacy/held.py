"""Everything that is held about a code, for whoever asks what it is (the right of access)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Dict, List, Mapping, Optional, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.inbox import store as inbox
from bot.knowledge.models import ExampleRow, RevisionRow
from bot.outbox.models import OutboxRow
from bot.privacy.conversations import EVENTS
from bot.privacy.erasure import UnknownCode, conversations_of
from bot.submissions.codes import hash_of
from bot.submissions.fields import form
from bot.submissions.models import DraftRow, SubmissionMessageRow, SubmissionRow, WithdrawnRow

_STATES = {"pending": "väntar på granskning", "published": "publicerat", "declined": "avböjt"}
_SPEAKERS = {"user": "du", "bot": "Guiden"}


def held(code: str) -> Dict[str, Any]:
    """By Swedish keys, ready for JSON; times are UTC. What there is nothing of is not there.

    Raises:
        UnknownCode: nothing is held.
    """
    code_hash = hash_of(code)
    with session_scope() as session:
        submission = _one(session, SubmissionRow, code_hash)
        everything = {
            "utkast": _draft(_one(session, DraftRow, code_hash)),
            "inskickat exempel": _submission(submission),
            "meddelanden": _messages(session, submission),
            "mejl och notiser som väntar": _waiting(session, submission),
            "publicerat exempel": _published(session, submission),
            "tidigare versioner": _versions(session, submission),
            "tillbakataget": _withdrawn(_one(session, WithdrawnRow, code_hash)),
        }
        found = {name: value for name, value in everything.items() if value}
        if not found:
            raise UnknownCode
        conversations = conversations_of(session, code)
        unanswered = _unanswered(session, conversations)
        more = {"meddelanden som väntar på svar": unanswered} if unanswered else {}
        return {**found, **more, "samtal": _conversations(session, conversations)}


def _one(session: Session, table: Any, code_hash: str) -> Any:
    return session.scalar(sa.select(table).where(table.code_hash == code_hash))


def _draft(row: Optional[DraftRow]) -> Optional[Dict[str, Any]]:
    if row is None:
        return None
    return {"svar": _labelled(row.values), "svar före den senaste ändringen": _labelled(row.before), **_origin(row)}


def _submission(row: Optional[SubmissionRow]) -> Optional[Dict[str, Any]]:
    if row is None:
        return None
    values = {item.name: getattr(row, item.name, None) for item in form()}
    return {
        **_labelled({**values, "place": row.municipality or row.region}),
        "status": _STATES[row.status],
        "beslutat": _time(row.decided_at),
        "beslutat av": row.decided_by,
        "skäl att avböja": row.decline_reason,
        **_origin(row),
    }


def _labelled(values: Mapping[str, Any]) -> Dict[str, Any]:
    labels = {item.name: item.label for item in form()}
    return {labels.get(name, name): value for name, value in values.items() if value is not None}


def _origin(row: Any) -> Dict[str, Any]:
    return {"kanal": row.channel, "skapat": _time(row.created_at)}


def _messages(session: Session, submission: Optional[SubmissionRow]) -> List[Dict[str, Any]]:
    table = SubmissionMessageRow
    rows = _about(session, table, table.submission_id, submission)
    return [{"från": row.by or "du", "text": row.text, "tid": _time(row.created_at)} for row in rows]


def _waiting(session: Session, submission: Optional[SubmissionRow]) -> List[Dict[str, Any]]:
    rows = _about(session, OutboxRow, OutboxRow.submission_id, submission)
    return [
        {"till": row.recipient or row.kind, "ämne": row.subject, "text": row.text, "tid": _time(row.created_at)}
        for row in rows
    ]


def _about(session: Session, table: Any, column: Any, submission: Optional[SubmissionRow]) -> Sequence[Any]:
    if submission is None:
        return ()
    return session.scalars(sa.select(table).where(column == submission.id).order_by(table.id)).all()


def _published(session: Session, submission: Optional[SubmissionRow]) -> Optional[Dict[str, Any]]:
    if submission is None or submission.example_id is None:
        return None
    wanted = sa.select(ExampleRow.__table__).where(ExampleRow.id == submission.example_id)
    row = session.execute(wanted).mappings().first()
    return row and json.loads(json.dumps(dict(row), default=str))


def _versions(session: Session, submission: Optional[SubmissionRow]) -> List[Dict[str, Any]]:
    if submission is None or submission.example_id is None:
        return []
    wanted = RevisionRow.kind == "example", RevisionRow.entry_id == submission.example_id
    return list(session.scalars(sa.select(RevisionRow.fields).where(*wanted).order_by(RevisionRow.number)))


def _withdrawn(row: Optional[WithdrawnRow]) -> Optional[str]:
    return _time(row.withdrawn_at) if row is not None else None


def _unanswered(session: Session, conversations: Sequence[str]) -> List[Dict[str, Any]]:
    waiting = [each for conversation in conversations for each in inbox.held(session, conversation)]
    return [{"text": each["text"], "tid": _time(each["at"])} for each in waiting]


def _conversations(session: Session, identities: Sequence[str]) -> List[List[Dict[str, Any]]]:
    """What was said in each, oldest first."""
    said = [_said(session, identity) for identity in identities]
    return [messages for messages in said if messages]


def _said(session: Session, conversation: str) -> List[Dict[str, Any]]:
    wanted = EVENTS.c.sender_id == conversation, EVENTS.c.type_name.in_(_SPEAKERS)
    rows = session.execute(sa.select(EVENTS).where(*wanted).order_by(EVENTS.c.id)).mappings()
    return [
        {
            "vem": _SPEAKERS[row["type_name"]],
            "text": _text(json.loads(row["data"])),
            "tid": _time(dt.datetime.utcfromtimestamp(row["timestamp"])),
        }
        for row in rows
    ]


def _text(event: Mapping[str, Any]) -> str:
    """A pressed button by what it said."""
    title = (event.get("metadata") or {}).get("title")
    custom = (event.get("data") or {}).get("custom") or {}
    return title or custom.get("text") or event.get("text") or ""


def _time(moment: Optional[dt.datetime]) -> Optional[str]:
    return moment.isoformat(sep=" ", timespec="seconds") if moment is not None else None
