"""What the editors' dashboard shows: how much is asked, answered and liked, and what comes in, week by week.

A turn is one message and its reply. Its kind is that of the first thing said that isn't small talk
(actions/counting.py):

- answered: answer, examples, guides.
- unanswered: clarify (not understood, "menade du …?", or only a search result), out_of_scope and error.
- neither: form, handover that was asked for, and smalltalk.

Someone who is asked "menade du …?" and then picks the answer has made one turn of each. Days are UTC's.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.statistics.models import TurnCountRow
from bot.statistics.weeks import WEEK, monday_of, week_of, weeks_until
from bot.submissions.models import FeedbackRow, SubmissionRow, WithdrawnRow

CHANNELS = ("web", "teams", "slack")
ANSWERED = ("answer", "examples", "guides")
UNANSWERED = ("clarify", "out_of_scope", "error")
MOST = 20  # lines of a list of the most asked or least liked


@dataclass(frozen=True)
class Week:
    """One week of one channel, in turns and in opinions ("Hjälpte informationen på sidan dig?")."""

    week: str
    channel: str
    turns: int
    answered: int
    unanswered: int
    helpful: int
    unhelpful: int


@dataclass(frozen=True)
class Asked:
    """`name` is an answer's id or an intent."""

    name: str
    turns: int


@dataclass(frozen=True)
class Opinion:
    """What people thought right after an answer."""

    answer: str
    helpful: int
    unhelpful: int


@dataclass(frozen=True)
class Sent:
    """Examples by the week in which they were sent in and what they are now; withdrawn by the week they were.

    From where what is withdrawn was sent in is not known, so that one channel has None of them.
    """

    week: str
    pending: int
    published: int
    declined: int
    withdrawn: Optional[int]


@dataclass(frozen=True)
class Report:
    """`weeks` has each channel in every week, oldest first, `sent` every week; the lists have the most first."""

    weeks: Tuple[Week, ...]
    sent: Tuple[Sent, ...]
    answers: Tuple[Asked, ...]
    intents: Tuple[Asked, ...]
    disliked: Tuple[Opinion, ...]


def report(last: dt.date, weeks: int, channel: Optional[str] = None) -> Report:
    """So many whole weeks, the last one that of the day; of all channels, or of one."""
    first = monday_of(last) - WEEK * (weeks - 1)
    names = weeks_until(last, weeks)
    with session_scope() as session:
        turns = session.execute(_between(TurnCountRow.day, first, weeks, _TURNS, channel)).all()
        opinions = session.execute(_between(FeedbackRow.created_at, first, weeks, _OPINION, channel)).all()
        return Report(
            weeks=_weeks(names, (channel,) if channel else CHANNELS, turns, opinions),
            sent=_sent(session, names, first, channel),
            answers=_most(turns, "answer"),
            intents=_most(turns, "intent"),
            disliked=_disliked(opinions),
        )


_TURNS = (  # "count" is a method of rows
    TurnCountRow.day, TurnCountRow.channel, TurnCountRow.intent, TurnCountRow.kind, TurnCountRow.answer,
    TurnCountRow.count.label("turns"),
)  # fmt: skip
_OPINION = (FeedbackRow.created_at, FeedbackRow.channel, FeedbackRow.kind, FeedbackRow.answer_id)


def _between(
    when: Any, first: dt.date, weeks: int, columns: Sequence[Any], channel: Optional[str] = None
) -> sa.sql.Select:
    wanted = sa.select(*columns).where(when >= first, when < first + WEEK * weeks)
    return wanted.where(when.class_.channel == channel) if channel else wanted


def _weeks(
    names: Sequence[str], channels: Sequence[str], turns: Sequence[Any], opinions: Sequence[Any]
) -> Tuple[Week, ...]:
    counted: Counter = Counter()
    for row in turns:
        counted[week_of(row.day), row.channel, "turns"] += row.turns
        counted[week_of(row.day), row.channel, row.kind] += row.turns
    for row in opinions:
        counted[week_of(row.created_at.date()), row.channel, row.kind] += 1

    def number(week: str, channel: str, *what: str) -> int:
        return sum(counted[week, channel, each] for each in what)

    return tuple(
        Week(week, channel, number(week, channel, "turns"), number(week, channel, *ANSWERED),
             number(week, channel, *UNANSWERED), number(week, channel, "helpful"), number(week, channel, "unhelpful"))
        for week in names
        for channel in channels
    )  # fmt: skip


def _sent(session: Session, names: Sequence[str], first: dt.date, channel: Optional[str]) -> Tuple[Sent, ...]:
    columns = (SubmissionRow.created_at, SubmissionRow.status)
    sent = session.execute(_between(SubmissionRow.created_at, first, len(names), columns, channel))
    counted = Counter((week_of(when.date()), status) for when, status in sent)
    taken_back = session.scalars(_between(WithdrawnRow.withdrawn_at, first, len(names), [WithdrawnRow.withdrawn_at]))
    withdrawn = Counter(week_of(when.date()) for when in taken_back)
    return tuple(
        Sent(week, counted[week, "pending"], counted[week, "published"], counted[week, "declined"],
             None if channel else withdrawn[week])
        for week in names
    )  # fmt: skip


def _most(turns: Sequence[Any], column: str) -> Tuple[Asked, ...]:
    counted: Counter = Counter()
    for row in turns:
        counted[getattr(row, column)] += row.turns
    del counted[""]
    return tuple(Asked(*each) for each in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:MOST])


def _disliked(opinions: Sequence[Any]) -> Tuple[Opinion, ...]:
    """By the share who weren't helped, as Laplace's rule expects it to be: one opinion tells less than ten alike."""
    counted = Counter((row.answer_id, row.kind) for row in opinions)
    answers = {row.answer_id for row in opinions if row.answer_id and row.kind == "unhelpful"}
    found = [Opinion(answer, counted[answer, "helpful"], counted[answer, "unhelpful"]) for answer in answers]

    def expected(each: Opinion) -> float:
        return (each.unhelpful + 1) / (each.helpful + each.unhelpful + 2)

    return tuple(sorted(found, key=lambda each: (-expected(each), each.answer))[:MOST])


def rows_for_csv(shown: Report) -> List[List[str]]:
    """A heading and a row for each week and channel. All of it is our own words, so no cell begins as a formula."""
    heading = ["Vecka", "Kanal", "Meddelanden", "Besvarade", "Obesvarade", "Hjälpte", "Hjälpte inte"]
    rows = [
        [each.week, each.channel, each.turns, each.answered, each.unanswered, each.helpful, each.unhelpful]
        for each in shown.weeks
    ]
    return [heading, *([str(cell) for cell in row] for row in rows)]
