"""Each migration can be taken back and made again, and the last one gives what the models say."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Iterator, Set

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from click.testing import CliRunner

from bot import cli
from bot.database import NewerForm, engine
from bot.knowledge import store
from bot.migrations import config, is_current
from tests.databases import in_process_database
from tests.one_process import EACH_DATABASE
from tests.postgres import Postgres

_numbers = itertools.count()


@pytest.fixture(params=EACH_DATABASE)
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with in_process_database(monkeypatch, tmp_path, postgres.database(f"migrations_{next(_numbers)}")) as used:
        yield used


def tables() -> Set[str]:
    return set(sa.inspect(engine()).get_table_names())


def test_down_and_up_again(address: str) -> None:
    command.upgrade(config(), "head")
    before = tables()
    assert {"revision", "upcoming", "answer"} <= before
    for revision in ScriptDirectory.from_config(config()).walk_revisions():
        command.downgrade(config(), revision.down_revision or "base")
    assert "answer" not in tables()
    command.upgrade(config(), "head")
    assert tables() == before and is_current()


def test_a_form_of_a_newer_version_is_left_as_it_is(address: str) -> None:
    command.upgrade(config(), "head")
    before = tables()
    with engine().begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    done = CliRunner().invoke(cli.main, ["migrate"])
    assert done.exit_code == 1 and done.output.startswith("Error: Databasen har fått sin form av en nyare version")
    assert done.output.count("\n") == 1 and tables() == before
    with pytest.raises(NewerForm):
        is_current()


def test_content_from_before_revisions_has_its_first(database: str) -> None:
    examples = store.examples()
    command.downgrade(config(), "0003")
    command.upgrade(config(), "head")
    assert store.examples() == examples
    with engine().connect() as connection:
        assert connection.execute(sa.text("SELECT DISTINCT revision, changed_at FROM example")).all() == [(1, None)]


@pytest.mark.one_process("PostgreSQL's full-text indexes are in no model")
def test_the_models_are_what_the_migrations_make(database: str) -> None:
    command.check(config())
