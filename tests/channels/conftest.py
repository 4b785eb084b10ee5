"""What tests of all channels need of Sanic and the database."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest
from sanic import Sanic

from bot.database import engine
from bot.inbox.models import InboxRow
from tests.databases import in_process_database


@pytest.fixture(scope="session", autouse=True)
def many_apps() -> Iterator[None]:
    """Sanic rewrites its own methods for the first app of a process; in test mode it keeps them for the next one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sanic, "test_mode", True)
        yield


@pytest.fixture
def inbox_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database with nothing but the inbox, for a channel without the rest of the assistant."""
    with in_process_database(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'inbox.db'}") as address:
        InboxRow.__table__.create(engine())
        yield address
