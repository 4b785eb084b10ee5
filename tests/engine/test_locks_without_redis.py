"""When Redis is away no turn begins, everybody is told so soon, and it goes on by itself when Redis is back."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.engine import lean_imports
from tests.engine.lock_stores import TALK, held, replica
from tests.redis_server import RedisServer

lean_imports.install()
from bot.engine import locks  # noqa: E402
from bot.engine.locks import LocksAway, RedisLockStore  # noqa: E402


async def refused(store: RedisLockStore) -> float:
    """Seconds until somebody is told that there are no locks."""
    began = time.monotonic()
    with pytest.raises(LocksAway):
        async with store.lock(TALK):
            pass
    return time.monotonic() - began


@pytest.mark.parametrize("way", ["stop", "kill", "pause"])
def test_without_redis_no_turn_begins_and_then_it_goes_on(
    way: str, redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with replica(redis_server) as store:
            async with store.lock(TALK):
                pass
            getattr(redis_server, way)()
            try:
                waited = await asyncio.gather(*(refused(store) for _ in range(3)))
                assert max(*waited, await refused(store)) < 2.2
            finally:
                (redis_server.resume if way == "pause" else redis_server.start)()
            async with store.lock(TALK):
                pass

    asyncio.run(run())
    told = [record.message for record in caplog.records]
    assert [("GUIDEN_REDIS_URL" in text, text == "Redis answers again") for text in told] == [
        (True, False), (False, True)
    ]  # fmt: skip


def test_a_short_restart_is_waited_for_and_what_it_forgot_is_taken_again(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "RENEWED_EVERY", 0.1)

    async def run() -> None:
        async with replica(redis_server) as store:
            async with store.lock(TALK):
                redis_server.kill()
                await asyncio.sleep(0.2)
                redis_server.start()
                await asyncio.sleep(1)
                assert await held(redis_server) is not None
            redis_server.kill()
            entering = asyncio.ensure_future(enter(store))
            await asyncio.sleep(0.2)
            redis_server.start()
            await entering

    async def enter(store: RedisLockStore) -> None:
        async with store.lock(TALK):
            pass

    asyncio.run(run())
