"""Stands between two parts on the network: passes on to one target or several in turn, late or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Any, List, Sequence, Tuple

CHUNK = 65536


class Relay:
    """`delay` is by how many seconds what the targets say comes late. `cut` loses all that is sent, both ways and
    without a word, as a network does; who connects meanwhile gets no answer.

    A target that refuses a connection is passed over for the next one.
    """

    def __init__(self, targets: Sequence[int]) -> None:
        self.delay = 0.0
        self._targets = list(targets)
        self._mended = asyncio.Event()
        self._lost: List[asyncio.StreamWriter] = []
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._listen())
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        self._loop.call_soon_threadsafe(self._mended.clear)

    def mend(self) -> None:
        """What was sent while it was cut is lost: those connections are closed."""
        self._loop.call_soon_threadsafe(self._let_go)

    def close(self) -> None:
        async def end() -> None:
            self._server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def __enter__(self) -> Relay:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- in the loop ----------------------------------------------------------------------------------

    async def _listen(self) -> asyncio.base_events.Server:
        self._mended.set()
        return await asyncio.start_server(self._pass_on, "127.0.0.1", 0)

    def _let_go(self) -> None:
        self._mended.set()
        for writer in self._lost:
            writer.close()
        self._lost.clear()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._mended.is_set():
            self._lost.append(writer)
            return
        with contextlib.suppress(OSError, asyncio.CancelledError):
            inside, out = await self._connected()
            await asyncio.gather(self._copy(reader, out, False), self._copy(inside, writer, True))
        writer.close()

    async def _connected(self) -> Tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _ in self._targets:
            self._targets.append(self._targets.pop(0))
            with contextlib.suppress(ConnectionError):
                return await asyncio.open_connection("127.0.0.1", self._targets[-1])
        raise ConnectionError

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, late: bool) -> None:
        """Each piece goes on when its time has come, so that a delay makes nothing slower but later."""
        pieces: asyncio.Queue = asyncio.Queue()

        async def read() -> None:
            data: Any = True
            while data:
                with contextlib.suppress(OSError):
                    data = b""
                    data = await reader.read(CHUNK)
                pieces.put_nowait((self._loop.time() + (self.delay if late else 0), data))

        reading = asyncio.ensure_future(read())
        try:
            while True:
                due, data = await pieces.get()
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                if not self._mended.is_set():
                    self._lost.append(writer)
                    await self._mended.wait()
                    return
                if not data:
                    return
                writer.write(data)
                await writer.drain()
        finally:
            reading.cancel()
            writer.close()
