"""A real PostgreSQL in a temporary folder, which tests can stop and start."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator

import sqlalchemy as sa

from tests.ports import free_port

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER = "postgres"
CONNECTIONS = 300  # replicas of several modules may wait in one run, each with connections of its own


class Postgres:
    """`address` is what DATABASE_URL takes; `fsync` writes to the disk as in production.

    PostgreSQL refuses to run as root, which becomes `postgres` instead. The folder is not one of pytest's, which
    let nobody but their owner in.
    """

    def __init__(self, fsync: bool = False) -> None:
        self._fsync = "on" if fsync else "off"
        self._port = free_port()
        self._numbers = itertools.count()
        self.address = f"postgresql://{USER}@127.0.0.1:{self._port}/{USER}"

    def database(self, name: str, template: str = "template1") -> str:
        """The address of a new database: empty, or a copy of one that nobody is connected to."""
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address.rpartition("/")[0] + f"/{name}"

    @contextlib.contextmanager
    def copy(self, template: str = "template1") -> Iterator[str]:
        """The address of a database that is there for a while."""
        name = f"copy_{next(self._numbers)}"
        yield self.database(name, template)
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")  # whoever is still connected to it

    def _execute(self, statement: str) -> None:
        engine = sa.create_engine(self.address, isolation_level="AUTOCOMMIT", future=True)
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._folder} -c fsync={self._fsync}"
        options += f" -c max_connections={CONNECTIONS}"
        self._run("pg_ctl", "start", "--wait", "--log", str(self._folder / "log"), "--options", options)

    def stop(self) -> None:
        """Without waiting for clients, as when the machine goes down."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")

    def __enter__(self) -> Postgres:
        self._folder = Path(tempfile.mkdtemp(prefix="guiden-postgres-"))
        if _is_root():
            shutil.chown(self._folder, USER)
        self._run("initdb", "--auth", "trust", "--username", USER, "--encoding", "UTF8", "--locale", "C", "--no-sync")
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", USER, "--"] if _is_root() else []
        command = [*as_user, str(PROGRAMS / program), "--pgdata", str(self._folder / "data"), *arguments]
        subprocess.run(command, cwd=self._folder, check=True, stdout=subprocess.DEVNULL)


def _is_root() -> bool:
    return os.geteuid() == 0
