"""What Slack and Teams are sent, and what is told when they don't take it."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from email.utils import format_datetime
from typing import Any, Callable, Dict, Iterator

import pytest

from bot.outbox import webhooks
from bot.outbox.failures import PAUSE, DeliveryFailed
from bot.outbox.webhooks import send_to_slack, send_to_teams
from bot.settings import Settings, load_settings
from tests.outbox.messages import SECRETS, message
from tests.outbox.webhook_server import WebhookServer
from tests.ports import free_port

SUBJECT = "Nytt exempel att granska"
TEXT = "Ett nytt exempel från Åmål.\nLäs det här: https://guiden.example.se/submissions/7\n\nHej då"
WAYS = [send_to_slack, send_to_teams]
Send = Callable[[Any, Settings], None]


@pytest.fixture
def server() -> Iterator[WebhookServer]:
    with WebhookServer() as running:
        yield running


def configured(url: str) -> Settings:
    return load_settings(slack_webhook_url=url, teams_webhook_url=url)


def failure(send: Send, url: str) -> DeliveryFailed:
    """What is told; never where it should have gone, or what was in it."""
    with pytest.raises(DeliveryFailed) as caught:
        send(message(), configured(url))
    assert not any(secret in str(caught.value) for secret in (*SECRETS, "HEMLIGT", "127.0.0.1"))
    assert caught.value.__suppress_context__ or caught.value.__context__ is None  # whose text has the address
    return caught.value


# -- what is sent -----------------------------------------------------------------------------------


def test_slack_gets_words_and_links(server: WebhookServer) -> None:
    send_to_slack(message("slack", subject=SUBJECT, text=TEXT), configured(server.url))
    (body,) = server.posted
    assert body["text"] == f"{SUBJECT}\n{TEXT}"
    assert (body["mrkdwn"], body["unfurl_links"], body["unfurl_media"]) == (False, False, False)


SLACK = [
    ("<!channel> & <@U123> <https://ond.example.se|klicka>", "&lt;!channel&gt; &amp; &lt;@U123&gt; &lt;https://ond"),
    ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
    ("*fet* _kursiv_ ~struken~ `kod`", "*fet* _kursiv_ ~struken~ `kod`"),
]


@pytest.mark.parametrize(("text", "sent"), SLACK)
def test_slack_is_given_nothing_to_obey(text: str, sent: str) -> None:
    body = webhooks.slack_body("x", text)
    assert body["text"].startswith(f"x\n{sent}") and not {"<", ">"} & set(body["text"])


def test_teams_gets_a_card(server: WebhookServer) -> None:
    server.status = 202  # as a flow answers
    send_to_teams(message("teams", subject=SUBJECT, text=TEXT), configured(server.url))
    (body,) = server.posted
    assert body["type"] == "message"
    (attachment,) = body["attachments"]
    assert (attachment["contentType"], attachment["contentUrl"]) == ("application/vnd.microsoft.card.adaptive", None)
    card = attachment["content"]
    assert (card["type"], card["version"], card["fallbackText"]) == ("AdaptiveCard", "1.4", SUBJECT)
    assert [run["text"] for block in card["body"] for run in block["inlines"]] == [
        SUBJECT,
        "Ett nytt exempel från Åmål.",
        "Läs det här: https://guiden.example.se/submissions/7",
        "Hej då",
    ]
    assert card["actions"] == [
        {"type": "Action.OpenUrl", "title": "Öppna", "url": "https://guiden.example.se/submissions/7"}
    ]


def test_teams_shows_text_as_it_is_written() -> None:
    """A TextBlock would take it for Markdown."""
    card = webhooks.teams_body("x", "**fet** [klicka](javascript:alert(1)) <at>alla</at>")["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert {run["type"] for block in card["body"] for run in block["inlines"]} == {"TextRun"}
    assert card["actions"] == []


# -- what goes wrong --------------------------------------------------------------------------------

SOON = format_datetime(dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=1))
ANSWERS = [  # status, headers, what is told, shortest and longest pause
    (400, {}, "mottagaren svarar 400", PAUSE, PAUSE),
    (404, {}, "mottagaren svarar 404", PAUSE, PAUSE),
    (500, {}, "mottagaren svarar 500", PAUSE, PAUSE),
    (302, {"Location": "http://127.0.0.1:9/"}, "mottagaren svarar 302", PAUSE, PAUSE),
    (429, {"Retry-After": "7"}, "mottagaren svarar 429", 7.0, 7.0),
    (429, {"Retry-After": SOON}, "mottagaren svarar 429", 1.0, 3600.0),
    (429, {"Retry-After": "Sat, 01 Jan 2000 00:00:00 GMT"}, "mottagaren svarar 429", 0.0, 0.0),
    (429, {"Retry-After": "9" * 30}, "mottagaren svarar 429", 86400.0, 86400.0),
    (429, {"Retry-After": "snart"}, "mottagaren svarar 429", PAUSE, PAUSE),
    (429, {}, "mottagaren svarar 429", PAUSE, PAUSE),
]


@pytest.mark.parametrize("send", WAYS)
@pytest.mark.parametrize(("status", "headers", "why", "shortest", "longest"), ANSWERS)
def test_an_answer_is_told_by_its_number(
    server: WebhookServer, send: Send, status: int, headers: Dict[str, str], why: str, shortest: float, longest: float
) -> None:
    server.status, server.headers = status, headers
    told = failure(send, server.url)
    assert str(told) == why
    assert shortest <= told.pause <= longest


@pytest.mark.parametrize("send", WAYS)
def test_a_closed_port_and_a_closed_connection(server: WebhookServer, send: Send) -> None:
    server.hangs_up = True
    for url in (server.url, f"http://127.0.0.1:{free_port()}/HEMLIGT"):
        told = failure(send, url)
        assert (str(told), told.pause) == ("mottagaren går inte att nå", PAUSE)


@pytest.mark.parametrize("send", WAYS)
def test_a_receiver_that_is_silent(server: WebhookServer, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    assert webhooks.TIMEOUT == 10.0
    monkeypatch.setattr(webhooks, "TIMEOUT", 0.2)
    server.slow = 1.0
    assert str(failure(send, server.url)) == "mottagaren svarar inte i tid"


@pytest.mark.parametrize("send", WAYS)
def test_a_receiver_whose_certificate_is_none(send: Send) -> None:
    with WebhookServer() as plain:
        told = failure(send, plain.url.replace("http:", "https:"))
    assert (str(told), told.pause) == ("mottagarens certifikat godtas inte", PAUSE)


NOT_SET = [(send_to_slack, "GUIDEN_SLACK_WEBHOOK_URL"), (send_to_teams, "GUIDEN_TEAMS_WEBHOOK_URL")]


@pytest.mark.parametrize(("send", "variable"), NOT_SET)
def test_no_address_at_all(send: Send, variable: str) -> None:
    assert str(failure(send, "")) == f"ingen adress är inställd: {variable} är tom"


def test_an_endless_answer_is_not_waited_for() -> None:
    """Its status says all."""
    with socket.create_server(("127.0.0.1", 0)) as endless:
        url = f"http://127.0.0.1:{endless.getsockname()[1]}/HEMLIGT"
        endless.settimeout(10)

        def answer() -> None:
            connection, _ = endless.accept()
            connection.recv(100_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nok")

        thread = threading.Thread(target=answer)
        thread.start()
        send_to_slack(message("slack"), configured(url))
        thread.join(10)
