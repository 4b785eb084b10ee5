"""A lock that Redis gives without being heard keeps nobody out, neither who asked for it nor who comes after."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, AsyncIterator, Iterator
from urllib.parse import urlsplit

import pytest

from benchmarks.engine.relay import Relay
from bot.engine import lean_imports
from tests.engine.lock_stores import TALK, held
from tests.redis_server import RedisServer

lean_imports.install()
from bot.engine.locks import LocksAway, RedisLockStore  # noqa: E402
from bot.redis_client import SharedRedis  # noqa: E402


@pytest.fixture
def relay(redis_server: RedisServer) -> Iterator[Relay]:
    port: Any = urlsplit(redis_server.address).port
    with Relay([port]) as running:
        yield running


@contextlib.asynccontextmanager
async def beyond(relay: Relay) -> AsyncIterator[RedisLockStore]:
    """A replica that Redis knows already."""
    redis = SharedRedis(f"redis://127.0.0.1:{relay.port}/0")
    await redis.client.flushall()
    store = RedisLockStore(redis)
    await enter(store)
    yield store
    await redis.close()


async def enter(store: RedisLockStore) -> None:
    async with store.lock(TALK):
        pass


async def given(server: RedisServer) -> None:
    while await held(server) is None:
        await asyncio.sleep(0.01)


async def seconds_until_free(server: RedisServer) -> float:
    began = time.monotonic()
    while await held(server) is not None:
        await asyncio.sleep(0.01)
    return time.monotonic() - began


def test_who_asks_again_is_known(redis_server: RedisServer, relay: Relay) -> None:
    async def run() -> float:
        async with beyond(relay) as store:
            relay.delay = 0.15
            began = time.monotonic()
            entering = asyncio.ensure_future(enter(store))
            await given(redis_server)
            relay.cut()
            await asyncio.sleep(0.2)
            relay.delay = 0
            relay.mend()
            await entering
            return time.monotonic() - began

    assert asyncio.run(run()) < 1.5


def test_who_could_not_wait_keeps_nobody_out(redis_server: RedisServer, relay: Relay) -> None:
    async def run() -> float:
        async with beyond(relay) as store:
            relay.delay = 1.2
            with pytest.raises(LocksAway):
                await enter(store)
            assert await held(redis_server) is not None
            relay.delay = 0
            return await seconds_until_free(redis_server)

    assert asyncio.run(run()) < 1.3


def test_who_is_called_away_keeps_nobody_out(redis_server: RedisServer, relay: Relay) -> None:
    async def run() -> float:
        async with beyond(relay) as store:
            relay.delay = 0.5
            entering = asyncio.ensure_future(enter(store))
            await given(redis_server)
            entering.cancel()
            await asyncio.wait([entering])
            relay.delay = 0
            return await seconds_until_free(redis_server)

    assert asyncio.run(run()) < 0.6
