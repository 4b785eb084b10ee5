"""`guiden run`: make everything ready, start it under supervisor, and say when it can be used."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Callable, Dict

import click

from bot.database import DATABASE_ERRORS, explained
from bot.knowledge.content import CONTENT
from bot.knowledge.files.problems import ContentError
from bot.knowledge.importer import import_if_changed
from bot.migrations import migrate
from bot.nlu import training
from bot.review import one_time
from bot.settings import PROJECT_ROOT, Settings

SUPERVISOR_CONFIG = PROJECT_ROOT / "deploy" / "supervisord.conf"
# Seconds; a slow machine needs many for the first start.
READY_TIMEOUT = 180


class LaunchFailed(Exception):
    """Why the assistant can't be started, and what to do about it; in Swedish."""


def launch(chosen: Settings) -> int:
    """Prepare, run until Ctrl-C, and return the exit status.

    Raises:
        LaunchFailed: something that must be put right first.
    """
    ports = {
        "GUIDEN_PORT": chosen.port,
        "GUIDEN_REVIEW_PORT": chosen.review_port,
    }
    for (one, port), (other, same) in itertools.combinations(ports.items(), 2):
        if port == same:
            raise LaunchFailed(f"{one} och {other} är båda {port}. Välj olika portar.")
    for variable, port in ports.items():
        _check_port(port, variable)
    chosen.state_dir.mkdir(parents=True, exist_ok=True)
    prepare(chosen)
    return _supervise(chosen)


def prepare(chosen: Settings) -> None:
    """Database, content and model, each only if it is needed."""
    try:
        _step("Databasen får sin senaste form", migrate)
        _step("Innehållet läses in", lambda: import_if_changed(CONTENT))
    except ContentError as error:
        raise LaunchFailed(f"Innehållet kunde inte läsas in:\n{error}") from None
    except DATABASE_ERRORS as error:
        raise LaunchFailed(explained(error)) from None
    if training.is_surely_fresh(chosen):
        click.echo("Modellen är aktuell.")
        return
    try:
        _step("Modellen tränas om något har ändrats (första gången tar det någon minut)", lambda: _train(chosen))
    except training.TrainingFailed:
        log = chosen.state_dir / "training.log"
        raise LaunchFailed(f"Modellen kunde inte tränas. Läs {log} och rätta data/ eller config.yml.") from None


def _step(what: str, work: Callable[[], object]) -> None:
    click.echo(f"{what} …", nl=False)
    started = time.monotonic()
    work()
    click.echo(f" klart ({time.monotonic() - started:.1f} s).")


def _train(chosen: Settings) -> None:
    """In a process of its own: training brings in libraries that waiting for the servers has no use for."""
    with (chosen.state_dir / "training.log").open("w", encoding="utf-8") as log:
        done = subprocess.run([sys.executable, "-m", "bot.cli", "train"], cwd=PROJECT_ROOT, stdout=log, stderr=log)
    if done.returncode:
        raise training.TrainingFailed


def _check_port(port: int, variable: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise LaunchFailed(
                f"Port {port} används redan av ett annat program. Stäng det, eller välj en annan port: "
                f"{variable}={port + 1} make run"
            ) from None


def _supervise(chosen: Settings) -> int:
    command = [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "--configuration", str(SUPERVISOR_CONFIG)]
    click.echo("Assistenten startar …")
    with (chosen.state_dir / "supervisor.out").open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=_environment(chosen), stdout=output, stderr=output)
    signal.signal(signal.SIGINT, lambda *_: process.send_signal(signal.SIGINT))
    signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGTERM))
    _announce(chosen, process)
    status = process.wait()
    click.echo("Assistenten är stoppad.")
    return 0 if status in (0, -signal.SIGINT, -signal.SIGTERM) else status


def _environment(chosen: Settings) -> Dict[str, str]:
    return {
        **os.environ,
        "GUIDEN_PYTHON": sys.executable,
        "GUIDEN_ROOT": str(PROJECT_ROOT),
        "GUIDEN_STATE_DIR": str(chosen.state_dir),
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONWARNINGS": "ignore",  # deprecations inside the libraries that Rasa pins
    }


def _announce(chosen: Settings, process: subprocess.Popen) -> None:
    started = time.monotonic()
    while process.poll() is None:
        if _is_ready(chosen):
            click.echo(f"\nKlart! Öppna chatten på http://localhost:{chosen.port}  (Ctrl-C stoppar allt)")
            click.echo(f"Redaktionens sidor: {review_address(chosen)}")
            click.echo(f"Loggar: {chosen.state_dir}/*.log\n")
            return
        if time.monotonic() - started > READY_TIMEOUT:
            click.echo("Assistenten har inte blivit redo. Kör guiden doctor i ett annat fönster för att se varför.")
            return
        time.sleep(0.3)


def review_address(chosen: Settings) -> str:
    """Where editors sign in, or else an address that does it for them once."""
    try:
        return f"{one_time.new_address(chosen)} (fungerar en gång, inom en timme)"
    except one_time.NotWithOpenID:
        return chosen.review_address


def _is_ready(chosen: Settings) -> bool:
    try:
        for port in (chosen.port, chosen.review_port):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                pass
    except (urllib.error.URLError, OSError):
        return False
    return True
