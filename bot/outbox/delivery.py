"""The deliverer: a process of its own, so that no conversation ever waits for a mail server."""

from __future__ import annotations

import logging
import random
import threading
import time
from typing import Callable, Dict, List

from bot.database import DATABASE_ERRORS, explained
from bot.outbox import mail, store, webhooks
from bot.outbox.failures import DeliveryFailed
from bot.settings import Settings, settings

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
# Seconds until a second attempt, doubled until each further one, and the most they become.
FIRST_WAIT, LONGEST_WAIT = 30.0, 3600.0
_SEND: Dict[str, Callable[[store.Message, Settings], None]] = {
    "email": mail.send,
    "slack": webhooks.send_to_slack,
    "teams": webhooks.send_to_teams,
}


class Deliverer:
    """Sends what is due, and leaves a receiver that can't be reached alone for a while, for the others' sake."""

    def __init__(self) -> None:
        self._paused_until: Dict[str, float] = {}

    def deliver_due(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """How many messages were delivered until none is due, or until `stopped` between two of them."""
        delivered = 0
        while not stopped():
            message = store.claim(self._reachable())
            if message is None:
                break
            delivered += self._deliver(message)
        return delivered

    def _reachable(self) -> List[str]:
        return [kind for kind in _SEND if self._paused_until.get(kind, 0.0) <= time.monotonic()]

    def _deliver(self, message: store.Message) -> bool:
        try:
            _SEND[message.kind](message, settings())
        except DeliveryFailed as failure:
            self._keep(message, str(failure), failure.pause)
            return False
        except Exception as error:  # our own fault, whose text may repeat the message; it must not stop the others
            self._keep(message, f"internt fel ({type(error).__name__})", 0.0)
            return False
        store.delivered(message)
        return True

    def _keep(self, message: store.Message, why: str, pause: float) -> None:
        self._paused_until[message.kind] = time.monotonic() + pause
        logger.warning("message %s (%s) waits after attempt %s: %s", message.id, message.kind, message.attempts, why)
        store.failed(message, why, max(wait_after(message.attempts), pause))


def wait_after(attempts: int) -> float:
    """Seconds until the next attempt: longer after each, and never the same, so that a crowd spreads out."""
    longest = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)
    return random.uniform(longest / 2, longest)


def deliver_due() -> int:
    """Send what is due now; how many messages were delivered."""
    return Deliverer().deliver_due()


def deliver_forever(stop: threading.Event) -> None:
    """Send messages as they become due until told to stop; a database that is away is waited for."""
    deliverer, away = Deliverer(), False
    while not stop.is_set():
        try:
            deliverer.deliver_due(stop.is_set)
        except DATABASE_ERRORS as error:
            if not away:
                logger.error("nothing is delivered until the database is back: %s", explained(error))
            away = True
        else:
            if away:
                logger.info("the database is back")
            away = False
        stop.wait(POLL_SECONDS)
