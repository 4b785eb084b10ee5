"""Starting, and finding out why it can't start: always a Swedish sentence that says what to do."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, Iterator

import pytest

from bot.launch import LaunchFailed, launch, review_address
from bot.review import one_time
from bot.settings import PROJECT_ROOT, SettingsError, load_settings
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

PORTS = ("GUIDEN_PORT", "GUIDEN_REVIEW_PORT")


def free_ports() -> Dict[str, str]:
    return {name: str(free_port()) for name in PORTS}


@pytest.mark.parametrize("variable", PORTS)
def test_a_port_in_use_is_named_with_its_variable(guiden: Guiden, busy_port: int, variable: str) -> None:
    ports = {**free_ports(), variable: str(busy_port)}
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


@pytest.mark.parametrize(("one", "other"), itertools.combinations(PORTS, 2))
def test_ports_must_differ(one: str, other: str) -> None:
    ports = {name: free_port() for name in PORTS}
    ports[other] = ports[one]
    chosen = load_settings(**{name.removeprefix("GUIDEN_").lower(): port for name, port in ports.items()})
    with pytest.raises(LaunchFailed, match=f"{one} och {other} är båda {ports[one]}"):
        launch(chosen)


def test_the_start_gives_an_address_that_signs_in_once(database: str) -> None:
    address = review_address(load_settings(review_port=5999))
    assert address.startswith("http://localhost:5999/sign-in/once?token=") and "en gång" in address
    assert one_time.use(address.partition("token=")[2].split()[0])


def test_the_start_gives_the_plain_address_where_there_is_openid(database: str) -> None:
    chosen = load_settings(review_url="https://redaktion.example.se/", oidc_issuer="https://konto.example.se")
    assert review_address(chosen) == "https://redaktion.example.se"


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
    done = guiden("run", DATABASE_URL=unreachable_databases(tmp_path)[which], **free_ports())
    assert done.returncode != 0
    assert "Databasen svarar inte" in done.stdout and "DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stdout


# -- guiden doctor ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", UNREACHABLE)
def test_doctor_finds_the_database_away(guiden: Guiden, tmp_path: Path, which: str) -> None:
    done = guiden("doctor", DATABASE_URL=unreachable_databases(tmp_path)[which])
    assert done.returncode != 0
    assert "✗ Databasen svarar inte" in done.stdout and "Kontrollera DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stdout


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
