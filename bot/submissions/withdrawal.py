"""Take an example back: nothing of it is left but that it was taken back."""

from __future__ import annotations

import sqlalchemy as sa

from bot.outbox.models import OutboxRow
from bot.privacy.conversations import erasing
from bot.submissions import drafts
from bot.submissions.codes import hash_of
from bot.submissions.models import SubmissionMessageRow, SubmissionRow, WithdrawnRow
from bot.submissions.publishing import remove_with_traces


def withdraw(code: str) -> bool:
    """Delete a draft, or a submission with what was published, asked and still to be sent of it.

    False for a code that has neither.
    """
    if drafts.discard(code):
        return True
    with erasing() as session:
        row = session.scalar(sa.select(SubmissionRow).where(SubmissionRow.code_hash == hash_of(code)))
        if row is None:
            return False
        if row.example_id is not None:
            remove_with_traces(session, row.example_id)
        session.execute(sa.delete(OutboxRow).where(OutboxRow.submission_id == row.id))
        session.execute(sa.delete(SubmissionMessageRow).where(SubmissionMessageRow.submission_id == row.id))
        session.delete(row)
        drafts.forget_conversations(session, row.code_hash)
        session.add(WithdrawnRow(code_hash=row.code_hash))
        return True
