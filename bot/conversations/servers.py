"""The assistant as its own processes on free ports, with a database of its own, and what Teams and Slack are to it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, Mapping, Optional, Sequence

from bot.conversations.client import Visitor, WebVisitor
from bot.conversations.slack.visitor import SlackVisitor
from bot.conversations.slack.workspace import SlackWorkspace
from bot.conversations.teams.microsoft import Microsoft
from bot.conversations.teams.visitor import TeamsVisitor
from bot.settings import PROJECT_ROOT

READY_TIMEOUT = 180


class Servers:
    """The bot, with its actions in the same process or beside it; `address` is where the channels answer.

    `database` is by default guiden.db in the folder; `prepared` says that tables and content are there already.
    """

    def __init__(
        self,
        folder: Path,
        database: Optional[str] = None,
        more: Optional[Mapping[str, str]] = None,
        prepared: bool = False,
        with_action_server: bool = False,
    ) -> None:
        self.folder = folder
        self.names = ("serve", "actions") if with_action_server else ("serve",)
        self._prepared = prepared
        self.port, self.actions_port = _free_port(), _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database = database or f"sqlite:///{folder / 'guiden.db'}"
        self.microsoft, self.slack = Microsoft(), SlackWorkspace()
        self.environment: Dict[str, str] = {
            **os.environ,
            **self.microsoft.environment,
            **self.slack.environment,
            "DATABASE_URL": self.database,
            "GUIDEN_STATE_DIR": str(folder),
            "GUIDEN_PORT": str(self.port),
            "GUIDEN_ACTIONS_PORT": str(self.actions_port),
            "GUIDEN_ACTIONS_URL": f"http://127.0.0.1:{self.actions_port}/webhook" if with_action_server else "",
            # Where everything runs on one machine it may be slow.
            "GUIDEN_ANSWER_TIMEOUT_SECONDS": "20",
            "GUIDEN_ACTIONS_TIMEOUT_SECONDS": "19",
            "GUIDEN_MESSAGES_PER_MINUTE": "100000",
            "GUIDEN_MESSAGES_PER_MINUTE_AND_ADDRESS": "100000",
            "GUIDEN_SESSIONS_PER_MINUTE_AND_ADDRESS": "100000",
            "GUIDEN_CODES_PER_HOUR": "100000",
            "GUIDEN_CODES_PER_HOUR_AND_ADDRESS": "100000",
            "RASA_TELEMETRY_ENABLED": "false",
            **(more or {}),
        }
        self._processes: Dict[str, subprocess.Popen] = {}
        self._services = contextlib.ExitStack()

    def visitor(self, channel: str = "web") -> Visitor:
        """Somebody who comes to web, teams or slack."""
        if channel == "teams":
            return TeamsVisitor(self.address, self.microsoft, self.database)
        if channel == "slack":
            return SlackVisitor(self.address, self.slack, self.database)
        return WebVisitor(self.address)

    def prepare(self) -> None:
        """Tables and content."""
        for command in ("migrate", "import"):
            self.guiden(command)

    def guiden(self, *arguments: str) -> str:
        """Run a command with these servers' settings; its standard output."""
        command = [sys.executable, "-m", "bot.cli", *arguments]
        return subprocess.run(
            command, cwd=PROJECT_ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def start(self, names: Optional[Sequence[str]] = None) -> None:
        for name in names or self.names:
            self._run(name, name, self.environment)

    def _run(self, name: str, command: str, environment: Mapping[str, str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", command], cwd=PROJECT_ROOT, env=environment, stdout=log, stderr=log
            )

    def stop(self, name: str, how: int = signal.SIGTERM) -> None:
        processes = [self._processes.pop(each) for each in self._named(name)]
        for process in processes:
            process.send_signal(how)
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _named(self, name: str) -> Sequence[str]:
        """The processes that are meant by a name."""
        return [name]

    def _stop_all(self) -> None:
        while self._processes:
            self.stop(next(iter(self._processes)))

    def wait_until_ready(self) -> None:
        """
        Raises:
            RuntimeError: with the end of the log, when a process died or nothing answered in time.
        """
        deadline = time.monotonic() + READY_TIMEOUT
        while not self._is_ready():
            dead = [name for name, process in self._processes.items() if process.poll() is not None]
            if dead or time.monotonic() > deadline:
                raise RuntimeError(f"{', '.join(dead) or 'assistenten'} startade inte:\n{self.log()[-3000:]}")
            time.sleep(0.2)

    def _is_ready(self) -> bool:
        return self._answers(self.actions_port if list(self._processes) == ["actions"] else self.port)

    def _answers(self, port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def restart(self) -> None:
        self._stop_all()
        self.start()
        self.wait_until_ready()

    def log(self) -> str:
        """Everything the processes have logged."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in logs)

    def __enter__(self) -> Servers:
        try:
            for service in (self.microsoft, self.slack):
                self._services.enter_context(service)
            if not self._prepared:
                self.prepare()
            self.start()
            self.wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_all()
        self._services.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
