"""How many wrong codes each of those signed in has tried: whoever guesses is soon stopped."""

from __future__ import annotations

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Tries:
    """Of the last hour, kept in memory: the review pages are one process."""

    def __init__(self, wrong_per_hour: int) -> None:
        self._limit = RateLimitItemPerHour(wrong_per_hour)
        self._storage = MemoryStorage()  # the limiter itself only refers to it weakly
        self._limiter = MovingWindowRateLimiter(self._storage)

    def are_left(self, name: str) -> bool:
        return self._limiter.test(self._limit, name)

    def count_wrong(self, name: str) -> None:
        self._limiter.hit(self._limit, name)
