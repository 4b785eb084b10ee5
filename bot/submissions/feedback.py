"""What people thought of the answers: problems that they reported, and how many were helped."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Dict, List, Optional

import sqlalchemy as sa

from bot.database import Also, delete, nothing_more, session_scope
from bot.submissions.models import FeedbackRow

PROBLEM = "problem"


@dataclass(frozen=True)
class Problem:
    """What somebody said was wrong. `answer_id` is the answer they had just read, if any; `at` is UTC."""

    id: int
    answer_id: Optional[str]
    text: str
    channel: str
    at: dt.datetime


@dataclass(frozen=True)
class Opinions:
    """How many an answer helped and didn't help; `answer_id` is None for what was said about no answer."""

    answer_id: Optional[str]
    helpful: int
    unhelpful: int


def problems() -> List[Problem]:
    """What hasn't been dealt with, oldest first."""
    row = FeedbackRow
    wanted = sa.select(row.id, row.answer_id, row.text, row.channel, row.created_at).where(row.kind == PROBLEM)
    with session_scope() as session:
        found = session.execute(wanted.order_by(row.created_at, row.id)).all()
    return [Problem(each.id, each.answer_id, each.text or "", each.channel, each.created_at) for each in found]


def opinions() -> List[Opinions]:
    """For each answer that anybody has said anything about, what helped least first."""
    row = FeedbackRow
    counted = sa.select(row.answer_id, row.kind, sa.func.count()).where(row.kind != PROBLEM)
    numbers: Dict[Optional[str], Counter] = {}
    with session_scope() as session:
        for answer_id, kind, count in session.execute(counted.group_by(row.answer_id, row.kind)):
            numbers.setdefault(answer_id, Counter())[kind] = count
    found = [Opinions(answer_id, each["helpful"], each["unhelpful"]) for answer_id, each in numbers.items()]
    return sorted(found, key=lambda each: (-each.unhelpful, each.helpful, each.answer_id or ""))


def delete_problem(identity: int, also: Also = nothing_more) -> bool:
    """Delete one that has been dealt with, and what is `also` to be done; False when there is none with that id."""
    with session_scope() as session:
        is_gone = delete(session, FeedbackRow, FeedbackRow.id == identity, FeedbackRow.kind == PROBLEM) == 1
        if is_gone:
            also(session)
        return is_gone
