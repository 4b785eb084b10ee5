"""`guiden deliver` as a process: killed, stopped, twice at once, and with its database away, it loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator, List

import pytest

from bot.database import engine
from bot.migrations import migrate
from bot.settings import PROJECT_ROOT
from tests.databases import in_process_database
from tests.mail_server import MailServer
from tests.outbox.conftest import Configure
from tests.outbox.messages import SECRETS, left, make_due, put, wait_until
from tests.outbox.webhook_server import WebhookServer
from tests.postgres import Postgres

Start = Callable[..., subprocess.Popen]


@pytest.fixture
def webhooks() -> Iterator[WebhookServer]:
    with WebhookServer() as running:
        yield running


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "deliver.log"


@pytest.fixture
def start(mail_server: MailServer, webhooks: WebhookServer, configure: Configure, log: Path) -> Iterator[Start]:
    """Start the command with this process's database and all receivers; what is left running is killed."""
    started: List[subprocess.Popen] = []
    configure(
        smtp_url=mail_server.url, mail_from="guiden@example.se", slack_webhook_url=webhooks.url, log_level="DEBUG"
    )

    def run(*arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "bot.cli", "deliver", *arguments]
        with log.open("ab") as output:
            started.append(
                subprocess.Popen(command, cwd=PROJECT_ROOT, env=dict(os.environ), stdout=output, stderr=output)
            )
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


MOMENTS = ["slow_to_take", "slow_to_answer"]  # before the mail server has the message, and after


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_deliverer_that_is_killed_in_the_middle_loses_nothing(
    outbox: str, mail_server: MailServer, start: Start, moment: str
) -> None:
    put(number=3)
    setattr(mail_server, moment, 30.0)
    killed = start()
    wait_until(lambda: mail_server.connections == 1 and any(row.attempts for row in left()))
    wait_until(lambda: len(mail_server.messages) == (moment == "slow_to_answer"))
    killed.kill()
    killed.wait()
    setattr(mail_server, moment, 0.0)
    assert len(left()) == 3
    process = start()
    wait_until(lambda: len(left()) == 1)  # what the killed one had is its own for a minute
    make_due()
    wait_until(lambda: left() == [])
    stop(process)
    identities = [mail["Message-ID"] for mail in mail_server.messages]
    assert len(set(identities)) == 3
    assert len(identities) == (4 if moment == "slow_to_answer" else 3)


def test_a_mail_server_that_is_killed_in_the_middle_and_comes_back(
    outbox: str, mail_server: MailServer, start: Start
) -> None:
    put(number=2)
    mail_server.slow_to_take = 30.0
    first = start()
    wait_until(lambda: mail_server.connections == 1)
    mail_server.stop()
    wait_until(lambda: any(row.last_error for row in left()))
    stop(first)
    assert len(left()) == 2 and mail_server.messages == []
    mail_server.slow_to_take = 0.0
    mail_server.start()
    make_due()
    process = start()
    wait_until(lambda: left() == [])
    stop(process)
    assert len({mail["Message-ID"] for mail in mail_server.messages}) == len(mail_server.messages) == 2


def test_it_ends_after_the_message_that_it_is_sending(outbox: str, mail_server: MailServer, start: Start) -> None:
    put(number=3)
    mail_server.slow_to_take = 1.0
    process = start()
    wait_until(lambda: mail_server.connections == 1)
    stop(process)
    assert len(mail_server.messages) == 1
    assert [row.attempts for row in left()] == [0, 0]


def test_two_deliverers_at_once_send_each_message_once(
    outbox: str, mail_server: MailServer, webhooks: WebhookServer, start: Start
) -> None:
    both = [start(), start()]
    for _ in range(30):
        put()
        put("slack")
    wait_until(lambda: left() == [])
    for process in both:
        stop(process)
    identities = [mail["Message-ID"] for mail in mail_server.messages]
    assert len(identities) == len(set(identities)) == 30
    assert len(webhooks.posted) == 30


def test_once_sends_what_is_due_and_ends(outbox: str, mail_server: MailServer, start: Start, log: Path) -> None:
    put(number=2)
    put(recipient="ingen adress")
    assert start("--once").wait(20) == 0
    assert "Skickade: 2. Väntar: 1." in log.read_text("utf-8")
    assert len(mail_server.messages) == 2


def test_neither_messages_nor_secret_addresses_reach_the_log(
    outbox: str, mail_server: MailServer, webhooks: WebhookServer, start: Start, log: Path
) -> None:
    """Even at DEBUG, where urllib3 says what it posts to."""
    put("slack", 2)
    put(number=2)
    start("--once").wait(20)
    mail_server.refuses, webhooks.status = f"554 {SECRETS[0]}", 500
    put("slack")
    put()
    start("--once").wait(20)
    said = log.read_text("utf-8")
    assert "mottagaren svarar 500" in said and "mejlservern svarar 554" in said
    assert not any(secret in said for secret in (*SECRETS, "HEMLIGT"))


def test_once_says_that_the_database_is_away(
    empty_database: str, mail_server: MailServer, start: Start, log: Path
) -> None:
    assert start("--once").wait(20) == 1
    assert "Kör guiden migrate." in log.read_text("utf-8") and "Traceback" not in log.read_text("utf-8")


def test_a_database_that_goes_away_is_told_of_once_and_waited_for(
    mail_server: MailServer, start: Start, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Postgres() as own, in_process_database(monkeypatch, tmp_path, own.address):
        migrate()
        process = start()
        put()
        wait_until(lambda: left() == [])
        own.stop()
        wait_until(lambda: "until the database is back" in log.read_text("utf-8"))
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(5)  # it lives on, for more than two rounds
        own.start()
        engine().dispose()
        put()
        wait_until(lambda: left() == [])
        stop(process)
    assert log.read_text("utf-8").count("nothing is delivered until the database is back") == 1
    assert len(mail_server.messages) == 2
