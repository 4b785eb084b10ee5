"""Our assistant as it is measured: one replica with SQLite, or several with PostgreSQL and Redis."""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from pathlib import Path
from typing import Iterator, List, Mapping, NamedTuple, Optional, Sequence

from benchmarks.engine.client import OurTalk
from benchmarks.engine.process import cpu_seconds, on_cores, resident_mb, wait_until
from benchmarks.engine.talk import ANSWER, QUESTION
from bot.conversations.servers import READY_TIMEOUT, Servers
from bot.settings import Settings
from tests.postgres import Postgres
from tests.redis_server import RedisServer

# As the assistant has it where nobody says otherwise; that of tests' servers is longer.
_PATIENCE = {
    f"GUIDEN_{name.upper()}": str(Settings.__fields__[name].default)
    for name in ("answer_timeout_seconds", "actions_timeout_seconds")
}


class Replica(Servers):
    """A bot with its actions in the same process, on chosen cores."""

    def __init__(
        self,
        folder: Path,
        database: Optional[str] = None,
        more: Optional[Mapping[str, str]] = None,
        cores: Optional[Sequence[int]] = None,
    ) -> None:
        super().__init__(folder, database, {"GUIDEN_LOG_LEVEL": "WARNING", **_PATIENCE, **(more or {})}, prepared=True)
        self._cores = cores

    def start(self, names: Optional[Sequence[str]] = None) -> None:
        with on_cores(self._cores):
            super().start(names)

    def stop_all(self) -> None:
        for name in list(self._processes):
            self.stop(name)

    def pid(self, name: str = "serve") -> int:
        return self._processes[name].pid

    @property
    def memory_mb(self) -> float:
        return resident_mb(self.pid())

    @property
    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid())

    def talk(self) -> OurTalk:
        return OurTalk(self.port)

    def wait_for_answer(self) -> float:
        """Seconds until the question is answered out of the database."""

        def answered() -> bool:
            with self.talk() as talk:
                return talk.answers(QUESTION, ANSWER)

        return wait_until(answered, READY_TIMEOUT)


@contextlib.contextmanager
def alone(cores: Optional[Sequence[int]] = None) -> Iterator[Replica]:
    """One replica with an SQLite database of its own, as `make run` has it, prepared but not started."""
    with tempfile.TemporaryDirectory(prefix="guiden-bench-") as folder:
        replica = Replica(Path(folder), cores=cores)
        replica.prepare()
        yield replica


class State(NamedTuple):
    """What replicas share; `database` has tables and content."""

    postgres: Postgres
    redis: RedisServer
    database: str


@contextlib.contextmanager
def state(cores: Optional[Sequence[int]] = None) -> Iterator[State]:
    """PostgreSQL that writes to the disk as in production, and Redis, on these cores."""
    with contextlib.ExitStack() as stack:
        with on_cores(cores):
            postgres, redis = stack.enter_context(Postgres(fsync=True)), stack.enter_context(RedisServer())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="guiden-bench-"))
        database = postgres.database("guiden")
        Replica(Path(folder), database).prepare()
        yield State(postgres, redis, database)


@contextlib.contextmanager
def replicas(
    shared: State, cores: Sequence[Optional[Sequence[int]]], more: Optional[Mapping[str, str]] = None
) -> Iterator[List[Replica]]:
    """As many running replicas as there are lists of cores; `more` is environment that all of them have."""
    environment = {"GUIDEN_REDIS_URL": shared.redis.address, "GUIDEN_TOKEN_SECRETS": secrets.token_urlsafe(48)}
    with contextlib.ExitStack() as stack:
        running = []
        for own in cores:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guiden-bench-")))
            replica = Replica(folder, shared.database, {**environment, **(more or {})}, own)
            stack.enter_context(replica)
            running.append(replica)
        yield running
