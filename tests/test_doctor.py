"""Finding out what is wrong: always a Swedish sentence that says how to mend it."""

from __future__ import annotations

import contextlib
import http.server
import os
import socket
import threading
from pathlib import Path
from typing import Dict, Iterator, List

import pytest

from bot.conversations.slack.workspace import SlackWorkspace
from bot.conversations.teams.microsoft import Microsoft
from bot.doctor import Finding, examine
from bot.migrations import migrate
from bot.settings import settings
from tests.ports import free_port
from tests.redis_server import RedisServer


def bad(findings: List[Finding]) -> List[str]:
    return [finding.text for finding in findings if not finding.well]


def examine_now(monkeypatch: pytest.MonkeyPatch, **environment: str) -> List[Finding]:
    for name in ("GUIDEN_PORT", "GUIDEN_REVIEW_PORT"):
        monkeypatch.setenv(name, str(free_port()))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    return examine(settings())


def test_nothing_is_wrong_with_a_database_with_content(
    database: str, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.doctor.is_surely_fresh", lambda chosen: True)
    found = examine_now(monkeypatch)
    assert bad(found) == []
    assert any("svar" in finding.text and "exempel" in finding.text for finding in found)


def test_doctor_misses_the_tables(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = bad(examine_now(monkeypatch))
    assert any("saknar tabeller" in text and "guiden migrate" in text for text in wrong)
    assert any("Innehållet går inte att läsa" in text and "guiden import" in text for text in wrong)


def test_doctor_misses_the_content(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate()
    wrong = bad(examine_now(monkeypatch))
    assert "Innehåll saknas. Kör guiden import." in wrong
    assert not any("Databasen" in text for text in wrong)


def test_doctor_misses_the_model(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    wrong = bad(examine_now(monkeypatch, GUIDEN_MODELS_DIR=str(tmp_path / "models")))
    assert wrong == ["Det finns ingen tränad modell. Kör guiden train."]


def test_doctor_sees_an_old_model(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "models" / "old.tar.gz"
    old.parent.mkdir()
    old.touch()
    os.utime(old, (0, 0))
    (wrong,) = bad(examine_now(monkeypatch, GUIDEN_MODELS_DIR=str(old.parent)))
    assert "old.tar.gz är äldre än träningsdata" in wrong and "guiden train" in wrong


def test_doctor_asks_redis_where_it_is_set(
    database: str, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any("Redis används inte" in text for well, text in examine_now(monkeypatch) if well)
    found = examine_now(monkeypatch, GUIDEN_REDIS_URL=redis_server.address)
    assert Finding(True, "Redis svarar.") in found
    away = f"redis://:hemligt@127.0.0.1:{free_port()}/0"
    wrong = [text for text in bad(examine_now(monkeypatch, GUIDEN_REDIS_URL=away)) if "Redis" in text]
    assert len(wrong) == 1 and "ConnectionError" in wrong[0] and "GUIDEN_REDIS_URL" in wrong[0]
    assert "hemligt" not in wrong[0]


@contextlib.contextmanager
def answering(status: int, body: str) -> Iterator[str]:
    """Something that answers every request so; its port."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Nothing needs to be said."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield str(server.server_port)
        server.shutdown()


@pytest.mark.parametrize(("status", "well", "told"), [(200, True, "svarar."), (503, False, "svarar inte (HTTPError)")])
def test_doctor_asks_the_actions_where_they_are_processes_of_their_own(
    database: str, monkeypatch: pytest.MonkeyPatch, status: int, well: bool, told: str
) -> None:
    with answering(status, "") as port:
        found = examine_now(monkeypatch, GUIDEN_ACTIONS_URL=f"http://127.0.0.1:{port}/webhook")
    assert [finding.well for finding in found if f"Handlingarna {told}" in finding.text] == [well]


def test_doctor_misses_the_actions(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("Handlingarna körs i samma process" in text for well, text in examine_now(monkeypatch) if well)
    away = f"http://127.0.0.1:{free_port()}/webhook"
    wrong = [text for text in bad(examine_now(monkeypatch, GUIDEN_ACTIONS_URL=away)) if "Handlingarna" in text]
    assert len(wrong) == 1 and "URLError" in wrong[0] and "GUIDEN_ACTIONS_URL" in wrong[0]


def test_doctor_sees_an_assistant_that_is_not_ready(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(503, '{"model":true,"database":true,"actions":false}') as port:
        wrong = bad(examine_now(monkeypatch, GUIDEN_PORT=port))
    assert any("Assistenten är inte redo" in text and '"actions":false' in text for text in wrong)


# -- the review pages ---------------------------------------------------------------------------------------------

ISSUER, CLIENT, SECRET, ADDRESS = NAMES = (
    "GUIDEN_OIDC_ISSUER", "GUIDEN_OIDC_CLIENT_ID", "GUIDEN_OIDC_CLIENT_SECRET", "GUIDEN_REVIEW_URL"
)  # fmt: skip
COMPLETE = dict(zip(NAMES, ("https://konto.example.se", "guiden", "hemligt", "https://redaktion.example.se")))

SIGN_IN = [  # the settings that there are, those that are missing
    ([], []),
    ([ADDRESS], []),
    ([ISSUER, CLIENT, SECRET, ADDRESS], []),
    ([ISSUER], [CLIENT, SECRET, ADDRESS]),
    ([ISSUER, CLIENT, ADDRESS], [SECRET]),
    ([ISSUER, SECRET, ADDRESS], [CLIENT]),
    ([ISSUER, CLIENT, SECRET], [ADDRESS]),
    ([CLIENT, SECRET, ADDRESS], [ISSUER]),
]


@pytest.mark.parametrize(("there", "missing"), SIGN_IN)
def test_doctor_misses_what_signing_in_needs(
    database: str, monkeypatch: pytest.MonkeyPatch, there: List[str], missing: List[str]
) -> None:
    monkeypatch.setattr("bot.doctor.is_surely_fresh", lambda chosen: True)
    found = examine_now(monkeypatch, **{name: COMPLETE[name] for name in there})
    wrong = [text for text in bad(found) if "OpenID Connect" in text]
    if missing:
        (text,) = wrong
        assert f": {', '.join(missing)} saknas. Sätt det som saknas" in text
    else:
        assert wrong == []
        how = "OpenID Connect hos https://konto.example.se" if ISSUER in there else "en adress som fungerar en gång"
        assert any(f"Redaktionen loggar in med {how}" in text for _, text in found)
    assert not any("hemligt" in text for _, text in found)


def test_doctor_misses_the_style_sheet(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.REVIEW_STYLE_SHEET", tmp_path / "review.css")
    assert "Redaktionens sidor har ingen stilmall. Kör scripts/build_review.sh." in bad(examine_now(monkeypatch))


ANSWERS = [
    (200, '{"database": true}\n', True, "svarar på port {port}"),
    (503, '{"database": false}\n', False, "port {port} når inte databasen. Läs deras logg"),
    (200, "<h1>It works!</h1>", False, "GUIDEN_REVIEW_PORT"),
    (404, "", False, "GUIDEN_REVIEW_PORT"),
]


@pytest.mark.parametrize(("status", "body", "well", "told"), ANSWERS)
def test_doctor_sees_what_answers_on_the_review_port(
    database: str, monkeypatch: pytest.MonkeyPatch, status: int, body: str, well: bool, told: str
) -> None:
    with answering(status, body) as port:
        found = examine_now(monkeypatch, GUIDEN_REVIEW_PORT=port)
    assert [finding.well for finding in found if told.format(port=port) in finding.text] == [well]


def test_doctor_sees_what_is_no_web_server_on_the_review_port(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        busy_port = silent.getsockname()[1]
        wrong = bad(examine_now(monkeypatch, GUIDEN_REVIEW_PORT=str(busy_port)))
    assert any(f"På port {busy_port} svarar något annat" in text and "GUIDEN_REVIEW_PORT" in text for text in wrong)


def test_review_pages_that_are_not_started_are_nothing_wrong(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = examine_now(monkeypatch)
    assert [finding.well for finding in found if "Redaktionens sidor är inte startade" in finding.text] == [True]


@pytest.fixture
def platforms() -> Iterator[Dict[str, str]]:
    """What makes the assistant use the stand-ins for Microsoft and Slack."""
    with Microsoft() as microsoft, SlackWorkspace() as slack:
        yield {**microsoft.environment, **slack.environment}


UNUSED = "11111111-1111-4111-8111-111111111111"
NOT_LET_IN = {
    "Teams, another app": ({"GUIDEN_TEAMS_APP_ID": UNUSED}, "Microsoft släpper inte in", "GUIDEN_TEAMS_APP_SECRET"),
    "Teams, nobody there": ({"GUIDEN_TEAMS_LOGIN_URL": "http://127.0.0.1:9"}, "could not be fetched", "når nätet"),
    "Slack, another token": ({"GUIDEN_SLACK_BOT_TOKEN": "xoxb-1"}, "invalid_auth", "GUIDEN_SLACK_BOT_TOKEN"),
    "Slack, nobody there": ({"GUIDEN_SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack släpper inte in", "når nätet"),
}


def test_teams_and_slack_let_the_assistant_in(
    database: str, platforms: Dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [finding.text for finding in examine_now(monkeypatch, **platforms) if finding.well]
    assert {"Microsoft släpper in assistenten i Teams.", "Slack släpper in assistenten."} <= set(found)


@pytest.mark.parametrize(("wrong", "why", "mending"), NOT_LET_IN.values(), ids=NOT_LET_IN.keys())
def test_doctor_says_who_does_not_let_the_assistant_in(
    wrong: Dict[str, str],
    why: str,
    mending: str,
    database: str,
    platforms: Dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = bad(examine_now(monkeypatch, **{**platforms, **wrong}))
    assert [text for text in found if why in text and mending in text]
