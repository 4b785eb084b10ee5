"""Trying a question: what the running assistant says, and what is said when it can't."""

from __future__ import annotations

import http.server
import json
import threading
import time
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.database import session_scope
from bot.review import sessions
from bot.review.app import create_app
from bot.review.asking import NotRunning, Refused, ask
from bot.settings import load_settings
from bot.statistics.models import TurnCountRow
from bot.submissions.models import FeedbackRow
from tests.databases import in_process_database
from tests.ports import free_port
from tests.review.content_samples import MARKUP, SHOWN
from tests.review.page_forms import main_form, send
from tests.review.servers import COOKIE, count


def client_of(port: int) -> FlaskClient:
    client = create_app(load_settings(port=port, host="0.0.0.0")).test_client()
    client.set_cookie(COOKIE, sessions.begin("Runa Redaktör", "editor", 60))
    return client


@pytest.fixture
def client(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """An editor of the running assistant, whose database this process shares meanwhile."""
    with in_process_database(monkeypatch, tmp_path, servers.database):
        yield client_of(servers.port)


SAID = [
    ("vad är IOP?", ["svar ur svarsbanken", "Ett idéburet offentligt partnerskap", 'href="/answers/iop_definition"']),
    ("exempel på städ i Västra Götaland", ["Slag: exempel", "Servicekompaniet", "review-chat__card"]),
    ("jag vill skicka in ett exempel", ["formuläret för att skicka in exempel"]),
    ("hej", ["Slag: småprat"]),
    (MARKUP, [SHOWN]),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_the_assistant_says_is_shown(client: FlaskClient, text: str, said: list) -> None:
    page = send(client, "/try", message=text)
    assert page.status_code == 200 and [each for each in said if each not in page.text] == []
    assert main_form(page.text)["message"] == [text] and "<script>alert" not in page.text


def test_every_try_is_a_conversation_of_its_own(client: FlaskClient) -> None:
    assert "Västra Götaland" in send(client, "/try", message="exempel på städ i Västra Götaland").text
    assert "Ta bort: Västra Götalandsregionen" not in send(client, "/try", message="bara tjänster").text


def kept() -> Tuple[int, int]:
    """How many turns are counted, and how many opinions there are."""
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.sum(TurnCountRow.count))) or 0, count(session, FeedbackRow)


def test_a_try_is_nobodys_question_or_opinion(client: FlaskClient, servers: Servers) -> None:
    before = kept()
    for text in ("sidan hjälpte mig inte", "jag vill rapportera ett fel på sidan", "vad är IOP?"):
        assert send(client, "/try", message=text).status_code == 200
    WebVisitor(servers.address).say("sidan hjälpte mig inte")  # turns are counted in order, and this is the last one
    deadline = time.monotonic() + 10
    while kept()[0] == before[0] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert kept() == (before[0] + 1, before[1] + 1)


REFUSED = [("  ", "Skriv ett meddelande."), ("/restart", "snedstreck"), ("x" * 1001, "Meddelandet är 1001 tecken.")]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_the_assistant_refuses_is_told_at_the_field(client: FlaskClient, text: str, said: str) -> None:
    page = send(client, "/try", message=text)
    assert page.status_code == 400 and said in page.text and '<a href="#message">' in page.text
    assert "Så svarar assistenten" not in page.text


def test_an_assistant_that_is_not_running(database: str) -> None:
    page = send(client_of(free_port()), "/try", message="vad är IOP?")
    assert page.status_code == 503 and "Assistenten svarar inte" in page.text and "Vänta en minut" in page.text
    assert main_form(page.text)["message"] == ["vad är IOP?"]


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        status, body = self.server.answers[urlsplit(self.path).path.rpartition("/")[2]]  # type: ignore[attr-defined]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


TOKEN = (200, b'{"token": "t", "expires_in": 1}')
OTHERS = [
    ({"session": (200, b"<html>")}, NotRunning),
    ({"session": (502, b"Bad gateway")}, NotRunning),
    ({"session": (500, b"[]")}, NotRunning),
    ({"session": TOKEN, "messages": (404, b'{"error": {}}')}, NotRunning),
    ({"session": TOKEN, "messages": (429, json.dumps({"error": {"message": "Vänta."}}).encode())}, Refused),
]


@pytest.mark.parametrize(("answers", "error"), OTHERS)
def test_something_else_at_its_address(answers: Dict[str, Tuple[int, bytes]], error: type) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _Answers) as server:
        server.answers = answers  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(error):
            ask(load_settings(port=server.server_port), "hej")
        server.shutdown()
