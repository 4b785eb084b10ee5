"""The one way to the database: a lazily made engine and a transaction helper."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import os
import re
import time
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy.pool import QueuePool

from bot.settings import settings

# Seconds until a lost database is reported instead of waited for.
CONNECT_TIMEOUT = 5
# A network that is lost in the middle of a question would otherwise be noticed after a quarter of an hour.
_PATIENCE = {
    "connect_timeout": CONNECT_TIMEOUT,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 8000,  # milliseconds
}
CONNECTIONS = 15
BESIDE_TURNS = 10  # connections for what goes on beside turns, such as counting them
# Seconds after which a connection to a server may have been lost: one takes longer to restart.
PAUSE = 0.5


class NoFolder(Exception):
    """The folder of an SQLite file can't be made."""


class NewerForm(Exception):
    """A newer version has given the database a form that this one doesn't know."""


# What else is to be done in the same transaction, when it has changed something.
Also = Callable[[Session], None]

# What a database that is away, locked, without tables or of a newer version raises.
DATABASE_ERRORS = (sa.exc.SQLAlchemyError, NoFolder, NewerForm)

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


def now() -> dt.datetime:
    """UTC without zone, which SQLite and PostgreSQL store alike."""
    return dt.datetime.utcnow().replace(microsecond=0)


def today() -> dt.date:
    """The day it is where the assistant runs."""
    return dt.date.today()


def create_engine(address: str, connections: int = CONNECTIONS) -> Engine:
    """An engine for SQLite (foreign keys on, write-ahead log) or PostgreSQL (checked before use), with at most so many
    connections.

    What people wrote stays out of its errors, and so out of logs.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            _make_folder(Path(url.database).parent)
        arguments = {"timeout": CONNECT_TIMEOUT, "check_same_thread": False}
        engine = sa.create_engine(
            url, future=True, hide_parameters=True, connect_args=arguments, **_pool(url.database, connections)
        )
        event.listen(engine, "connect", _prepare_sqlite)
        if url.database and url.database != ":memory:":
            _leave_moved_files(engine, url.database)
        return engine
    engine = sa.create_engine(url, future=True, hide_parameters=True, connect_args=_PATIENCE, **_shared(connections))
    _ask_after_a_pause(engine)
    return engine


def _pool(database: Optional[str], connections: int) -> Dict[str, Any]:
    """SQLAlchemy would open a file anew for each transaction, which takes longer than most of them."""
    return {"poolclass": QueuePool, **_shared(connections)} if database and database != ":memory:" else {}


def _shared(connections: int) -> Dict[str, Any]:
    return {"pool_size": 5, "max_overflow": connections - 5, "pool_timeout": CONNECT_TIMEOUT}


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise NoFolder(folder) from None


def _prepare_sqlite(connection, _record) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is written over


def _ask_after_a_pause(engine: Engine) -> None:
    """A connection that has been idle is asked whether it still holds; SQLAlchemy would ask each time one is used."""

    def remember(_connection, record) -> None:
        record.info["used"] = time.monotonic()

    def check(connection, record, _proxy) -> None:
        if time.monotonic() - record.info.get("used", 0) > PAUSE and not engine.dialect.do_ping(connection):
            raise sa.exc.InvalidatePoolError

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkin", remember)
    event.listen(engine, "checkout", check)


def _leave_moved_files(engine: Engine, path: str) -> None:
    """A file that has been moved away or replaced, as by a backup, isn't written to by connections that it has left."""

    def remember(_connection, record) -> None:
        record.info["file"] = _identity(path)

    def check(_connection, record, _proxy) -> None:
        if record.info["file"] != _identity(path):
            raise sa.exc.DisconnectionError

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", check)


def _identity(path: str) -> Optional[Tuple[int, int]]:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


@functools.lru_cache(maxsize=1)
def engine() -> Engine:
    """The process's engine, made at first use."""
    return create_engine(settings().database, settings().turns_at_once + BESIDE_TURNS)


@contextlib.contextmanager
def session_scope() -> Iterator[Session]:
    """A session whose work is kept whole or not at all."""
    with Session(engine(), future=True) as session, session.begin():
        yield session


def nothing_more(session: Session) -> None:
    """What else is done in a transaction, when nobody has said."""


def delete(session: Session, table: Any, *wanted: sa.sql.ColumnElement) -> int:
    """Delete a table's rows; how many those were. Objects that the session has of them are left as they are."""
    return session.execute(sa.delete(table).where(*wanted).execution_options(synchronize_session=False)).rowcount


def explained(error: BaseException) -> str:
    """One of DATABASE_ERRORS for people, with what to do about it; in Swedish and without what was stored."""
    if isinstance(error, NewerForm):
        return (
            "Databasen har fått sin form av en nyare version av Hänsynsguiden. Kör den versionen, eller gå tillbaka så "
            "som docs/operations.md säger."
        )
    cause = getattr(error, "orig", None) or error
    said = f"{type(cause).__name__}: {cause}"
    if re.search("no such (table|column)|Undefined(Table|Column)", said):
        return "Databasen saknar tabeller eller kolumner. Kör guiden migrate."
    if "database is locked" in said:
        return "Databasen används av något annat just nu. Försök igen om en stund."
    return f"Databasen svarar inte ({type(error).__name__}). Kontrollera DATABASE_URL."
