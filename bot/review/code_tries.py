"""How many wrong codes each of those signed in has tried: whoever guesses is soon stopped."""

from __future__ import annotations

import logging
from typing import Callable

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.redis_client import REDIS_ERRORS, blocking_storage
from bot.review.sessions import hash_of

logger = logging.getLogger(__name__)


class Tries:
    """Of the last hour. Kept in this process; in Redis where that is set, but for the time that it is away.

    Redis gets to know nobody's name.
    """

    def __init__(self, wrong_per_hour: int, redis_url: str = "") -> None:
        self._limit = RateLimitItemPerHour(wrong_per_hour, namespace="guiden:codes")
        self._storage = MemoryStorage()  # a limiter itself only refers to it weakly
        self._here = MovingWindowRateLimiter(self._storage)
        self._shared_storage = blocking_storage(redis_url)
        self._shared = MovingWindowRateLimiter(self._shared_storage) if self._shared_storage else None

    def are_left(self, name: str) -> bool:
        return self._ask(lambda limiter: limiter.test(self._limit, hash_of(name)))

    def count_wrong(self, name: str) -> None:
        self._ask(lambda limiter: limiter.hit(self._limit, hash_of(name)))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], bool]) -> bool:
        if self._shared:
            try:
                return question(self._shared)
            except REDIS_ERRORS as error:
                logger.error(
                    "Redis does not answer (%s): wrong codes are counted by this process alone", type(error).__name__
                )
        return question(self._here)
