"""A person's example and all that may be held about it, written into the database directly."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, List, Mapping, Sequence

import sqlalchemy as sa

from bot.database import engine, now, session_scope
from bot.knowledge import editing, history
from bot.outbox.models import OutboxRow
from bot.privacy.conversations import EVENTS
from bot.submissions import publishing
from bot.submissions.codes import hash_of, seal
from bot.submissions.models import CodeConversationRow, DraftRow, SubmissionMessageRow, SubmissionRow, WithdrawnRow
from tests.privacy.searching import in_database

CODE, OTHER_CODE = "HG-7K3M-Q9XD-04TZ", "HG-0000-1111-2222"
NAME, ADDRESS = "Sven Tuvasson", "sven.tuvasson@kommunen.example"
TITLE = "Glasblåsning i Flumsala"
REQUIREMENT = "Leverantören tog emot två flumsalabor på praktik."
WORDS = ("tuvasson", "flumsala")
VALUES = {
    "title": TITLE,
    "organisation": "Flumsala glasbruk",
    "municipality": "Lund",
    "region": "Region Skåne",
    "method": "iop",
    "contract_type": "service",
    "sector": "glas",
    "year": 2022,
    "target_groups": "unga i Flumsala",
    "requirement": REQUIREMENT,
}


def days_ago(days: int) -> dt.datetime:
    return now() - dt.timedelta(days=days)


def say(conversation: str, kind: str, data: Mapping[str, Any], days: int = 0) -> None:
    row = {"sender_id": conversation, "type_name": kind, "data": json.dumps({"event": kind, **data})}
    timestamp = days_ago(days).replace(tzinfo=dt.timezone.utc).timestamp()
    with session_scope() as session:
        session.execute(sa.insert(EVENTS).values(**row, timestamp=timestamp))


def add(*rows: Any) -> None:
    with session_scope() as session:
        for row in rows:
            session.add(row)
            session.flush()  # in this order


def draft(code: str = CODE, conversation: str = "web:1", days: int = 0) -> List[Any]:
    values = {"title": TITLE, "contact_name": NAME, "contact_email": ADDRESS}
    about = {"code_hash": hash_of(code), "conversation": conversation}
    return [
        DraftRow(**about, sealed_code=seal(code), channel="web", version=1, values=values, before=values,
                 changed_at=days_ago(days)),
        CodeConversationRow(**about),
    ]  # fmt: skip


def submission(identity: int, code: str = CODE, days: int = 0, **more: Any) -> SubmissionRow:
    """Sent in so many days ago, and decided then, too, unless it is pending."""
    told = {"status": "pending", "channel": "web", "contact_name": NAME, "contact_email": ADDRESS, **VALUES, **more}
    decided = days_ago(days) if told["status"] != "pending" else None
    return SubmissionRow(id=identity, code_hash=hash_of(code), created_at=days_ago(days), decided_at=decided, **told)


def correspondence(identity: int) -> List[Any]:
    return [
        SubmissionMessageRow(submission_id=identity, by="Red Aktör", text=f"Hej {NAME}, hur gick det?"),
        OutboxRow(
            kind="email", recipient=ADDRESS, subject=TITLE, text=f"Hej {NAME}!", submission_id=identity, attempts=0
        ),
    ]


def publish(identity: int) -> str:
    """Let an editor publish a pending submission and change the example; the example's id."""
    publishing.publish(identity, {"source_url": "https://flumsala.example/glas"}, expected=1, by="Red Aktör")
    with session_scope() as session:
        example_id: str = session.get(SubmissionRow, identity).example_id
    (version,) = history.versions("example", example_id)
    editing.update("example", example_id, {**version.fields, "title": f"{TITLE} igen"}, 1, "Red Aktör")
    return example_id


def withdrawn(code: str, days: int = 0) -> WithdrawnRow:
    return WithdrawnRow(code_hash=hash_of(code), withdrawn_at=days_ago(days))


def linked(code: str, conversation: str) -> CodeConversationRow:
    return CodeConversationRow(code_hash=hash_of(code), conversation=conversation)


def stored_words(words: Sequence[str] = WORDS) -> List[str]:
    """Where in the database one of the words stands (tests.privacy.searching)."""
    return in_database(str(engine().url), words)
