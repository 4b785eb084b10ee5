"""`guiden retention`, `guiden erase` and `guiden held`: what they print, and what they never do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import List

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import PROJECT_ROOT
from tests.privacy import holdings
from tests.privacy.holdings import CODE, TITLE

UNKNOWN = "Error: Det finns inget sparat om den koden.\n"


def guiden(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        ([CODE], ""),
        (["-"], f"{CODE}\n"),
        (["hg 7k3m q9xd 04tz"], ""),
        (["-"], "  hg-7k3m-q9xd-o4tz  \n"),  # an O for a zero
    ],
)
def test_erase(database: str, arguments: List[str], typed: str) -> None:
    holdings.add(*holdings.draft())
    result = guiden("erase", *arguments, typed=typed)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Radering med kod 20") and "1 utkast" in result.output
    assert holdings.stored_words() == []
    again = guiden("erase", *arguments, typed=typed)
    assert (again.exit_code, again.output) == (1, UNKNOWN)


def test_held(database: str) -> None:
    holdings.add(*holdings.draft())
    result = guiden("held", "-", typed=f"{CODE}\n")
    assert result.exit_code == 0
    assert json.loads(result.output)["utkast"]["svar"]["titel"] == TITLE
    nothing = guiden("held", "HG-0000-0000-0000")
    assert (nothing.exit_code, nothing.output) == (1, UNKNOWN)


def test_retention(database: str) -> None:
    holdings.add(*holdings.draft(days=31))
    planned = guiden("retention", "--dry-run")
    assert planned.exit_code == 0
    assert planned.output.startswith("Så här mycket skulle raderas. Inget är gjort.\nGallring")
    assert "  1 utkast" in planned.output and holdings.stored_words()
    done = guiden("retention")
    assert "  1 utkast" in done.output and not holdings.stored_words()
    assert guiden("retention").output.endswith("inget att radera\n")


@pytest.mark.parametrize("arguments", [["erase", CODE], ["held", CODE], ["retention"], ["retention", "--dry-run"]])
def test_a_database_without_tables(empty_database: str, arguments: List[str]) -> None:
    result = guiden(*arguments)
    assert (result.exit_code, result.output) == (
        1, "Error: Databasen saknar tabeller eller kolumner. Kör guiden migrate.\n",
    )  # fmt: skip


def test_daily_stops_when_told(database: str, tmp_path: Path) -> None:
    holdings.add(*holdings.draft(days=31))
    command = [sys.executable, "-m", "bot.cli", "retention", "--daily"]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=os.environ, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while holdings.stored_words() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not holdings.stored_words()
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "erased: {'draft': 1, 'code_conversation': 1}" in log
