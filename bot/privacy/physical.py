"""Let nothing that was erased be left in an SQLite file; PostgreSQL reuses the place by itself (docs/privacy.md)."""

from __future__ import annotations

import logging

import sqlalchemy as sa

from bot.database import engine

logger = logging.getLogger(__name__)


def overwrite() -> bool:
    """Write the file anew and empty its log of changes; False when others kept it busy, and it has to be done later."""
    if engine().dialect.name != "sqlite":
        return True
    try:
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM"))
            busy = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
    except sa.exc.OperationalError:
        busy = True
    if busy:
        logger.warning("the database file could not be written anew now")
    return not busy
