"""Bring the database to the newest shape."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.database import engine
from bot.settings import PROJECT_ROOT


def config() -> Config:
    alembic = Config()
    alembic.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    return alembic


def migrate() -> None:
    command.upgrade(config(), "head")


def is_current() -> bool:
    """Whether the database has every migration."""
    with engine().connect() as connection:
        applied = MigrationContext.configure(connection).get_current_revision()
    return applied == ScriptDirectory.from_config(config()).get_current_head()
