"""What has been kept for as long as it may be goes; what hasn't stays; and running again changes nothing."""

from __future__ import annotations

import threading
from typing import Any, Callable, Dict, List, NamedTuple

import pytest
import sqlalchemy as sa

from bot.database import Base, engine, now, session_scope
from bot.inbox.models import InboxRow
from bot.privacy import retention
from bot.privacy.models import ErasureRow
from bot.privacy.receipts import LABELS, lines
from bot.privacy.retention import erase_outdated, erase_outdated_daily
from bot.review.models import AuditRow, OneTimeSignInRow, ReviewSessionRow
from bot.submissions.models import FeedbackRow, UnansweredQuestionRow
from tests.privacy import holdings
from tests.privacy.holdings import OTHER_CODE, days_ago


def counted(**counts: int) -> Dict[str, int]:
    """All that retention counts, 0 for what isn't named."""
    return {**dict.fromkeys(set(LABELS) - {"example", "shown"}, 0), **counts}


def unanswered(days: int) -> List[Any]:
    work = {"text": "Flumsala"}
    at = days_ago(days)
    return [InboxRow(channel="slack", conversation="slack:1", message=str(days), work=work, received_at=at,
                     taken_by="dead", taken_until=at, tries=1)]  # fmt: skip


def talk(days: int) -> List[Any]:
    holdings.say("web:1", "user", {"text": "hej"}, days + 1)
    holdings.say("web:1", "user", {"text": "hej igen"}, days)
    return [*holdings.draft()]


class Case(NamedTuple):
    """What is kept for `limit` days, made so many days old; what is counted when it goes."""

    limit: int
    make: Callable[[int], List[Any]]
    erased: Dict[str, int]


CASES = {
    "conversation": Case(90, talk, counted(events=2)),
    "unanswered": Case(1, unanswered, counted(inbox=1)),
    "draft": Case(30, lambda days: holdings.draft(days=days), counted(draft=1, code_conversation=1)),
    "declined": Case(
        180,
        lambda days: [holdings.submission(1, days=days, status="declined"), *holdings.correspondence(1)],
        counted(submission=1),
    ),
    "contact details of a pending one": Case(
        180,
        lambda days: [holdings.submission(1, days=days), holdings.correspondence(1)[0]],
        counted(submission_contact=1, submission_message=1),
    ),
    "contact details of a published one": Case(
        180,
        lambda days: [holdings.submission(1, days=days, status="published", example_id="x")],
        counted(submission_contact=1),
    ),
    "withdrawn": Case(365, lambda days: [holdings.withdrawn(OTHER_CODE, days)], counted(withdrawn=1)),
    "question": Case(
        365,
        lambda days: [UnansweredQuestionRow(text="Flumsala?", channel="web", created_at=days_ago(days))],
        counted(unanswered_question=1),
    ),
    "feedback": Case(
        365,
        lambda days: [FeedbackRow(kind="problem", channel="web", text="Flumsala", created_at=days_ago(days))],
        counted(feedback_text=1),
    ),
    "audit": Case(
        730,
        lambda days: [AuditRow(at=days_ago(days), who="Red Aktör", role="editor", action="sign_in", subject="review")],
        counted(audit=1),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_what_is_older(each_database: str, name: str) -> None:
    case = CASES[name]
    holdings.add(*case.make(case.limit - 1))
    before = rows()
    assert erase_outdated().counts == counted()
    assert rows() == before
    clear()
    holdings.add(*case.make(case.limit + 1))
    planned = erase_outdated(dry_run=True)
    assert receipts() == 1
    direct = {name: count for name, count in case.erased.items() if count and name != "code_conversation"}
    assert {name: planned.counts[name] for name in direct} == direct
    assert erase_outdated().counts == case.erased
    after = rows()
    assert erase_outdated().counts == counted()
    assert rows() == after and receipts() == 3


def rows() -> Dict[str, List[Any]]:
    """Everything that is stored but receipts and content."""
    tables = [table for name, table in Base.metadata.tables.items() if name not in ("erasure", "search_term")]
    with engine().connect() as connection:
        return {table.name: sorted(map(str, connection.execute(sa.select(table)))) for table in tables}


def clear() -> None:
    with session_scope() as session:
        for name in ("events", "code_conversation", "draft", "submission_message", "submission", "outbox", "inbox",
                     "withdrawn", "unanswered_question", "feedback", "audit"):  # fmt: skip
            session.execute(sa.text(f"DELETE FROM {name}"))


def receipts() -> int:
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ErasureRow))


def test_contact_details_are_emptied_and_an_editor_who_saw_them_is_told(database: str) -> None:
    holdings.add(holdings.submission(1, days=200), holdings.submission(2, OTHER_CODE, days=100))
    erase_outdated()
    with session_scope() as session:
        stored = session.execute(
            sa.text("SELECT contact_name, contact_email, revision FROM submission ORDER BY id")
        ).all()
    assert stored == [(None, None, 2), (holdings.NAME, holdings.ADDRESS, 1)]


def test_a_declined_example_that_was_published_once_leaves_no_versions(database: str) -> None:
    holdings.add(holdings.submission(1))
    holdings.publish(1)
    with session_scope() as session:
        session.execute(sa.text("UPDATE submission SET status = 'declined', decided_at = '2020-01-01 00:00:00'"))
    assert erase_outdated().counts["submission"] == 1
    assert holdings.stored_words() == []


def test_what_is_sent_about_what_is_no_longer_there(database: str) -> None:
    holdings.add(*holdings.correspondence(7)[1:])
    assert erase_outdated().counts == counted(outbox=1)


def test_expired_sessions(database: str) -> None:
    later = now().replace(year=now().year + 1)
    holdings.add(
        ReviewSessionRow(id_hash="old", name="Red", role="editor", expires_at=days_ago(1)),
        ReviewSessionRow(id_hash="new", name="Red", role="editor", expires_at=later),
        OneTimeSignInRow(token_hash="old", expires_at=days_ago(1)),
        OneTimeSignInRow(token_hash="new", expires_at=later),
    )
    assert erase_outdated().counts == counted(review_session=1, one_time_sign_in=1)


def test_more_than_a_batch(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 10)
    for number in range(25):
        holdings.say(f"web:{number}", "user", {"text": "hej"}, days=91)
    holdings.add(*(UnansweredQuestionRow(text="?", channel="web", created_at=days_ago(400)) for _ in range(25)))
    assert erase_outdated().counts == counted(events=25, unanswered_question=25)


def test_periods_are_the_settings(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import settings

    monkeypatch.setenv("GUIDEN_KEEP_DRAFTS_DAYS", "3")
    settings.cache_clear()
    holdings.add(*holdings.draft(days=4))
    assert erase_outdated().counts["draft"] == 1


def test_before_the_assistant_has_run_there_is_nothing_to_erase(database: str) -> None:
    assert lines(erase_outdated())[1:] == ["  inget att radera"]


def test_every_day_until_stopped(database: str) -> None:
    holdings.add(*holdings.draft(days=40))
    stop = threading.Event()
    daily = threading.Thread(target=erase_outdated_daily, args=(stop,))
    daily.start()
    while receipts() == 0:
        stop.wait(0.05)
    stop.set()
    daily.join(5)
    assert not daily.is_alive()
    assert holdings.stored_words() == []
