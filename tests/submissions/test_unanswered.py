"""A question left to the editors is kept without what tells who asked it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.database import session_scope
from bot.submissions.models import UnansweredQuestionRow
from bot.submissions.store import leave_question

pytestmark = pytest.mark.usefixtures("database")

QUESTIONS = [
    ("Hur stor är bonusen?", "Hur stor är bonusen?"),
    ("Svara mig på kim@example.org eller 070-123 45 67", "Svara mig på [e-postadress] eller [telefonnummer]"),
    ("Jag är 19811218-9876, vad gäller?", "Jag är [personnummer], vad gäller?"),
]


@pytest.mark.parametrize(("asked", "kept"), QUESTIONS)
def test_personal_data_is_masked(asked: str, kept: str) -> None:
    leave_question(asked, "web")
    with session_scope() as session:
        (row,) = session.execute(sa.select(UnansweredQuestionRow.text, UnansweredQuestionRow.channel))
    assert tuple(row) == (kept, "web")
    assert set(UnansweredQuestionRow.__table__.columns.keys()) == {"id", "text", "channel", "created_at"}
