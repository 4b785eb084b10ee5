"""What all replicas count together, in Redis.

The storages of `limits` can't be used for it: the one for asyncio needs another Redis client, and the other one stops
the event loop for each hit.
"""

from __future__ import annotations

import hashlib
from typing import List, NamedTuple, Optional

from limits import RateLimitItem

from bot.redis_client import SharedRedis

# Fixed windows that begin with their first hit, as FixedWindowRateLimiter's; the place of the first that is full, or 0.
_COUNT = """
for place, key in ipairs(KEYS) do
    local hits = redis.call('INCR', key)
    if hits == 1 then redis.call('EXPIRE', key, ARGV[2 * place]) end
    if hits > tonumber(ARGV[2 * place - 1]) then return place end
end
return 0
"""


class Hit(NamedTuple):
    """Of a limit; `refusal` is what people are told when it is too much."""

    limit: RateLimitItem
    kind: str
    who: str
    refusal: str


class SharedLimits:
    """Redis gets to know no network's address and no conversation's id.

    Raises:
        RedisAway: in all methods.
    """

    def __init__(self, redis: SharedRedis) -> None:
        self._redis = redis
        self._counted = redis.client.register_script(_COUNT)

    async def first_too_much(self, *hits: Hit) -> Optional[Hit]:
        """Counts them, up to the first that is too much."""
        keys = [_key("hits", str(hit.limit), hit.kind, hit.who) for hit in hits]
        allowed: List[int] = [number for hit in hits for number in (hit.limit.amount, hit.limit.get_expiry())]
        place = await self._redis.ask(lambda: self._counted(keys, allowed))
        return hits[place - 1] if place else None

    async def is_first(self, message: str, seconds: int) -> bool:
        """Whether this message, by its id, hasn't come in the last so many seconds."""
        key = _key("seen", message)
        return bool(await self._redis.ask(lambda: self._redis.client.set(key, 1, nx=True, ex=seconds)))

    async def forget(self, message: str) -> None:
        await self._redis.ask(lambda: self._redis.client.delete(_key("seen", message)))


def _key(kind: str, *parts: str) -> str:
    return f"guiden:{kind}:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
