"""A message exists exactly if what it is about does, is one deliverer's at a time, and goes only when delivered."""

from __future__ import annotations

import datetime as dt
import threading
from typing import List

import pytest

from bot.database import now, session_scope
from bot.outbox import store
from bot.outbox.store import Message, Waiting
from tests.outbox.messages import RECIPIENT, SUBJECT, TEXT, left, let_pass, put

pytestmark = pytest.mark.usefixtures("outbox")
KINDS = ("email", "slack", "teams")


def claimed(kinds: tuple = KINDS) -> Message:
    found = store.claim(kinds)
    assert found is not None
    return found


def test_a_message_is_kept_as_it_was_put_in_and_is_due_at_once() -> None:
    put()
    found = claimed()
    assert (found.kind, found.recipient, found.subject, found.text) == ("email", RECIPIENT, SUBJECT, TEXT)
    assert (found.submission_id, found.attempts) == (7, 1)


def test_a_message_is_gone_with_the_transaction_that_it_was_put_in_by() -> None:
    with pytest.raises(ZeroDivisionError), session_scope() as session:
        store.add(session, "email", RECIPIENT, SUBJECT, TEXT)
        session.flush()
        raise ZeroDivisionError
    assert left() == []


def test_a_claimed_message_is_nobody_elses_until_its_lease_runs_out() -> None:
    put()
    first = claimed()
    assert store.claim(KINDS) is None
    let_pass(hours=1)
    second = claimed()
    assert (second.id, second.attempts, second.reference != "") == (first.id, 2, True)
    assert store.claim(KINDS) is None


@pytest.mark.parametrize("kinds", [("slack", "teams"), ()])
def test_other_kinds_are_left(kinds: tuple) -> None:
    put("email")
    assert store.claim(kinds) is None


def test_the_one_that_has_been_due_for_longest_comes_first() -> None:
    put(text="1")
    let_pass(hours=1)
    put(text="2")
    put(text="3")
    assert [claimed().text for _ in range(3)] == ["1", "2", "3"]


def test_delivered_is_gone_and_failed_waits() -> None:
    put(number=2)
    first, second = claimed(), claimed()
    store.delivered(first)
    store.failed(second, "mejlservern svarar 451", 90.0)
    (row,) = left()
    assert (row.id, row.attempts, row.last_error) == (second.id, 1, "mejlservern svarar 451")
    assert dt.timedelta(seconds=85) < row.next_attempt_at - now() <= dt.timedelta(seconds=91)
    assert store.claim(KINDS) is None


@pytest.mark.parametrize("late", [store.delivered, lambda old: store.failed(old, "för sent", 1.0)])
def test_who_is_late_touches_neither_anothers_claim_nor_a_new_message_with_the_same_number(late) -> None:
    """SQLite gives the number of the last row that was deleted to the next one."""
    put()
    old = claimed()
    let_pass(hours=1)
    again = claimed()
    late(old)
    assert [row.next_attempt_at for row in left()] == [again.leased_until]
    store.delivered(again)
    put()
    before = left()
    late(old)
    assert left() == before and len(before) == 1


def test_each_message_is_claimed_once_however_many_try() -> None:
    put(number=40)
    taken: List[int] = []

    def take() -> None:
        while (found := store.claim(KINDS)) is not None:
            taken.append(found.id)
            store.delivered(found)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == len(set(taken)) == 40
    assert left() == []


def test_what_waits_is_counted_and_what_waits_too_long_is_told_with_why() -> None:
    assert store.waiting() == Waiting(0, 0, None, None)
    put()
    oldest = store.waiting().oldest
    assert oldest is not None and dt.timedelta(0) <= now() - oldest < dt.timedelta(minutes=1)
    assert store.waiting() == Waiting(1, 0, None, oldest)
    store.failed(claimed(), "mejlservern går inte att nå", 10.0)
    let_pass(hours=0.9)
    assert store.waiting() == Waiting(1, 0, None, oldest - dt.timedelta(hours=0.9))
    let_pass(hours=0.2)
    put(number=2)
    assert store.waiting() == Waiting(3, 1, "mejlservern går inte att nå", oldest - dt.timedelta(hours=1.1))
