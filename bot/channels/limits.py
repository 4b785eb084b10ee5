"""How much each conversation and each network may say, and which messages have come before."""

from __future__ import annotations

import time
from typing import Callable, Dict

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from bot.channels.refused import Refused
from bot.settings import Settings
from bot.swedish.entities import has_code

MESSAGES = "Det blev många meddelanden på kort tid."
CODES = "Det blev många koder på kort tid."
# Minutes in which a platform may send again what it has sent: Slack's last attempt comes after five.
SEEN_FOR = 15


class Limits:
    """Kept in this process. `who` is the network that messages come from, or the person where the platform knows."""

    def __init__(self, chosen: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = chosen
        self._clock = clock
        self._seen: Dict[str, float] = {}  # when, oldest first; the limiter would keep each for ever
        self._hits = MemoryStorage()  # the limiter itself only refers to it weakly
        # A moving window would keep, and look through, every hit of everybody at each new one.
        self._limiter = FixedWindowRateLimiter(self._hits)

    def session(self, who: str) -> None:
        """
        Raises:
            Refused: as do the others.
        """
        self._hit(RateLimitItemPerMinute(self._settings.sessions_per_minute_and_address), "session", who, MESSAGES)

    def message(self, text: str, conversation: str, who: str) -> None:
        """Whether a code in the text is right or wrong, nobody may try many."""
        chosen = self._settings
        self._hit(RateLimitItemPerMinute(chosen.messages_per_minute), "message", conversation, MESSAGES)
        self._hit(RateLimitItemPerMinute(chosen.messages_per_minute_and_address), "address", who, MESSAGES)
        if has_code(text):
            self._hit(RateLimitItemPerHour(chosen.codes_per_hour), "code", conversation, CODES)
            self._hit(RateLimitItemPerHour(chosen.codes_per_hour_and_address), "code", who, CODES)

    def is_first(self, message: str) -> bool:
        """Whether this message, by its id, hasn't come in the last SEEN_FOR minutes."""
        now = self._clock()
        while self._seen and now - self._seen[next(iter(self._seen))] > SEEN_FOR * 60:
            del self._seen[next(iter(self._seen))]
        if message in self._seen:
            return False
        self._seen[message] = now
        return True

    def _hit(self, limit: RateLimitItem, kind: str, who: str, refusal: str) -> None:
        if not self._limiter.hit(limit, kind, who):
            raise Refused(429, "rate_limited", refusal, limit.get_expiry())
