"""Two replicas with one PostgreSQL and Redis behind one address, in the place of one process: `pytest --replicas`."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import signal
import threading
import uuid
from pathlib import Path
from typing import Any, Optional, Sequence

from bot.conversations.servers import Servers
from tests.ports import free_port

SECOND = "second"


class Replicas(Servers):
    """As Servers, where each connection is to the next replica. `database` has its tables and content."""

    def __init__(self, folder: Path, database: str, redis: str) -> None:
        more = {"GUIDEN_REDIS_URL": redis, "GUIDEN_TOKEN_SECRETS": uuid.uuid4().hex}
        super().__init__(folder, database, more, prepared=True)
        self._second_port = free_port()
        self._front = RoundRobin([self.port, self._second_port])
        self.address = f"http://127.0.0.1:{self._front.port}"

    def start(self, names: Optional[Sequence[str]] = None) -> None:
        super().start(names)
        if "serve" in (names or self.names):
            self._run(SECOND, "serve", {**self.environment, "GUIDEN_PORT": str(self._second_port)})

    def stop(self, name: str, how: int = signal.SIGTERM) -> None:
        super().stop(name, how)
        if name == "serve":
            super().stop(SECOND, how)

    def _is_ready(self) -> bool:
        return self._answers(self.port) and self._answers(self._second_port)

    def restart(self) -> None:
        self.stop("serve")
        self.start()
        self.wait_until_ready()

    def __enter__(self) -> Replicas:
        self._services.enter_context(self._front)
        super().__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(KeyError, ProcessLookupError):
            self.stop("serve")
        super().__exit__()


class RoundRobin:
    """Passes each connection on to the next of some ports of this machine."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = itertools.cycle(ports)
        self._loop = asyncio.new_event_loop()
        self.port = free_port()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", next(self._ports))
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, inner_writer), _pass_on(inner_reader, writer))

    def __enter__(self) -> RoundRobin:
        self._server: Any = self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", self.port))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
    writer.close()
