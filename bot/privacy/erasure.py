"""Erase everything that is held about a code, the conversations in which its example was told included."""

from __future__ import annotations

from typing import Dict, List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import Also, delete, nothing_more
from bot.inbox import store as inbox
from bot.outbox.models import OutboxRow
from bot.privacy import receipts
from bot.privacy.conversations import conversations_with, erase_conversations, erasing
from bot.privacy.receipts import Receipt
from bot.submissions.codes import hash_of
from bot.submissions.models import CodeConversationRow, DraftRow, SubmissionMessageRow, SubmissionRow, WithdrawnRow
from bot.submissions.publishing import remove_with_traces


class UnknownCode(LookupError):
    """Nothing is held about the code, or it was never given to anybody."""


def erase(code: str, also: Also = nothing_more, asked_in: Optional[str] = None) -> Receipt:
    """Erase all of it in one transaction, with what is `also` to be done; what was erased, and how much of it.

    What waits in the conversation that it was asked in was written after that, and is answered as a new conversation's.

    Raises:
        UnknownCode: there is nothing to erase.
    """
    code_hash = hash_of(code)
    with erasing() as session:
        submission = session.scalar(sa.select(SubmissionRow).where(SubmissionRow.code_hash == code_hash))
        counts = _erase_submission(session, submission) if submission is not None else {}
        conversations = conversations_of(session, code)
        for table in (DraftRow, WithdrawnRow, CodeConversationRow):
            counts[table.__tablename__] = delete(session, table, table.code_hash == code_hash)
        if not any(counts.values()):
            raise UnknownCode
        counts["inbox"] = inbox.erase(session, [each for each in conversations if each != asked_in])
        counts["events"] = erase_conversations(session, conversations)
        also(session)
        return receipts.keep(session, "code", counts)


def conversations_of(session: Session, code: str) -> List[str]:
    """In which conversations the code's example was told, and those in which it was asked for by its code."""
    told = sa.select(CodeConversationRow.conversation).where(CodeConversationRow.code_hash == hash_of(code))
    return sorted({*session.scalars(told), *conversations_with(session, code)})


def _erase_submission(session: Session, submission: SubmissionRow) -> Dict[str, int]:
    counts = {
        "outbox": delete(session, OutboxRow, OutboxRow.submission_id == submission.id),
        "submission_message": delete(
            session, SubmissionMessageRow, SubmissionMessageRow.submission_id == submission.id
        ),
    }
    example_id: Optional[str] = submission.example_id
    if example_id is not None:
        counts["shown"] = remove_with_traces(session, example_id)
        counts["example"] = 1
    counts["submission"] = delete(session, SubmissionRow, SubmissionRow.id == submission.id)
    return counts
