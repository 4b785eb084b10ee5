"""How much each conversation and each network may say, and which messages have come before."""

from __future__ import annotations

import contextlib
import hashlib
import time
from typing import Callable, Dict, Optional, Set

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from bot.channels.refused import Refused
from bot.channels.shared_limits import Hit, SharedLimits
from bot.redis_client import RedisAway, SharedRedis, shared_redis
from bot.settings import Settings
from bot.swedish.entities import has_code

MESSAGES = "Det blev många meddelanden på kort tid."
CODES = "Det blev många koder på kort tid."
# Minutes in which a platform may send again what it has sent: Slack's last attempt comes after five.
SEEN_FOR = 15


class Limits:
    """Kept in this process; in Redis where that is set, but for the time that it is away.

    `who` is the network that messages come from, or the person where the platform knows.
    """

    def __init__(
        self, chosen: Settings, clock: Callable[[], float] = time.monotonic, redis: Optional[SharedRedis] = None
    ) -> None:
        self._settings = chosen
        self._clock = clock
        # By the minute in which they came. The limiter would keep each for ever, and texts take six times as much.
        self._seen: Dict[int, Set[int]] = {}
        self._hits = MemoryStorage()  # the limiter itself only refers to it weakly
        # A moving window would keep, and look through, every hit of everybody at each new one.
        self._limiter = FixedWindowRateLimiter(self._hits)
        shared = redis or shared_redis(chosen.redis_url)
        self._shared = SharedLimits(shared) if shared else None

    async def session(self, who: str) -> None:
        """
        Raises:
            Refused: as do the others.
        """
        limit = RateLimitItemPerMinute(self._settings.sessions_per_minute_and_address)
        await self._count(Hit(limit, "session", who, MESSAGES))

    async def message(self, text: str, conversation: str, who: str) -> None:
        """Whether a code in the text is right or wrong, nobody may try many."""
        chosen = self._settings
        hits = [
            Hit(RateLimitItemPerMinute(chosen.messages_per_minute), "message", conversation, MESSAGES),
            Hit(RateLimitItemPerMinute(chosen.messages_per_minute_and_address), "address", who, MESSAGES),
        ]
        if has_code(text):
            hits += [
                Hit(RateLimitItemPerHour(chosen.codes_per_hour), "code", conversation, CODES),
                Hit(RateLimitItemPerHour(chosen.codes_per_hour_and_address), "code", who, CODES),
            ]
        await self._count(*hits)

    async def is_first(self, message: str) -> bool:
        """Whether this message, by its id, hasn't come in the last SEEN_FOR minutes."""
        if not self._is_first_here(message):
            return False
        if self._shared:
            try:
                return await self._shared.is_first(message, SEEN_FOR * 60)
            except RedisAway:
                return True
        return True

    async def forget(self, message: str) -> None:
        """Let it come again: nothing became of it."""
        fingerprint = _fingerprint(message)
        for came in self._seen.values():
            came.discard(fingerprint)
        if self._shared:
            with contextlib.suppress(RedisAway):
                await self._shared.forget(message)

    def _is_first_here(self, message: str) -> bool:
        minute = int(self._clock() // 60)
        for past in [each for each in self._seen if each < minute - SEEN_FOR]:
            del self._seen[past]
        fingerprint = _fingerprint(message)
        if any(fingerprint in came for came in self._seen.values()):
            return False
        self._seen.setdefault(minute, set()).add(fingerprint)
        return True

    async def _count(self, *hits: Hit) -> None:
        """What follows the first one that is too much isn't counted."""
        refused = await self._first_too_much(*hits)
        if refused:
            raise Refused(429, "rate_limited", refused.refusal, refused.limit.get_expiry())

    async def _first_too_much(self, *hits: Hit) -> Optional[Hit]:
        if self._shared:
            try:
                return await self._shared.first_too_much(*hits)
            except RedisAway:
                pass
        return next((hit for hit in hits if not self._limiter.hit(hit.limit, hit.kind, hit.who)), None)


def _fingerprint(message: str) -> int:
    return int.from_bytes(hashlib.blake2b(message.encode(), digest_size=8).digest(), "big")
