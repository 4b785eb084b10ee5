"""Turns of a conversation never overlap, in one process or several, and nothing is held by who is gone."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Iterator, List, Tuple, Type

import pytest

from bot.engine import lean_imports
from bot.settings import PROJECT_ROOT
from tests.engine.lock_stores import TALK, held, replica
from tests.redis_server import RedisServer

lean_imports.install()
from rasa.core.agent import Agent  # noqa: E402

from bot.engine import locks  # noqa: E402
from bot.engine.locks import Busy, LocalLockStore, RedisLockStore  # noqa: E402
from bot.redis_client import SharedRedis  # noqa: E402

# -- within one process ----------------------------------------------------------------------------


async def in_order(store: LocalLockStore) -> List[str]:
    seen: List[str] = []

    async def turn(name: str) -> None:
        async with store.lock(TALK):
            seen.append(f"{name} in")
            await asyncio.sleep(0.002)
            seen.append(f"{name} out")

    await asyncio.gather(*(turn(str(number)) for number in range(20)))
    return seen


IN_ORDER = [f"{number} {way}" for number in range(20) for way in ("in", "out")]


def test_first_come_first_served() -> None:
    assert asyncio.run(in_order(LocalLockStore())) == IN_ORDER


def test_first_come_first_served_with_redis(redis_server: RedisServer) -> None:
    async def run() -> List[str]:
        async with replica(redis_server) as store:
            return await in_order(store)

    assert asyncio.run(run()) == IN_ORDER


def test_conversations_do_not_wait_for_each_other(redis_server: RedisServer) -> None:
    async def run() -> None:
        async with replica(redis_server, patience=0.2) as store:
            for each in (store, LocalLockStore(patience=0.2)):
                async with each.lock("web:1"), each.lock("web:2"), each.lock("teams:1"):
                    pass

    asyncio.run(run())


@pytest.mark.parametrize("fails", [ValueError, asyncio.CancelledError])
def test_a_turn_that_fails_gives_its_lock_back(fails: Type[BaseException], redis_server: RedisServer) -> None:
    async def run() -> None:
        async with replica(redis_server, patience=0.2) as store:
            for each in (store, LocalLockStore(patience=0.2)):
                with pytest.raises(fails):
                    async with each.lock(TALK):
                        raise fails
                async with each.lock(TALK):
                    pass
                assert not each._locks  # nothing is kept of a conversation
        assert await held(redis_server) is None

    asyncio.run(run())


def test_who_has_no_patience_left_is_told(redis_server: RedisServer) -> None:
    async def run() -> None:
        async with replica(redis_server, patience=0.1) as store, replica(redis_server, patience=0.1) as other:
            for holder, waiter in ((store, store), (store, other), (local := LocalLockStore(0.1), local)):
                async with holder.lock(TALK):
                    began = time.monotonic()
                    with pytest.raises(Busy):
                        async with waiter.lock(TALK):
                            pass
                    assert 0.05 < time.monotonic() - began < 1

    asyncio.run(run())


def test_rasas_agent_takes_them() -> None:
    store = LocalLockStore()
    assert Agent(lock_store=store).lock_store is store


# -- among processes -------------------------------------------------------------------------------


def start(server: RedisServer, log: Path, turns: int, seconds: float) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.engine.holding", server.address, str(log), TALK, str(turns), str(seconds)],
        cwd=PROJECT_ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip


@contextlib.contextmanager
def holder(server: RedisServer, log: Path) -> Iterator[subprocess.Popen]:
    """A process that has the lock."""
    process = start(server, log, 1, 60)
    assert process.stdout is not None
    process.stdout.readline()
    while asyncio.run(held(server)) is None:
        time.sleep(0.01)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_processes_are_never_inside_at_once(redis_server: RedisServer, tmp_path: Path) -> None:
    log = tmp_path / "turns"
    processes = [start(redis_server, log, 15, 0.01) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    turns: List[Tuple[float, ...]] = sorted(tuple(map(float, line.split())) for line in log.read_text().splitlines())
    assert len(turns) == 45
    assert [later for earlier, later in zip(turns, turns[1:]) if later[0] < earlier[1]] == []


def test_event_loops_are_never_inside_at_once(redis_server: RedisServer) -> None:
    inside, most, done = 0, 0, 0

    async def turns() -> None:
        nonlocal inside, most, done
        store = RedisLockStore(SharedRedis(redis_server.address), patience=30)
        for _ in range(20):
            async with store.lock(TALK):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.001)
                inside -= 1
                done += 1

    threads = [threading.Thread(target=lambda: asyncio.run(turns())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, done) == (1, 60)


def test_a_killed_holder_keeps_nobody_out(redis_server: RedisServer, tmp_path: Path) -> None:
    async def enter() -> None:
        async with RedisLockStore(SharedRedis(redis_server.address)).lock(TALK):
            pass

    with holder(redis_server, tmp_path / "turns") as process:
        process.send_signal(signal.SIGKILL)
        began = time.monotonic()
        asyncio.run(enter())
    assert time.monotonic() - began < 4


def test_a_long_turn_keeps_its_lock(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LIFETIME", 0.3)
    monkeypatch.setattr(locks, "RENEWED_EVERY", 0.1)

    async def run() -> None:
        async with replica(redis_server) as store, replica(redis_server, patience=0.9) as other:
            async with store.lock(TALK):
                with pytest.raises(Busy):
                    async with other.lock(TALK):
                        pass
            async with other.lock(TALK):
                pass

    asyncio.run(run())


def test_a_lost_lock_fails_no_turn_and_stays_with_its_new_holder(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with replica(redis_server) as store, replica(redis_server) as other:
            async with contextlib.AsyncExitStack() as late:
                async with store.lock(TALK):
                    await store._redis.client.delete(f"guiden:lock:{TALK}")
                    await late.enter_async_context(other.lock(TALK))
                assert await held(redis_server) is not None
            assert await held(redis_server) is None

    asyncio.run(run())
    assert [record.message for record in caplog.records] == [f"the lock of conversation {TALK} was lost during a turn"]
