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
from typing import Any, AsyncIterator, NamedTuple, Set

import async_timeout
from rasa.core.lock_store import LockError, LockStore
from redis.commands.core import AsyncScript

from bot.redis_client import ASKED_AGAIN, RedisAway, SharedRedis

logger = logging.getLogger(__name__)

# All in seconds. Who waits behind a replica that was killed gets the lock before running out of patience.
PATIENCE = 4.5  # for another turn in the same conversation
PATIENCE_WITH_REDIS = 1.0  # a restart takes less
LIFETIME = 3.0  # of a lock whose holder has died
RENEWED_EVERY = 1.0
LOOKS_EVERY = 0.02

# A lock has its holder's token. Whoever asks again, having got no answer, may have it already: Lock of redis-py would
# then wait for itself.
_TAKE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RENEW = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PEXPIRE', KEYS[1], ARGV[2]) or 0"
_RELEASE = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0"


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
        self._scripts = _Scripts(*map(redis.client.register_script, (_TAKE, _RENEW, _RELEASE)))
        self._giving_up: Set[asyncio.Task] = set()

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """
        Raises:
            Busy: it can't be had in time.
            LocksAway: Redis doesn't answer.
        """
        came = time.monotonic()
        async with super().lock(conversation_id):
            held = _Held(self._redis, self._scripts, conversation_id)
            try:
                await held.take(came, self._patience)
            except BaseException:
                self._give_up(held)
                raise
            renewing = asyncio.ensure_future(held.keep())
            try:
                yield
            finally:
                renewing.cancel()
                await asyncio.wait([renewing])  # or it could take the lock back after it was given away
                await held.give_back()

    def _give_up(self, held: _Held) -> None:
        """Whoever leaves without the lock doesn't wait for this."""
        task = asyncio.ensure_future(held.give_up())
        self._giving_up.add(task)  # the event loop itself only refers to it weakly
        task.add_done_callback(self._giving_up.discard)


class _Scripts(NamedTuple):
    take: AsyncScript
    renew: AsyncScript
    release: AsyncScript


class _Held:
    """A lock in Redis, as one holder sees it."""

    def __init__(self, redis: SharedRedis, scripts: _Scripts, conversation_id: str) -> None:
        self._redis = redis
        self._scripts = scripts
        self._conversation = conversation_id
        self._key = f"guiden:lock:{conversation_id}"
        self._token = uuid.uuid4().hex

    async def take(self, came: float, patience: float) -> None:
        """`came` is of time.monotonic: who has waited for others in this process doesn't wait as long again."""
        while True:
            try:
                if await self._ask(self._scripts.take):
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
                if not (await self._ask(self._scripts.renew) or await self._ask(self._scripts.take)):
                    return
            except RedisAway:
                continue

    async def give_back(self) -> None:
        """A turn that lost it has gone on: the conversation store refuses what was begun from an old state."""
        try:
            if not await self._ask(self._scripts.release):
                logger.warning("the lock of conversation %s was lost during a turn", self._conversation)
        except RedisAway:
            return  # it ends by itself

    async def give_up(self) -> None:
        """Redis may have given it without being heard: then nobody keeps it, but nobody else gets it either."""
        ends = time.monotonic() + LIFETIME
        while time.monotonic() < ends:
            try:
                await self._ask(self._scripts.release)
                return
            except RedisAway:
                await asyncio.sleep(ASKED_AGAIN)

    async def _ask(self, script: AsyncScript) -> bool:
        arguments = [self._token, int(LIFETIME * 1000)]
        return bool(await self._redis.ask(lambda: script([self._key], arguments)))
