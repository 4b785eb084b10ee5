"""Turns in threads of their own, so that the event loop only takes messages in and gives answers out.

A turn reads the database, understands, predicts, acts and writes. Handing each of these to a thread and back takes
longer than some of them do.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Coroutine, Optional, TypeVar

Given = TypeVar("Given")

_thread = threading.local()


class Workers:
    """So many threads for turns, each with an event loop, and as many for what these have done in threads."""

    def __init__(self, at_once: int) -> None:
        self._turns = ThreadPoolExecutor(at_once, thread_name_prefix="turn")
        self._helpers = ThreadPoolExecutor(at_once, thread_name_prefix="action")

    async def carry_out(self, turn: Callable[..., Coroutine[Any, Any, Given]], *args: Any) -> Given:
        """What the coroutine gives, run on the event loop of a worker."""
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._turns, context.run, self._run, turn, *args)

    def _run(self, turn: Callable[..., Coroutine[Any, Any, Given]], *args: Any) -> Given:
        if not hasattr(_thread, "loop"):
            _thread.loop = asyncio.new_event_loop()
            _thread.loop.set_default_executor(self._helpers)
        return _thread.loop.run_until_complete(turn(*args))


async def off_loop(work: Callable[..., Given], *args: Any, seconds: Optional[float] = None) -> Given:
    """What work that blocks gives: within a worker right here, else in another thread, which is waited for that long.

    Raises:
        asyncio.TimeoutError: it takes longer there. It goes on.
    """
    if asyncio.get_running_loop() is getattr(_thread, "loop", None):
        return work(*args)
    return await asyncio.wait_for(asyncio.to_thread(work, *args), seconds)
