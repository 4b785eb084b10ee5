"""How many turns go on at the same time, and how many may wait: those after them are told so at once."""

from __future__ import annotations

import asyncio
import contextlib
from typing import AsyncIterator, Iterator

import async_timeout

from bot import metrics

# Seconds that a turn may wait for a place; nobody who has been told that it takes too long is answered afterwards.
PATIENCE = 3.0
# So many turns begin side by side: threads that share a core get less done the more they are. One that has gone on for
# WAITS_AFTER seconds waits for something, such as a database, and lets another begin.
SIDE_BY_SIDE, WAITS_AFTER = 4, 0.2


class Overloaded(Exception):
    """So many turns wait, or so long, that another one would not be answered in time. It has not begun."""


class Admission:
    def __init__(
        self, at_once: int, waiting: int, patience: float = PATIENCE, side_by_side: int = SIDE_BY_SIDE,
        waits_after: float = WAITS_AFTER,
    ) -> None:  # fmt: skip
        self._most = at_once + waiting
        self._places = asyncio.Semaphore(at_once)
        self._working = asyncio.Semaphore(side_by_side)
        self._patience, self._waits_after = patience, waits_after
        self._inside = 0

    @contextlib.contextmanager
    def let_in(self) -> Iterator[None]:
        """
        Raises:
            Overloaded: at once.
        """
        if self._inside >= self._most:
            raise Overloaded
        self._inside += 1
        metrics.TURNS_WAITING.inc()
        try:
            yield
        finally:
            self._inside -= 1
            metrics.TURNS_WAITING.dec()

    @contextlib.asynccontextmanager
    async def running_turn(self) -> AsyncIterator[None]:
        """
        Raises:
            Overloaded: there is no place in time.
        """
        with contextlib.ExitStack() as left:
            try:
                async with async_timeout.timeout(self._patience):
                    await self._places.acquire()
                    left.callback(self._places.release)
                    await self._working.acquire()
            except asyncio.TimeoutError:
                raise Overloaded from None
            works = left.enter_context(contextlib.ExitStack())
            works.callback(self._working.release)
            left.callback(asyncio.get_running_loop().call_later(self._waits_after, works.close).cancel)
            metrics.TURNS_WAITING.dec()
            metrics.TURNS_RUNNING.inc()
            left.callback(metrics.TURNS_WAITING.inc)
            left.callback(metrics.TURNS_RUNNING.dec)
            yield
