"""How many turns go on at the same time, and how many may wait: those after them are told so at once."""

from __future__ import annotations

import asyncio
import contextlib
from typing import AsyncIterator, Iterator

import async_timeout

from bot import metrics

# Seconds that a turn may wait for a place; nobody who has been told that it takes too long is answered afterwards.
PATIENCE = 3.0


class Overloaded(Exception):
    """So many turns wait, or so long, that another one would not be answered in time. It has not begun."""


class Admission:
    def __init__(self, at_once: int, waiting: int, patience: float = PATIENCE) -> None:
        self._most = at_once + waiting
        self._places = asyncio.Semaphore(at_once)
        self._patience = patience
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
        try:
            async with async_timeout.timeout(self._patience):
                await self._places.acquire()
        except asyncio.TimeoutError:
            raise Overloaded from None
        metrics.TURNS_WAITING.dec()
        metrics.TURNS_RUNNING.inc()
        try:
            yield
        finally:
            self._places.release()
            metrics.TURNS_RUNNING.dec()
            metrics.TURNS_WAITING.inc()
