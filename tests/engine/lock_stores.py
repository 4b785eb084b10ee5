"""Replicas' lock stores, for tests of them."""

from __future__ import annotations

import contextlib
from typing import Any, AsyncIterator

from bot.engine import lean_imports
from tests.redis_server import RedisServer

lean_imports.install()
from bot.engine.locks import RedisLockStore  # noqa: E402
from bot.redis_client import SharedRedis  # noqa: E402

TALK = "web:1"


@contextlib.asynccontextmanager
async def replica(server: RedisServer, **more: Any) -> AsyncIterator[RedisLockStore]:
    redis = SharedRedis(server.address)
    await redis.client.flushall()
    yield RedisLockStore(redis, **more)
    await redis.close()


async def held(server: RedisServer) -> Any:
    """What Redis has of the conversation's lock."""
    redis = SharedRedis(server.address)
    found = await redis.client.get(f"guiden:lock:{TALK}")
    await redis.close()
    return found
