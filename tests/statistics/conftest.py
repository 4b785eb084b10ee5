"""Empty tables on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Iterator

import pytest

from bot.migrations import migrate
from tests.databases import in_process_database
from tests.one_process import EACH_DATABASE

_numbers = itertools.count()


@pytest.fixture(params=EACH_DATABASE)
def tables(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the database, which bot.database uses too."""
    address = None
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").database(f"statistics_{next(_numbers)}")
    with in_process_database(monkeypatch, tmp_path, address) as used:
        migrate()
        yield used
