"""How much waits for the editors."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from bot.database import session_scope
from bot.submissions.models import SubmissionRow, UnansweredQuestionRow


@dataclass(frozen=True)
class Waiting:
    """Submissions to decide on, and questions that nobody has answered."""

    submissions: int
    questions: int


def waiting() -> Waiting:
    pending = sa.select(sa.func.count()).select_from(SubmissionRow).where(SubmissionRow.status == "pending")
    questions = sa.select(sa.func.count()).select_from(UnansweredQuestionRow)
    with session_scope() as session:
        return Waiting(session.scalar(pending), session.scalar(questions))
