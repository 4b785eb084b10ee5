"""What editors see of turns, opinions and examples, by week and channel."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional

import pytest

from bot.database import session_scope
from bot.statistics.report import Asked, Opinion, Sent, Week, report, rows_for_csv
from bot.statistics.store import count
from bot.statistics.weeks import monday_of, week_of, weeks_until
from bot.submissions.models import FeedbackRow, SubmissionRow, WithdrawnRow

LAST = dt.date(2026, 11, 28)  # a Saturday
MONDAY = dt.date(2026, 11, 23)
SUNDAY = dt.date(2026, 11, 22)

WEEKS = [
    (dt.date(2026, 11, 23), "2026-W48"),
    (dt.date(2026, 11, 29), "2026-W48"),
    (dt.date(2026, 12, 31), "2026-W53"),
    (dt.date(2027, 1, 3), "2026-W53"),
    (dt.date(2027, 1, 4), "2027-W01"),
    (dt.date(2024, 12, 30), "2025-W01"),
]


@pytest.mark.parametrize(("day", "week"), WEEKS)
def test_weeks_are_those_of_the_calendar(day: dt.date, week: str) -> None:
    assert week_of(day) == week
    assert week_of(monday_of(day)) == week and monday_of(day).isoweekday() == 1


def test_no_week_is_left_out_at_new_year() -> None:
    assert weeks_until(dt.date(2027, 1, 6), 4) == ["2026-W51", "2026-W52", "2026-W53", "2027-W01"]
    assert weeks_until(LAST, 1) == ["2026-W48"]


def turns(number: int, kind: str, channel: str = "web", day: dt.date = MONDAY, intent: str = "", answer: str = ""):
    for _ in range(number):
        count(channel, intent, kind, answer, day)


def opinion(kind: str, answer: Optional[str], channel: str = "web", day: dt.date = MONDAY) -> None:
    at = dt.datetime.combine(day, dt.time(23, 59))
    with session_scope() as session:
        session.add(FeedbackRow(kind=kind, answer_id=answer, channel=channel, created_at=at))


def example(number: int, status: str, day: dt.date) -> None:
    values: Dict[str, Any] = {
        "title": "x", "organisation": "x", "method": "iop", "contract_type": "services", "sector": "x", "year": 2026,
        "target_groups": "x", "requirement": "x",
    }  # fmt: skip
    at = dt.datetime.combine(day, dt.time(0, 0))
    with session_scope() as session:
        session.add(SubmissionRow(code_hash=str(number), status=status, channel="web", created_at=at, **values))


def of_week(week: str, channel: str, number: int) -> Week:
    return next(each for each in report(LAST, number).weeks if (each.week, each.channel) == (week, channel))


@pytest.mark.usefixtures("tables")
def test_nothing_is_zero_in_every_week_and_channel() -> None:
    shown = report(LAST, 3)
    assert [(each.week, each.channel) for each in shown.weeks] == [
        (week, channel) for week in ("2026-W46", "2026-W47", "2026-W48") for channel in ("web", "teams", "slack")
    ]
    assert {(each.turns, each.answered, each.unanswered, each.helpful, each.unhelpful) for each in shown.weeks} == {
        (0, 0, 0, 0, 0)
    }
    assert shown.sent == tuple(Sent(week, 0, 0, 0, 0) for week in ("2026-W46", "2026-W47", "2026-W48"))
    assert (shown.answers, shown.intents, shown.disliked) == ((), (), ())


KINDS = [  # kind of the reply, answered, unanswered
    ("answer", 1, 0), ("examples", 1, 0), ("guides", 1, 0), ("clarify", 0, 1), ("out_of_scope", 0, 1), ("error", 0, 1),
    ("form", 0, 0), ("handover", 0, 0), ("smalltalk", 0, 0),
]  # fmt: skip


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(("kind", "answered", "unanswered"), KINDS)
def test_what_is_answered_and_what_is_not(kind: str, answered: int, unanswered: int) -> None:
    turns(1, kind)
    assert of_week("2026-W48", "web", 1) == Week("2026-W48", "web", 1, answered, unanswered, 0, 0)


@pytest.mark.usefixtures("tables")
def test_turns_and_opinions_are_in_their_week_and_channel() -> None:
    turns(3, "answer")
    turns(2, "clarify", day=LAST)
    turns(1, "answer", day=SUNDAY)
    turns(1, "error", channel="teams")
    turns(5, "answer", day=dt.date(2026, 11, 8))  # before all that is shown
    turns(5, "answer", day=dt.date(2026, 11, 30))  # and after
    for kind, channel, day in [("helpful", "web", SUNDAY), ("helpful", "slack", LAST), ("unhelpful", "slack", MONDAY)]:
        opinion(kind, "iop_definition", channel, day)
    opinion("problem", "iop_definition")
    opinion("helpful", "iop_definition", day=dt.date(2026, 11, 8))
    assert of_week("2026-W48", "web", 3) == Week("2026-W48", "web", 5, 3, 2, 0, 0)
    assert of_week("2026-W47", "web", 3) == Week("2026-W47", "web", 1, 1, 0, 1, 0)
    assert of_week("2026-W48", "teams", 3) == Week("2026-W48", "teams", 1, 0, 1, 0, 0)
    assert of_week("2026-W48", "slack", 3) == Week("2026-W48", "slack", 0, 0, 0, 1, 1)
    assert sum(each.turns for each in report(LAST, 3).weeks) == 7


@pytest.mark.usefixtures("tables")
def test_the_most_asked_comes_first() -> None:
    turns(2, "answer", intent="faq", answer="iop_definition")
    turns(3, "answer", intent="faq", answer="samhall", channel="slack")
    turns(1, "answer", intent="faq", answer="iop_definition", day=SUNDAY)
    turns(4, "examples", intent="search_examples")
    shown = report(LAST, 2)
    assert shown.answers == (Asked("iop_definition", 3), Asked("samhall", 3))
    assert shown.intents == (Asked("faq", 6), Asked("search_examples", 4))
    for number in range(30):
        turns(1, "answer", intent="faq", answer=f"answer_{number:02}")
    assert [each.name for each in report(LAST, 2).answers][:3] == ["iop_definition", "samhall", "answer_00"]
    assert len(report(LAST, 2).answers) == 20


@pytest.mark.usefixtures("tables")
def test_the_least_liked_comes_first_and_what_nobody_disliked_not_at_all() -> None:
    opinions = [
        ("mostly_liked", 8, 2), ("never_liked", 0, 5), ("liked", 9, 0), ("disliked_once", 0, 1), (None, 0, 9),
    ]  # fmt: skip
    for answer, helpful, unhelpful in opinions:
        for kind in [*["helpful"] * helpful, *["unhelpful"] * unhelpful]:
            opinion(kind, answer)
    assert report(LAST, 1).disliked == (
        Opinion("never_liked", 0, 5),
        Opinion("disliked_once", 0, 1),
        Opinion("mostly_liked", 8, 2),
    )


@pytest.mark.usefixtures("tables")
def test_examples_are_in_the_week_they_came_and_what_is_taken_back_in_the_week_it_was() -> None:
    for number, (status, day) in enumerate(
        [("pending", MONDAY), ("published", MONDAY), ("published", SUNDAY), ("declined", SUNDAY), ("pending", LAST)]
    ):
        example(number, status, day)
    with session_scope() as session:
        session.add(WithdrawnRow(code_hash="x", withdrawn_at=dt.datetime(2026, 11, 29, 23, 59)))
    assert report(LAST, 2).sent == (Sent("2026-W47", 0, 1, 1, 0), Sent("2026-W48", 2, 1, 0, 1))


@pytest.mark.usefixtures("tables")
def test_one_channel_has_only_its_own() -> None:
    turns(2, "answer", channel="web", intent="faq", answer="iop_definition")
    turns(1, "answer", channel="slack", intent="faq", answer="samhall")
    opinion("unhelpful", "iop_definition", "web")
    opinion("unhelpful", "samhall", "slack")
    example(1, "pending", MONDAY)
    with session_scope() as session:
        session.add(WithdrawnRow(code_hash="x", withdrawn_at=dt.datetime(2026, 11, 24)))
    slack = report(LAST, 1, "slack")
    assert slack.weeks == (Week("2026-W48", "slack", 1, 1, 0, 0, 1),)
    assert (slack.answers, slack.intents) == ((Asked("samhall", 1),), (Asked("faq", 1),))
    assert slack.disliked == (Opinion("samhall", 0, 1),)
    assert slack.sent == (Sent("2026-W48", 0, 0, 0, None),)
    assert report(LAST, 1, "web").sent == (Sent("2026-W48", 1, 0, 0, None),)


@pytest.mark.usefixtures("tables")
def test_the_table_for_a_spreadsheet() -> None:
    turns(3, "answer")
    opinion("unhelpful", None)
    heading, *rows = rows_for_csv(report(LAST, 2))
    assert heading == ["Vecka", "Kanal", "Meddelanden", "Besvarade", "Obesvarade", "Hjälpte", "Hjälpte inte"]
    assert len(rows) == 6
    wanted: List[str] = ["2026-W48", "web", "3", "3", "0", "0", "1"]
    assert rows[3] == wanted and rows[0] == ["2026-W47", "web", "0", "0", "0", "0", "0"]
