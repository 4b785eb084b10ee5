"""A stock Rasa project of the same version, made and trained once and served as its manual says.

It is what `rasa init` gives, with its default pipeline, policies and epochs, one custom action that looks something up
in a database, and an SQL tracker store: no debug mode, no reloading, warnings only in its log.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Dict, List, Optional, Sequence

from ruamel.yaml import YAML

from benchmarks.engine.client import StockTalk
from benchmarks.engine.process import cpu_seconds, on_cores, resident_mb, wait_until
from bot.settings import PROJECT_ROOT
from tests.ports import free_port

OWN = Path(__file__).with_name("stock_project")
PLACES = PROJECT_ROOT / "data" / "knowledge" / "kommuner.csv"
QUESTION, ANSWER = "which region is Malmö in", "Malmö is in Region Skåne."
READY_TIMEOUT = 300
_RASA = Path(sys.executable).with_name("rasa")
_QUIET = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2"}


class TrainingFailed(Exception):
    """Rasa made no model of its own project; the text is its log."""


def prepare(folder: Path) -> Path:
    """The project with its model, made anew when what it is made of has changed.

    Raises:
        TrainingFailed
    """
    project, kept = folder / "stock", folder / "stock.sha256"
    made_of = _fingerprint()
    if not (kept.exists() and kept.read_text(encoding="ascii") == made_of):
        shutil.rmtree(project, ignore_errors=True)
        kept.unlink(missing_ok=True)
        _write(project)
        _train(project, folder / "stock-training.log")
        kept.write_text(made_of, encoding="ascii")
    return project


def _initial_project() -> Path:
    rasa = find_spec("rasa")
    assert rasa and rasa.origin
    return Path(rasa.origin).parent / "cli" / "initial_project"


def _fingerprint() -> str:
    digest = hashlib.sha256(metadata.version("rasa").encode())
    for file in (*sorted(OWN.glob("*.*")), PLACES):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _write(project: Path) -> None:
    shutil.copytree(_initial_project(), project, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(OWN / "place.yml", project / "data")
    shutil.copy(OWN / "actions.py", project / "actions")
    _extend(project / "domain.yml", {"intents": ["ask_place"], "entities": ["place"], "actions": ["action_place"]})
    config = project / "config.yml"
    config.write_text(config.read_text("utf-8").replace("placeholder_default", "stock"), encoding="utf-8")
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = [(row["kortnamn"], row["region"]) for row in csv.DictReader(file)]
    database = sqlite3.connect(project / "places.db")
    database.execute("CREATE TABLE place (name TEXT PRIMARY KEY, region TEXT NOT NULL)")
    database.executemany("INSERT INTO place VALUES (?, ?)", rows)
    database.commit()
    database.close()


def _extend(path: Path, more: Dict[str, List[str]]) -> None:
    yaml = YAML()
    domain = yaml.load(path)
    for name, values in more.items():
        domain[name] = [*domain.get(name, []), *values]
    yaml.dump(domain, path)


def _train(project: Path, log: Path) -> None:
    with log.open("wb") as file:
        done = subprocess.run([str(_RASA), "train"], cwd=project, env=_QUIET, stdout=file, stderr=file, check=False)
    if done.returncode or not list((project / "models").glob("*.tar.gz")):
        raise TrainingFailed(log.read_text("utf-8", errors="replace")[-3000:])


class Stock:
    """The project's two processes, with an empty tracker store; they are ready when the first answer has come."""

    def __init__(self, project: Path, cores: Optional[Sequence[int]] = None) -> None:
        self._project, self._cores = project, cores
        self.port, self._actions_port = free_port(), free_port()
        self._processes: Dict[str, subprocess.Popen] = {}

    @property
    def pid(self) -> int:
        """The serving process's."""
        return self._processes["run"].pid

    @property
    def memory_mb(self) -> float:
        return resident_mb(self.pid)

    @property
    def cpu_seconds(self) -> float:
        return sum(cpu_seconds(process.pid) for process in self._processes.values())

    def talk(self) -> StockTalk:
        return StockTalk(self.port)

    def start_actions(self) -> None:
        (self._project / "tracker.db").unlink(missing_ok=True)
        endpoints = Template((OWN / "endpoints.yml").read_text("utf-8"))
        (self._project / "endpoints.yml").write_text(
            endpoints.substitute(ACTIONS_PORT=self._actions_port), encoding="utf-8"
        )
        self._start("actions", "run", "actions", "--port", str(self._actions_port), "--quiet")

    def start_serving(self) -> None:
        self._start("run", "run", "--enable-api", "--port", str(self.port), "--quiet")

    def wait_for_answer(self) -> float:
        """Seconds until the question is answered out of the database."""

        def answered() -> bool:
            if self._processes["run"].poll() is not None:
                raise RuntimeError(f"stock startade inte: se {self._project}/run.log")
            with self.talk() as talk:
                return talk.answers(QUESTION, ANSWER)

        return wait_until(answered, READY_TIMEOUT)

    def _start(self, name: str, *arguments: str) -> None:
        with (self._project / f"{name}.log").open("wb") as log, on_cores(self._cores):
            self._processes[name] = subprocess.Popen(
                [str(_RASA), *arguments], cwd=self._project, env=_QUIET, stdout=log, stderr=log
            )

    def actions_answer(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._actions_port), timeout=1):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def __enter__(self) -> Stock:
        try:
            self.start_actions()
            self.start_serving()
            self.wait_for_answer()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
