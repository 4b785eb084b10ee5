"""The one way to Redis, where several replicas share what holds for all of them.

redis-py would wait for ever for a Redis that doesn't answer, and everybody would ask it anew. Here nobody waits long,
and while it is away one question in a while finds out whether it is back.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from typing import Any, Awaitable, Callable, Dict, Optional, TypeVar

import async_timeout
import redis
import redis.asyncio
from limits.storage import RedisStorage
from redis.asyncio.connection import PythonParser
from redis.exceptions import RedisError

from bot.settings import settings

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

TIMEOUT = 1.0  # seconds to connect, and for each answer
ASKED_AGAIN = 0.5  # seconds until somebody asks a Redis again that didn't answer
CONNECTIONS = 32
_OPTIONS: Dict[str, Any] = {
    "socket_connect_timeout": TIMEOUT,
    "socket_timeout": TIMEOUT,
    "health_check_interval": 15,
}
# What a Redis raises that doesn't answer, or doesn't do what it is asked.
REDIS_ERRORS = (RedisError, OSError)


class RedisAway(Exception):
    """Redis doesn't answer, or doesn't do what it is asked; the text is the kind of error."""


class _Parser(PythonParser):
    async def can_read_destructive(self) -> bool:
        """What this is true of the pool connects anew; to redis-py a connection that Redis has closed is a good one."""
        return self._stream.at_eof() or await super().can_read_destructive()


class SharedRedis:
    """Belongs to the event loop that first asks. `client` is asked only by way of `ask`."""

    def __init__(self, address: str) -> None:
        # A connection is waited for less long than an answer: redis-py forgets that somebody has given up when that
        # happens just as it looks at a connection, as when many get one that others have given up.
        pool = redis.asyncio.BlockingConnectionPool.from_url(
            address, max_connections=CONNECTIONS, timeout=TIMEOUT / 2, parser_class=_Parser, **_OPTIONS
        )
        self.client: Any = redis.asyncio.Redis(connection_pool=pool)
        self._why_away: Optional[str] = None
        self._asked_next = 0.0

    async def ask(self, question: Callable[[], Awaitable[Answer]]) -> Answer:
        """
        Raises:
            RedisAway: within TIMEOUT; at once when it was away a moment ago.
        """
        if self._why_away is not None:
            now = time.monotonic()
            if now < self._asked_next:
                raise RedisAway(self._why_away)
            self._asked_next = now + TIMEOUT + ASKED_AGAIN  # the others don't wait for what this one finds out
        try:
            async with async_timeout.timeout(TIMEOUT):
                answer = await question()
        except (*REDIS_ERRORS, asyncio.TimeoutError) as error:
            self._is_away(type(error).__name__)
            raise RedisAway(type(error).__name__) from None
        if self._why_away is not None:
            self._why_away = None
            logger.warning("Redis answers again")
        return answer

    def _is_away(self, why: str) -> None:
        if self._why_away is None:
            logger.error(
                "Redis does not answer (%s): until it does, no turn begins and each replica counts limits alone. "
                "See that it runs and that GUIDEN_REDIS_URL is right; guiden doctor tells more.",
                why,
            )
        self._why_away = why
        self._asked_next = time.monotonic() + ASKED_AGAIN

    async def close(self) -> None:
        await self.client.close()
        await self.client.connection_pool.disconnect()


@functools.lru_cache(maxsize=1)
def shared_redis(address: str) -> Optional[SharedRedis]:
    """The process's own; None without an address."""
    return SharedRedis(address) if address else None


async def redis_answers() -> bool:
    """Whether it does now; nothing is missing where it isn't used."""
    shared = shared_redis(settings().redis_url)
    if shared is None:
        return True
    try:
        await shared.ask(shared.client.ping)
    except RedisAway:
        return False
    return True


def blocking_storage(address: str) -> Optional[RedisStorage]:
    """For limits of what has no event loop; None without an address.

    Whoever uses it waits for each answer, and hears REDIS_ERRORS.
    """
    return RedisStorage(address, **_OPTIONS) if address else None


def trouble(address: str) -> Optional[str]:
    """What kind of error keeps Redis from answering, None when it answers; for commands."""
    client: Any = redis.Redis.from_url(address, **_OPTIONS)
    try:
        client.ping()
    except REDIS_ERRORS as error:
        return type(error).__name__
    finally:
        client.close()
    return None
