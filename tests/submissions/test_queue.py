"""Editors see what waits, the oldest first, with all that was told and said about it."""

from __future__ import annotations

import datetime as dt
from typing import List, Optional

import pytest
import sqlalchemy as sa

from bot.database import session_scope
from bot.submissions import editing
from bot.submissions.codes import hash_of, new_code
from bot.submissions.models import SubmissionRow
from bot.submissions.publishing import publish, unpublish
from bot.submissions.queue import FIELDS, counts, submission, submission_of, submissions
from tests.submissions.samples import EMAIL, TOLD, now_is, sent_in

pytestmark = pytest.mark.usefixtures("each_database")


def at(identity: int, **moments: dt.datetime) -> None:
    with session_scope() as session:
        session.execute(sa.update(SubmissionRow).where(SubmissionRow.id == identity).values(**moments))


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 1, number)


@pytest.fixture
def five() -> List[int]:
    """Two that wait, the later one sent in first, and three that are decided, the last one last."""
    ids = [sent_in(title=f"Exempel {number}") for number in range(5)]
    for identity in ids[2:]:
        editing.decline(identity, "Saknar upphandling.", 1, "eva")
    for position, identity in enumerate(ids):
        at(identity, created_at=day(20 - position), **({"decided_at": day(position)} if position > 1 else {}))
    return ids


@pytest.mark.parametrize(
    ("status", "first", "count", "positions", "total"),
    [
        (None, 0, 50, [1, 0, 4, 3, 2], 5),
        ("pending", 0, 50, [1, 0], 2),
        ("declined", 0, 50, [4, 3, 2], 3),
        ("published", 0, 50, [], 0),
        (None, 1, 2, [0, 4], 5),
        (None, 4, 2, [2], 5),
        (None, 5, 2, [], 5),
    ],
)
def test_order(
    five: List[int], status: Optional[str], first: int, count: int, positions: List[int], total: int
) -> None:
    page = submissions(status, first, count)
    assert [each.id for each in page.submissions] == [five[position] for position in positions]
    assert page.total == total


def test_how_many_of_each(five: List[int]) -> None:
    assert counts() == {"pending": 2, "published": 0, "declined": 3}


def test_what_an_editor_sees() -> None:
    seen = now_is(sent_in())
    assert seen.fields == {name: TOLD[name] for name in FIELDS}
    assert (seen.revision, seen.status, seen.channel, seen.title) == (1, "pending", "web", TOLD["title"])
    assert (seen.contact_name, seen.contact_email) == ("Kim", EMAIL)
    assert (seen.decided_at, seen.decided_by, seen.decline_reason, seen.example_id, seen.messages) == (
        None, None, None, None, (),
    )  # fmt: skip


def test_what_was_not_told_is_none() -> None:
    seen = now_is(sent_in(result="", link="", place="Region Skåne", consent="no"))
    assert (seen.fields["result"], seen.fields["link"], seen.fields["place"]) == (None, None, "Region Skåne")
    assert (seen.contact_name, seen.contact_email) == (None, None)


def test_what_was_asked_and_answered_stands_in_order_with_its_own_submission() -> None:
    code = new_code()
    one, other = sent_in(code), sent_in()
    editing.ask(one, "Hur många?", 1, "eva")
    editing.ask(other, "Vilket år?", 1, "bo")
    editing.answer_editor(hash_of(code), "Tio.")
    page = submissions()
    assert {each.id: [(m.by, m.text) for m in each.messages] for each in page.submissions} == {
        one: [("eva", "Hur många?"), (None, "Tio.")],
        other: [("bo", "Vilket år?")],
    }
    assert (now_is(one).waits_for_reply, now_is(other).waits_for_reply) == (False, True)


def test_there_is_none_with_that_id() -> None:
    assert submission(7) is None


def test_an_example_tells_its_submission() -> None:
    identity, other = sent_in(), sent_in()
    assert submission_of("lund-strutar") is None
    publish(identity, {"id": "lund-strutar"}, 1, "eva")
    publish(other, {}, 1, "eva")
    assert submission_of("lund-strutar") == identity
    unpublish(identity, 2, "eva")
    assert submission_of("lund-strutar") == identity
