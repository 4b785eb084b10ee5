"""Work that goes on after a request is answered: in order within a conversation, waiting for no other one."""

from __future__ import annotations

import asyncio
import logging
import weakref
from typing import Any, Awaitable, Callable, ClassVar, Set

logger = logging.getLogger(__name__)


class Lanes:
    """A lane for each conversation. Work must be given on the event loop."""

    _running: ClassVar[Set[asyncio.Task]] = set()  # everybody's; asyncio itself only refers to tasks weakly

    def __init__(self) -> None:
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    def start(self, conversation: str, work: Callable[[], Awaitable[Any]]) -> None:
        """Let it begin when what was started before in the same conversation is done; what fails is logged."""
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        task = asyncio.ensure_future(_in_lane(lock, conversation, work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    @classmethod
    async def ended(cls, seconds: float) -> None:
        """Wait until nothing goes on in any lane, but no longer than that."""
        if cls._running:
            _, left = await asyncio.wait(cls._running, timeout=seconds)
            if left:
                logger.error("%d answers could not be finished before the end", len(left))


async def _in_lane(lock: asyncio.Lock, conversation: str, work: Callable[[], Awaitable[Any]]) -> None:
    async with lock:
        try:
            await work()
        except Exception:
            logger.exception("what was begun in conversation %s could not be finished", conversation)
