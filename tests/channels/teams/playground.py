"""Microsoft 365 Agents Playground in a process of its own: the chats of Teams in a browser, without any net."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any, Dict, Optional

import requests

from bot.conversations.teams.microsoft import Microsoft
from tests.channels.teams.peers_run import FOLDER, NODE

CLI = FOLDER / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
READY_TIMEOUT = 60
NAMES = ("Anna Andersson", "Lars Ek", "Maja Berg", "Omar Ali", "Sara Lind", "Tove Dal")


class Playground:
    """Its own chats and people, our bot's id and tenant. It sends to `bot`, which signs for it (SigningProxy)."""

    def __init__(self, folder: Path, port: int, microsoft: Microsoft, bot: str) -> None:
        self.address = f"http://localhost:{port}"
        self._log = folder / "playground.log"
        self._command = [str(NODE), str(CLI), "start", "-e", bot, "-c", "msteams", "-p", str(port), "--dt"]
        self._environment = {
            **os.environ,
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(self._log),
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / "playground.yml"),
        }
        # JSON is YAML too.
        (folder / "playground.yml").write_text(json.dumps(_configuration(microsoft)), encoding="utf-8")
        self._process: Optional[subprocess.Popen] = None

    def __enter__(self) -> Playground:
        assert CLI.exists(), "Agents Playground saknas. Kör make test, som hämtar det."
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # fmt: skip
        deadline = time.monotonic() + READY_TIMEOUT
        while not self._is_ready():
            assert self._process.poll() is None and time.monotonic() < deadline, self._log.read_text("utf-8")
            time.sleep(0.2)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(20)

    def _is_ready(self) -> bool:
        try:
            return requests.get(self.address, timeout=5).ok
        except requests.ConnectionError:
            return False


def _configuration(microsoft: Microsoft) -> Dict[str, Any]:
    people = [_person(number, name) for number, name in enumerate(NAMES)]
    return {
        "version": "0.1.1",
        "tenantId": microsoft.tenant,
        "bot": {"id": f"28:{microsoft.app_id}", "name": "Hänsynsguiden"},
        "currentUser": people[0],
        "users": people[1:],
        "personalChat": {"id": "personal-chat"},
        "groupChat": {"id": "group-chat", "name": "Gruppen"},
        "team": {
            "id": "team", "name": "Kommunen", "aadGroupId": "0a1b2c3d-5555-4555-8555-0a1b2c3d4e5f",
            "channels": [{"id": "channel", "name": "Upphandling"}],
        },
    }  # fmt: skip


def _person(number: int, name: str) -> Dict[str, str]:
    given, family = name.split()
    address = f"{given.lower()}@example.se"
    return {
        "id": f"user-{number}", "name": name, "givenName": given, "surname": family, "email": address,
        "userPrincipleName": address, "aadObjectId": f"0a1b2c3d-4444-4444-8444-00000000000{number}",
    }  # fmt: skip
