"""What many tests share: running servers, a visitor, a database with the project's content, and PostgreSQL."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest
from playwright.sync_api import Browser

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.engine import lean_imports
from bot.knowledge.importer import import_content
from bot.migrations import migrate
from bot.nlu.training import newest_model
from bot.settings import PROJECT_ROOT, settings
from tests.chromium import chromium
from tests.databases import in_process_database
from tests.one_process import EACH_DATABASE, note_reasons, summary, uses_sqlite, with_replicas
from tests.postgres import Postgres
from tests.redis_server import RedisServer
from tests.replicas import Assistant, MakePlace, Place

lean_imports.install()  # before a test imports Rasa: TensorFlow would take ten seconds of each process

CONTENT = PROJECT_ROOT / "data" / "knowledge"
_numbers = itertools.count()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--replicas", action="store_true", help="two replicas with PostgreSQL and Redis, not one process")


@pytest.fixture(scope="session")
def model() -> Path:
    """The newest trained model: tests of conversations mean nothing without one."""
    newest = newest_model(settings())
    if newest is None:
        pytest.fail("Det finns ingen tränad modell i models/: kör guiden train")
    return newest


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: Playwright keeps an event loop running, and others' `asyncio.run` refuses that."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def folder_with_content(content_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes a folder with a prepared SQLite database; see `make_place`, too."""

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        shutil.copy(content_template, folder / "guiden.db")
        return folder

    return make


@pytest.fixture(scope="session")
def make_place_on_postgres(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MakePlace:
    """As `make_place`, always with PostgreSQL."""

    def make(name: str) -> Place:
        template = request.getfixturevalue("postgres_template")
        database = request.getfixturevalue("postgres").database(f"{name}_{next(_numbers)}", template)
        redis = request.getfixturevalue("redis_server").database() if with_replicas(request.config) else None
        return Place(tmp_path_factory.mktemp(name), database, redis)

    return make


@pytest.fixture(scope="session")
def make_place(
    request: pytest.FixtureRequest, make_place_on_postgres: MakePlace, folder_with_content: Callable[[str], Path]
) -> MakePlace:
    """Makes places of one's own to start an Assistant in: on SQLite, or for replicas with PostgreSQL and Redis."""
    return make_place_on_postgres if with_replicas(request.config) else lambda name: Place(folder_with_content(name))


@pytest.fixture(scope="session")
def servers(model: Path, make_place: MakePlace) -> Iterator[Servers]:
    """The assistant, started once for the run; a test that breaks something mends it."""
    with Assistant(make_place("servers")) as running:
        yield running


@pytest.fixture
def visitor(servers: Servers) -> WebVisitor:
    return WebVisitor(servers.address)


@pytest.fixture(scope="session")
def content_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with tables and content, read once and copied for each test."""
    folder = tmp_path_factory.mktemp("content")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder):
        migrate()
        import_content(CONTENT)
    return folder / "guiden.db"


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The address of this test's own database, with content; bot.database and bot.settings use it too."""
    return request.getfixturevalue("sqlite_database" if uses_sqlite(request) else "postgresql_database")


@pytest.fixture
def sqlite_database(content_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    shutil.copy(content_template, tmp_path / "guiden.db")
    with in_process_database(monkeypatch, tmp_path) as address:
        migrate()
        yield address


@pytest.fixture
def postgresql_database(
    postgres: Postgres, postgres_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    with postgres.copy(postgres_template) as copy, in_process_database(monkeypatch, tmp_path, copy) as address:
        yield address


@pytest.fixture
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database without tables."""
    copy = contextlib.nullcontext() if uses_sqlite(request) else request.getfixturevalue("postgres").copy()
    with copy as own, in_process_database(monkeypatch, tmp_path, own) as address:
        yield address


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL of Debian's, in a folder and on a port of its own."""
    with Postgres() as running:
        yield running


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A real Redis of Debian's; a test that stops it starts it again."""
    with RedisServer() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with tables and content, read once and copied for each test."""
    address = postgres.database("content_template")
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder, address):
        migrate()
        import_content(CONTENT)
    return "content_template"


@pytest.fixture(params=EACH_DATABASE)
def each_database(request: pytest.FixtureRequest) -> str:
    """As `database`; the test runs on SQLite and again on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture(scope="session")
def on_postgres(model: Path, make_place_on_postgres: MakePlace) -> Iterator[Servers]:
    """As `servers`, always with PostgreSQL."""
    with Assistant(make_place_on_postgres("on_postgres")) as running:
        yield running


# Modules that take minutes, the longest first: begun last, they would be waited for by all other processes.
LONGEST = (
    "test_dialogue", "test_submission_kills", "test_random_walks", "test_round_trip", "test_erasure_everywhere",
    "test_content_browser", "test_submission_cut_off", "test_bad_input", "test_masking", "test_cli", "test_limits",
)  # fmt: skip


def pytest_collection_modifyitems(items: List[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))
    note_reasons(items)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if with_replicas(config):
        terminalreporter.section("on one process")
        for line in summary(itertools.chain(*terminalreporter.stats.values())):
            terminalreporter.line(line)
