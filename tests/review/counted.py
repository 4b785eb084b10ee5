"""What has been asked, thought and sent in, for the tests of the dashboard."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List

from bot.database import now, session_scope
from bot.knowledge.models import AnswerRow
from bot.statistics.models import TurnCountRow
from bot.submissions.models import FeedbackRow, SubmissionRow, WithdrawnRow

TODAY = now().date()
A_WEEK_AGO = TODAY - dt.timedelta(weeks=1)
LONG_AGO = TODAY - dt.timedelta(weeks=30)


def turns(count: int, kind: str, intent: str, answer: str = "", channel: str = "web", day: dt.date = TODAY) -> Any:
    return TurnCountRow(day=day, channel=channel, intent=intent, kind=kind, answer=answer, count=count)


def opinion(kind: str, answer: str, channel: str = "web") -> FeedbackRow:
    return FeedbackRow(kind=kind, answer_id=answer, channel=channel, created_at=now())


def sent(number: int, status: str, channel: str = "web") -> SubmissionRow:
    values: Dict[str, Any] = {
        "title": "x", "organisation": "x", "method": "iop", "contract_type": "service", "sector": "x", "year": 2026,
        "target_groups": "x", "requirement": "x",
    }  # fmt: skip
    return SubmissionRow(code_hash=str(number), status=status, channel=channel, created_at=now(), **values)


def rows() -> List[Any]:
    """What has happened this week and the week before; and in Slack, long ago, what nobody asks for any more."""
    return [
        turns(1200, "answer", "faq", "iop_definition"),
        turns(30, "examples", "search_examples", channel="teams"),
        turns(20, "clarify", "nlu_fallback", day=A_WEEK_AGO),
        turns(50, "smalltalk", "greet"),
        turns(7, "answer", "faq", "removed_answer", channel="slack", day=LONG_AGO),
        *[opinion("helpful", "iop_definition") for _ in range(3)],
        opinion("unhelpful", "iop_definition"),
        sent(1, "pending"),
        sent(2, "published", "teams"),
        WithdrawnRow(code_hash="3", withdrawn_at=now()),
    ]


def add(*more: Any) -> None:
    with session_scope() as session:
        session.add_all(more)


def label_of(identity: str) -> str:
    with session_scope() as session:
        return session.get(AnswerRow, identity).label
