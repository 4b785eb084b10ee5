"""How many turns go on at the same time, and how many may wait: those after them are told so at once."""

from __future__ import annotations

import asyncio
import contextlib
from typing import AsyncIterator, Iterator

from bot import metrics


class Overloaded(Exception):
    """So many turns wait that another one would not be answered in time."""


class Admission:
    def __init__(self, at_once: int, waiting: int) -> None:
        self._most = at_once + waiting
        self._at_once = at_once
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
        """One of the places of those that go on; waits for it."""
        async with self._places:
            metrics.TURNS_WAITING.dec()
            metrics.TURNS_RUNNING.inc()
            try:
                yield
            finally:
                metrics.TURNS_RUNNING.dec()
                metrics.TURNS_WAITING.inc()

    @property
    def _places(self) -> asyncio.Semaphore:
        """Made on the event loop that turns go on in."""
        if not hasattr(self, "_semaphore"):
            self._semaphore = asyncio.Semaphore(self._at_once)
        return self._semaphore
