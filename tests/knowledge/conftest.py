"""A database with the project's content for each test, of either kind."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Iterator

import pytest

from bot.knowledge.content import CONTENT
from bot.knowledge.importer import import_content
from bot.migrations import migrate
from tests.databases import in_process_database
from tests.postgres import Postgres

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with tables and content, read once and copied for each test."""
    address = postgres.database("content_template")
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder, address):
        migrate()
        import_content(CONTENT)
    return "content_template"


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The test runs on SQLite and again on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    template = request.getfixturevalue("postgres_template")
    address = request.getfixturevalue("postgres").database(f"copy_{next(_numbers)}", template)
    with in_process_database(monkeypatch, tmp_path, address):
        yield address
