"""One turn at a time in each conversation, in this process or among all replicas.

Rasa's own lock stores look once a second whether it is their turn, and the one in Redis reads and writes its tickets
in separate steps, so two processes can hold the same lock.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
import weakref
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator

import async_timeout
from rasa.core.lock_store import LockError, LockStore
from redis.asyncio.lock import Lock
from redis.exceptions import LockNotOwnedError

from bot.redis_client import RedisAway, SharedRedis

logger = logging.getLogger(__name__)

# All in seconds. Who waits behind a replica that was killed gets the lock before running out of patience.
PATIENCE = 4.5  # for another turn in the same conversation
PATIENCE_WITH_REDIS = 1.0  # a restart takes less
LIFETIME = 3.0  # of a lock whose holder has died
RENEWED_EVERY = 1.0
LOOKS_EVERY = 0.02


class Busy(LockError):
    """Other turns in the same conversation take too long; this one has not begun."""


class LocksAway(LockError):
    """Redis, which has the locks, doesn't answer; the turn has not begun."""


class LocalLockStore(LockStore):
    """For the only process that serves. Whoever comes first is first."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """
        Raises:
            Busy: it can't be had in time.
        """
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with async_timeout.timeout(self._patience):
                await lock.acquire()
        except asyncio.TimeoutError:
            raise Busy(conversation_id) from None
        try:
            yield
        finally:
            lock.release()


class RedisLockStore(LocalLockStore):
    """For several replicas. Only the first of those that wait in this process waits for the other processes, too."""

    def __init__(self, redis: SharedRedis, patience: float = PATIENCE) -> None:
        super().__init__(patience)
        self._redis = redis

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """
        Raises:
            Busy: it can't be had in time.
            LocksAway: Redis doesn't answer.
        """
        came = time.monotonic()
        async with super().lock(conversation_id):
            held = _Held(self._redis, conversation_id)
            await held.take(came, self._patience)
            renewing = asyncio.ensure_future(held.keep())
            try:
                yield
            finally:
                renewing.cancel()
                await asyncio.wait([renewing])  # or it could take the lock back after it was given away
                await held.give_back()


class _Held:
    """A lock in Redis, as one holder sees it."""

    def __init__(self, redis: SharedRedis, conversation_id: str) -> None:
        self._redis = redis
        self._conversation = conversation_id
        self._token = uuid.uuid4().hex
        self._lock = Lock(redis.client, f"guiden:lock:{conversation_id}", timeout=LIFETIME)

    async def take(self, came: float, patience: float) -> None:
        """`came` is of time.monotonic: who has waited for others in this process doesn't wait as long again."""
        while True:
            try:
                if await self._redis.ask(self._acquire):
                    return
            except RedisAway:
                if time.monotonic() > came + PATIENCE_WITH_REDIS:
                    raise LocksAway(self._conversation) from None
            if time.monotonic() > came + patience:
                raise Busy(self._conversation)
            await asyncio.sleep(LOOKS_EVERY)

    async def keep(self) -> None:
        """Renew it until cancelled; what a restarted Redis has forgotten is taken again."""
        while True:
            await asyncio.sleep(RENEWED_EVERY)
            try:
                if not await self._redis.ask(self._renew):
                    return
            except RedisAway:
                continue

    async def give_back(self) -> None:
        """A turn that lost it has gone on: the conversation store refuses what was begun from an old state."""
        try:
            if not await self._redis.ask(self._release):
                logger.warning("the lock of conversation %s was lost during a turn", self._conversation)
        except RedisAway:
            return  # it ends by itself

    async def _acquire(self) -> bool:
        return await self._lock.acquire(blocking=False, token=self._token)

    async def _renew(self) -> bool:
        try:
            return await self._lock.reacquire()
        except LockNotOwnedError:
            return await self._acquire()

    async def _release(self) -> bool:
        try:
            await self._lock.release()
        except LockNotOwnedError:
            return False
        return True
