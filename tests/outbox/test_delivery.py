"""What is due is sent, what fails is kept and tried again later, and one receiver's trouble is not another's."""

from __future__ import annotations

import logging
import threading
import time
from typing import Iterator

import pytest

from bot.migrations import migrate
from bot.outbox import delivery, mail, store
from bot.outbox.delivery import Deliverer, deliver_due, deliver_forever, wait_after
from tests.mail_server import MailServer
from tests.outbox.conftest import Configure
from tests.outbox.messages import RECIPIENT, SECRETS, SUBJECT, left, let_pass, make_due, put, wait_until
from tests.outbox.webhook_server import WebhookServer


@pytest.fixture
def receivers(mail_server: MailServer, configure: Configure) -> Iterator[WebhookServer]:
    """The mail server and one HTTP server are what is configured."""
    with WebhookServer() as webhooks:
        configure(
            smtp_url=mail_server.url, mail_from="Hänsynsguiden <guiden@example.se>",
            slack_webhook_url=webhooks.url, teams_webhook_url=webhooks.url,
        )  # fmt: skip
        yield webhooks


def test_everything_that_is_due_is_sent_once(outbox: str, mail_server: MailServer, receivers: WebhookServer) -> None:
    for kind in ("email", "slack", "teams"):
        put(kind, 2)
    assert deliver_due() == 6
    assert deliver_due() == 0
    assert (len(mail_server.messages), len(receivers.posted)) == (2, 4)
    assert left() == []


@pytest.mark.parametrize("answer", ["451 try later", "554 never anna.andersson@example.se"])
def test_a_refused_message_stays_until_it_is_taken(
    outbox: str, mail_server: MailServer, receivers: WebhookServer, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    put()
    mail_server.refuses = answer
    for attempt in range(1, 4):
        assert deliver_due() == 0
        (row,) = left()
        assert (row.attempts, row.last_error) == (attempt, f"mejlservern svarar {answer[:3]}")
        assert deliver_due() == 0 and left() == [row]  # it isn't due yet
        let_pass(hours=1.1)
    assert (store.waiting().total, store.waiting().stuck) == (1, 1)
    mail_server.refuses = ""
    assert deliver_due() == 1
    assert left() == [] and len(mail_server.messages) == 1
    assert "waits after attempt 3: mejlservern svarar" in caplog.text
    assert not any(secret in caplog.text for secret in SECRETS)


def test_a_message_that_fails_does_not_stop_the_others(
    outbox: str, mail_server: MailServer, receivers: WebhookServer
) -> None:
    put(recipient="ingen adress")
    put()
    assert deliver_due() == 1
    assert [row.last_error for row in left()] == ["mottagaren är ingen e-postadress"]


def test_a_fault_of_our_own_keeps_the_message_and_tells_nothing_of_it(
    outbox: str, receivers: WebhookServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"{RECIPIENT} {SUBJECT}")

    monkeypatch.setitem(delivery._SEND, "email", broken)
    put()
    put("slack")
    assert deliver_due() == 1
    assert [row.last_error for row in left()] == ["internt fel (RuntimeError)"]
    assert not any(secret in caplog.text for secret in SECRETS)


def test_a_mail_server_that_is_away_is_asked_once_and_keeps_nobody_else_waiting(
    outbox: str, mail_server: MailServer, receivers: WebhookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliverer = Deliverer()
    put(number=5)
    put("slack", 2)
    mail_server.stop()
    assert deliver_due() == 2 and len(receivers.posted) == 2
    assert sorted(row.attempts for row in left()) == [0, 0, 0, 0, 1]
    mail_server.start()
    let_pass(hours=1)
    assert deliverer.deliver_due() == 5
    assert left() == [] and len(mail_server.messages) == 5


def test_a_receiver_that_asks_to_be_left_alone_is(
    outbox: str, receivers: WebhookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receivers.status, receivers.headers = 429, {"Retry-After": "1000"}
    clock = [5000.0]
    monkeypatch.setattr(delivery.time, "monotonic", lambda: clock[0])
    deliverer = Deliverer()
    put("slack", 3)
    assert deliverer.deliver_due() == 0 and len(receivers.times) == 1
    (first, *others) = left()
    assert (first.next_attempt_at - first.created_at).total_seconds() >= 1000
    clock[0] += 999
    receivers.status = 200
    assert deliverer.deliver_due() == 0 and len(receivers.times) == 1
    clock[0] += 1
    assert deliverer.deliver_due() == 2
    assert [row.id for row in left()] == [first.id]


def test_a_server_that_dies_after_taking_a_message_gets_it_again_with_the_same_id(
    outbox: str, mail_server: MailServer, receivers: WebhookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.3)
    mail_server.slow_to_answer = 3.0
    put()
    assert deliver_due() == 0
    mail_server.slow_to_answer = 0.0
    make_due()
    assert deliver_due() == 1 and left() == []
    first, second = mail_server.messages
    assert first["Message-ID"] == second["Message-ID"] and first["Date"] == second["Date"]


WAITS = [(1, 15, 30), (2, 30, 60), (3, 60, 120), (7, 960, 1920), (8, 1800, 3600), (9, 1800, 3600), (10_000, 1800, 3600)]


@pytest.mark.parametrize(("attempts", "shortest", "longest"), WAITS)
def test_waits_grow_to_an_hour_and_differ(attempts: int, shortest: float, longest: float) -> None:
    waits = [wait_after(attempts) for _ in range(200)]
    assert shortest <= min(waits) and max(waits) <= longest
    assert max(waits) - min(waits) > (longest - shortest) / 2


def test_it_stops_between_two_messages(outbox: str, mail_server: MailServer, receivers: WebhookServer) -> None:
    put(number=3)
    assert Deliverer().deliver_due(lambda: len(mail_server.messages) == 2) == 2
    assert [row.attempts for row in left()] == [0]


# -- the loop ---------------------------------------------------------------------------------------


@pytest.fixture
def deliverer(monkeypatch: pytest.MonkeyPatch, receivers: WebhookServer) -> Iterator[None]:
    """Delivers until the test is over."""
    monkeypatch.setattr(delivery, "POLL_SECONDS", 0.05)
    stop = threading.Event()
    thread = threading.Thread(target=deliver_forever, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.usefixtures("outbox", "deliverer")
def test_messages_are_sent_as_they_come(receivers: WebhookServer) -> None:
    for number in range(1, 4):
        put("slack")
        wait_until(lambda number=number: len(receivers.posted) == number)
    wait_until(lambda: left() == [])


@pytest.mark.usefixtures("empty_database", "deliverer")
def test_a_database_without_tables_is_told_of_once_and_waited_for(
    receivers: WebhookServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wait_until(lambda: "guiden migrate" in caplog.text)
    time.sleep(0.5)  # ten rounds
    migrate()
    put("slack")
    wait_until(lambda: len(receivers.posted) == 1 and left() == [])
    away, back = [record.message for record in caplog.records if record.name == delivery.__name__]
    assert away.startswith("nothing is delivered until the database is back: Databasen saknar tabeller")
    assert back == "the database is back"
