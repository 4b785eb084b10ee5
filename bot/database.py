"""The one way to the database: a lazily made engine and a transaction helper."""

from __future__ import annotations

import contextlib
import functools
from pathlib import Path
from typing import Iterator

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session, declarative_base

from bot.settings import settings

# Seconds until a lost database is reported instead of waited for.
CONNECT_TIMEOUT = 5

Base = declarative_base(
    metadata=sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
)


def create_engine(address: str) -> Engine:
    """An engine for SQLite (foreign keys on, write-ahead log) or PostgreSQL (checked before use).

    What people wrote stays out of its errors, and so out of logs.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(url, future=True, hide_parameters=True, connect_args={"timeout": CONNECT_TIMEOUT})
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return sa.create_engine(
        url,
        future=True,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT},
    )


def _prepare_sqlite(connection, _record) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


@functools.lru_cache(maxsize=1)
def engine() -> Engine:
    """The process's engine, made at first use."""
    return create_engine(settings().database)


@contextlib.contextmanager
def session_scope() -> Iterator[Session]:
    """A session whose work is kept whole or not at all."""
    with Session(engine(), future=True) as session, session.begin():
        yield session
