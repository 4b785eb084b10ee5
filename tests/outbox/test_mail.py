"""E-mail as a real server receives it, and what is told when it can't be sent."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest
from aiosmtpd.smtp import AuthResult

from bot.database import now
from bot.outbox import mail
from bot.outbox.failures import PAUSE, DeliveryFailed
from bot.settings import Settings, load_settings
from tests.mail_server import MailServer
from tests.outbox.certificates import certificate, server_context
from tests.outbox.messages import RECIPIENT, SECRETS, SUBJECT, TEXT, message
from tests.ports import free_port

FROM = "Hänsynsguiden <guiden@example.se>"


def configured(url: str) -> Settings:
    return load_settings(smtp_url=url, mail_from=FROM)


def failure(chosen: Settings, **changes: Any) -> DeliveryFailed:
    """What is told of a message that can't be sent; never any of it, or to whom it was."""
    with pytest.raises(DeliveryFailed) as caught:
        mail.send(message(**changes), chosen)
    assert not any(secret in str(caught.value) for secret in SECRETS)
    return caught.value


# -- what is received -------------------------------------------------------------------------------


def test_a_message_is_received_as_it_was_written(mail_server: MailServer) -> None:
    mail.send(message(), configured(mail_server.url))
    (got,) = mail_server.messages
    assert mail_server.to == [RECIPIENT]
    assert (got["To"], got["Subject"]) == (RECIPIENT, SUBJECT)
    assert (got["From"].addresses[0].display_name, got["From"].addresses[0].addr_spec) == (
        "Hänsynsguiden", "guiden@example.se",
    )  # fmt: skip
    assert got.get_content().splitlines() == TEXT.splitlines()
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == dt.datetime(2026, 11, 28, 12, tzinfo=dt.timezone.utc)


SWEDISH = ["Ett nytt exempel från Åmål", "Å" * 300, "Räksmörgås 🦐 på " + "långt " * 100, "=?utf-8?q?lurigt?=", "", "-"]


@pytest.mark.parametrize("text", SWEDISH, ids=range(len(SWEDISH)))
def test_every_letter_arrives(mail_server: MailServer, text: str) -> None:
    mail.send(message(subject=text, text=text), configured(mail_server.url))
    (got,) = mail_server.messages
    assert (str(got["Subject"]).split(), got.get_content().strip()) == (text.split(), text.strip())


BREAKS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00"]


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_a_subject_makes_no_header_of_its_own(mail_server: MailServer, line_break: str) -> None:
    mail.send(message(subject=f"Hej{line_break}Bcc: ond@example.se"), configured(mail_server.url))
    (got,) = mail_server.messages
    assert got["Subject"] == "Hej Bcc: ond@example.se"
    assert got["Bcc"] is None and mail_server.to == [RECIPIENT]


NOT_ONE_ADDRESS = [
    "", "anna.andersson", "@example.se", "anna.andersson@", "anna.andersson@example.se, bo@example.se",
    "a b@example.se",
    "Anna <anna.andersson@example.se>", "anna.andersson@example..se", "anna.andersson@example.se\r\nBcc: bo@example.se",
    "anna.andersson@example.se\nRCPT TO:<bo@example.se>", "anna.andersson@example.se\u2028bo", "ånna@example.se",
    "anna.andersson@example.se>", "anna\x00@example.se",
]  # fmt: skip


@pytest.mark.parametrize("recipient", NOT_ONE_ADDRESS, ids=ascii)
def test_what_is_not_one_address_gets_nothing(mail_server: MailServer, recipient: str) -> None:
    told = failure(configured(mail_server.url), recipient=recipient)
    assert (str(told), told.pause) == ("mottagaren är ingen e-postadress", 0.0)
    assert mail_server.messages == []


def test_a_swedish_domain_is_written_as_every_mail_server_knows_it() -> None:
    with MailServer(enable_SMTPUTF8=False) as server:
        chosen = load_settings(smtp_url=server.url, mail_from="Guiden <guiden@räksmörgås.se>")
        mail.send(message(recipient="anna@räksmörgås.se"), chosen)
    (got,) = server.messages
    assert server.to == ["anna@xn--rksmrgs-5wao1o.se"]
    assert got["From"].addresses[0].addr_spec == "guiden@xn--rksmrgs-5wao1o.se"


SAME = message()
OTHERS = [
    message(id=2),
    message(created_at=SAME.created_at + dt.timedelta(seconds=1)),
    message(recipient="bo@example.se"),
    message(subject="Hej"),
    message(text="Hej"),
    message(submission_id=8),
]


def test_a_message_has_the_same_id_at_every_attempt_and_no_other_has_it() -> None:
    def identity(**changes: Any) -> str:
        return mail.as_mail(message(**changes), FROM)["Message-ID"]

    assert identity(attempts=5, leased_until=now()) == identity()
    assert len({mail.as_mail(each, FROM)["Message-ID"] for each in [SAME, *OTHERS]}) == len(OTHERS) + 1
    assert identity().endswith("@example.se>") and RECIPIENT not in identity()


# -- encryption and signing in ----------------------------------------------------------------------


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


SIGNED_IN = ("anna@guiden", "hem:l/gt?")


def authenticate(*arguments: Any) -> AuthResult:
    data = arguments[-1]
    return AuthResult(success=(data.login.decode(), data.password.decode()) == SIGNED_IN, handled=False)


@pytest.fixture
def strict_server(trusted: Path) -> Iterator[MailServer]:
    """One that takes messages only from those who have encrypted and signed in."""
    options: Dict[str, Any] = {"require_starttls": True, "auth_required": True, "authenticator": authenticate}
    with MailServer(tls_context=server_context(trusted), **options) as running:
        yield running


def test_encrypted_and_signed_in(strict_server: MailServer) -> None:
    login = "anna%40guiden:hem%3Al%2Fgt%3F"
    mail.send(message(), configured(f"smtp://{login}@localhost:{strict_server.port}?starttls=yes"))
    assert len(strict_server.messages) == 1


STRICT = [  # how the server is spoken to, what is told
    ("smtp://localhost:{port}", "mejlservern svarar 530"),
    ("smtp://localhost:{port}?starttls=yes", "mejlservern svarar 530"),
    ("smtp://anna:fel@localhost:{port}?starttls=yes", "mejlservern godtar inte inloggningen (535)"),
    ("smtp://anna%40guiden:hem@127.0.0.1:{port}?starttls=yes", "mejlserverns certifikat godtas inte"),
]


@pytest.mark.parametrize(("url", "why"), STRICT)
def test_a_strict_server_is_not_talked_round(strict_server: MailServer, url: str, why: str) -> None:
    assert str(failure(configured(url.format(port=strict_server.port)))) == why
    assert strict_server.messages == []


def test_encrypted_from_the_start(trusted: Path) -> None:
    with MailServer(implicit_tls=server_context(trusted)) as server:
        mail.send(message(), configured(f"smtps://localhost:{server.port}"))
    assert len(server.messages) == 1


@pytest.mark.parametrize("query", ["smtps://localhost:{port}", "smtp://localhost:{port}?starttls=yes"])
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, query: str) -> None:
    context = server_context(certificate(tmp_path))
    ways: Dict[str, ssl.SSLContext] = {"implicit_tls" if "smtps" in query else "tls_context": context}
    with MailServer(**ways) as server:  # type: ignore[arg-type]
        told = failure(configured(query.format(port=server.port)))
    assert (str(told), told.pause) == ("mejlserverns certifikat godtas inte", PAUSE)
    assert server.messages == []


def test_nothing_is_sent_unencrypted_where_encryption_was_asked_for(mail_server: MailServer) -> None:
    told = failure(configured(f"{mail_server.url}?starttls=yes"))
    assert str(told) == "mejlservern klarar inte kryptering, inloggning eller adressen"
    assert mail_server.messages == []


# -- what goes wrong --------------------------------------------------------------------------------

REFUSED = [  # what the server says to recipient and message, what is told, how long others wait
    ("", "451 try later, anna.andersson@example.se", "mejlservern svarar 451", 0.0),
    ("", "554 we don't like 'Åmål'", "mejlservern svarar 554", 0.0),
    ("", "421 shutting down", "mejlservern svarar 421", PAUSE),
    ("450 greylisted anna.andersson@example.se", "", "mejlservern svarar 450 på mottagaren", 0.0),
    ("550 no such user anna.andersson@example.se", "", "mejlservern svarar 550 på mottagaren", 0.0),
    ("421 shutting down", "", "mejlservern svarar 421 på mottagaren", PAUSE),
]


@pytest.mark.parametrize(("to_recipient", "to_message", "why", "pause"), REFUSED)
def test_a_refusal_is_told_by_its_number(
    mail_server: MailServer, to_recipient: str, to_message: str, why: str, pause: float
) -> None:
    mail_server.refuses_recipients, mail_server.refuses = to_recipient, to_message
    told = failure(configured(mail_server.url))
    assert (str(told), told.pause) == (why, pause)


def test_a_server_that_is_away() -> None:
    told = failure(configured(f"smtp://127.0.0.1:{free_port()}"))
    assert (str(told), told.pause) == ("mejlservern går inte att nå", PAUSE)


def test_a_server_that_hangs_up_in_the_middle(mail_server: MailServer) -> None:
    mail_server.hangs_up = True
    told = failure(configured(mail_server.url))
    assert (str(told), told.pause) == ("mejlservern bröt förbindelsen", PAUSE)


def test_a_server_that_is_silent_in_the_middle(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.3)
    mail_server.slow_to_take = 2.0
    assert str(failure(configured(mail_server.url))) == "mejlservern svarar inte i tid"


def test_a_server_that_says_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = failure(configured(f"smtp://127.0.0.1:{silent.getsockname()[1]}"))
    assert (str(told), told.pause) == ("mejlservern svarar inte i tid", PAUSE)


def test_no_server_at_all() -> None:
    told = failure(load_settings())
    assert (str(told), told.pause) == ("ingen mejlserver är inställd: GUIDEN_SMTP_URL är tom", PAUSE)


def test_ten_seconds_are_given() -> None:
    assert mail.TIMEOUT == 10.0
