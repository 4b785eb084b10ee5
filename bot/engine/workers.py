"""Turns in threads of their own, so that the event loop only takes messages in and gives answers out.

A turn reads the database, understands, predicts, acts and writes. Handing each of these to a thread and back takes
longer than some of them do.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Any, Callable, Coroutine, TypeVar

Given = TypeVar("Given")

_thread = threading.local()


async def in_worker(turn: Callable[..., Coroutine[Any, Any, Given]], *args: Any) -> Given:
    """What the coroutine gives, run on the event loop of a worker thread."""
    return await asyncio.to_thread(lambda: _loop().run_until_complete(turn(*args)))


async def off_loop(work: Callable[..., Given], *args: Any) -> Given:
    """What work that blocks gives: within a worker right here, else in another thread."""
    if asyncio.get_running_loop() is getattr(_thread, "loop", None):
        return work(*args)
    return await asyncio.to_thread(work, *args)


def _loop() -> asyncio.AbstractEventLoop:
    if not hasattr(_thread, "loop"):
        _thread.loop = asyncio.new_event_loop()
    return _thread.loop
