"""What tests of all channels need of Sanic and the database."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Iterator

import pytest
from sanic import Sanic

from bot.migrations import migrate
from tests.databases import in_process_database


@pytest.fixture(scope="session", autouse=True)
def many_apps() -> Iterator[None]:
    """Sanic rewrites its own methods for the first app of a process; in test mode it keeps them for the next one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sanic, "test_mode", True)
        yield


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with tables and nothing in them, copied for each test."""
    folder = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder):
        migrate()
    return folder / "guiden.db"


@pytest.fixture
def inbox_database(empty_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database without content, for a channel without the rest of the assistant."""
    shutil.copy(empty_tables, tmp_path / "inbox.db")
    with in_process_database(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'inbox.db'}") as address:
        yield address
