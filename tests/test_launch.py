"""Starting, and finding out why it can't start: always a Swedish sentence that says what to do."""

from __future__ import annotations

import http.server
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Callable, Dict, Iterator, List

import pytest

from bot.doctor import Finding, examine
from bot.launch import LaunchFailed, launch
from bot.migrations import migrate
from bot.settings import PROJECT_ROOT, SettingsError, load_settings, settings
from tests.ports import free_port

Guiden = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def guiden(tmp_path: Path) -> Guiden:
    """The command, in a process and a state folder of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=PROJECT_ROOT,
            env={**os.environ, "GUIDEN_STATE_DIR": str(tmp_path / "state"), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )

    return run


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


# -- guiden run ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["GUIDEN_PORT", "GUIDEN_ACTIONS_PORT"])
def test_a_port_in_use_is_named_with_its_variable(guiden: Guiden, busy_port: int, variable: str) -> None:
    ports = {"GUIDEN_PORT": str(free_port()), "GUIDEN_ACTIONS_PORT": str(free_port()), variable: str(busy_port)}
    done = guiden("run", **ports)
    assert done.returncode != 0
    assert f"Port {busy_port} används redan" in done.stdout
    assert f"{variable}={busy_port + 1} make run" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_port_taken_on_every_address_is_in_use() -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        with pytest.raises(LaunchFailed, match="GUIDEN_PORT="):
            launch(load_settings(port=taken.getsockname()[1]))


def test_the_two_ports_must_differ() -> None:
    port = free_port()
    with pytest.raises(LaunchFailed, match="GUIDEN_PORT och GUIDEN_ACTIONS_PORT"):
        launch(load_settings(port=port, actions_port=port))


def unreachable_databases(folder: Path) -> Dict[str, str]:
    (folder / "file").touch()
    return {
        "PostgreSQL is away": f"postgresql://guiden@127.0.0.1:{free_port()}/guiden",
        "no such folder": f"sqlite:///{folder / 'file' / 'folder' / 'guiden.db'}",
        "a folder is in the way": f"sqlite:///{folder}",
    }


UNREACHABLE = ["PostgreSQL is away", "no such folder", "a folder is in the way"]


@pytest.mark.parametrize("which", UNREACHABLE)
def test_a_database_that_is_away_stops_the_start(guiden: Guiden, tmp_path: Path, which: str) -> None:
    ports = {"GUIDEN_PORT": str(free_port()), "GUIDEN_ACTIONS_PORT": str(free_port())}
    done = guiden("run", DATABASE_URL=unreachable_databases(tmp_path)[which], **ports)
    assert done.returncode != 0
    assert "Databasen svarar inte" in done.stdout and "DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stdout


# -- guiden doctor ------------------------------------------------------------------------------------------------


def bad(findings: List[Finding]) -> List[str]:
    return [finding.text for finding in findings if not finding.well]


def examine_now(monkeypatch: pytest.MonkeyPatch, **environment: str) -> List[Finding]:
    monkeypatch.setenv("GUIDEN_PORT", str(free_port()))
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


@pytest.mark.parametrize("which", UNREACHABLE)
def test_doctor_finds_the_database_away(guiden: Guiden, tmp_path: Path, which: str) -> None:
    done = guiden("doctor", DATABASE_URL=unreachable_databases(tmp_path)[which])
    assert done.returncode != 0
    assert "✗ Databasen svarar inte" in done.stdout and "Kontrollera DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stdout


class _NotReady(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()
        self.wfile.write(b'{"model":true,"database":true,"actions":false}')

    def log_message(self, *_: object) -> None:
        """Nothing needs to be said."""


def test_doctor_sees_an_assistant_that_is_not_ready(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _NotReady) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        wrong = bad(examine_now(monkeypatch, GUIDEN_PORT=str(server.server_port)))
        server.shutdown()
    assert any("Assistenten är inte redo" in text and '"actions":false' in text for text in wrong)


# -- settings -----------------------------------------------------------------------------------------------------

WRONG = [
    ("GUIDEN_PORT", "abc"),
    ("GUIDEN_PORT", "0"),
    ("GUIDEN_PORT", "65536"),
    ("GUIDEN_ACTIONS_PORT", ""),
    ("GUIDEN_SESSION_MINUTES", "-1"),
    ("GUIDEN_ANSWER_TIMEOUT_SECONDS", "0"),
    ("GUIDEN_LOG_LEVEL", "LOUD"),
    ("DATABASE_URL", "mysql://guiden@localhost/guiden"),
    ("DATABASE_URL", "postgres://guiden@localhost/guiden"),
    ("DATABASE_URL", "guiden.db"),
]


@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=f"^Inställningen {variable} (?:måste|är ingen|får) .+"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [("GUIDEN_PORT", "abc"), ("DATABASE_URL", "mysql://guiden:hemligt@localhost/guiden")],
)
@pytest.mark.parametrize("command", ["doctor", "run", "serve"])
def test_a_wrong_setting_stops_the_command(guiden: Guiden, command: str, variable: str, value: str) -> None:
    done = guiden(command, **{variable: value})
    assert done.returncode != 0
    assert f"Inställningen {variable} måste " in done.stdout
    assert "Traceback" not in done.stdout and "hemligt" not in done.stdout


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDEN_PORT", "abc")
    monkeypatch.setenv("GUIDEN_LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError, match=r"GUIDEN_PORT[^\n]*\n.*GUIDEN_LOG_LEVEL"):
        load_settings()
