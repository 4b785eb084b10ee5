"""Bring the database to the newest shape."""

from __future__ import annotations

import contextlib
from typing import Iterator

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError

from bot.database import NewerForm, engine
from bot.settings import PROJECT_ROOT


def config() -> Config:
    alembic = Config()
    alembic.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    return alembic


def migrate() -> None:
    """
    Raises:
        NewerForm: nothing was changed.
    """
    with _known():
        command.upgrade(config(), "head")


def is_current() -> bool:
    """Whether the database has every migration.

    Raises:
        NewerForm: and others, of a newer version.
    """
    with engine().connect() as connection:
        applied = MigrationContext.configure(connection).get_current_revision()
    migrations = ScriptDirectory.from_config(config())
    with _known():
        migrations.get_revision(applied or "base")
    return applied == migrations.get_current_head()


@contextlib.contextmanager
def _known() -> Iterator[None]:
    """A migration that isn't among ours is a newer version's."""
    try:
        yield
    except CommandError as error:
        if isinstance(error.__cause__, ResolutionError):
            raise NewerForm from None
        raise
