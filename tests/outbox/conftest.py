"""An empty outbox on SQLite and on PostgreSQL, a mail server, and settings of a test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import pytest

from bot.migrations import migrate
from bot.settings import settings
from tests.databases import in_process_database
from tests.mail_server import MailServer
from tests.one_process import EACH_DATABASE
from tests.postgres import Postgres

Configure = Callable[..., None]


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database to copy."""
    name = "outbox_template"
    folder = tmp_path_factory.mktemp("outbox")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder, postgres.database(name)):
        migrate()
    return name


@pytest.fixture(params=EACH_DATABASE)
def outbox(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database in which nothing waits; bot.database uses it too."""
    if request.param == "sqlite":
        with in_process_database(monkeypatch, tmp_path) as used:
            migrate()
            yield used
        return
    template = request.getfixturevalue("postgres_with_tables")
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.copy(template) as copy, in_process_database(monkeypatch, tmp_path, copy) as used:
        yield used


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Set settings by field name, as the environment would."""

    def change(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"GUIDEN_{name.upper()}", value)
        settings.cache_clear()

    yield change
    settings.cache_clear()
