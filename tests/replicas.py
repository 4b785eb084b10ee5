"""The assistant where tests start it: one process, or with `pytest --replicas` two of each behind a round robin."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
import uuid
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence

from bot.conversations.servers import Servers
from tests.ports import free_port

PORTS = {"serve": "GUIDEN_PORT", "actions": "GUIDEN_ACTIONS_PORT"}


class Place(NamedTuple):
    """A folder, and a database with tables and content: guiden.db in it if None. Two replicas share `redis`, if any."""

    folder: Path
    database: Optional[str] = None
    redis: Optional[str] = None


MakePlace = Callable[[str], Place]


class Assistant(Servers):
    """As Servers. With Redis there are two replicas and two action servers, and each connection is to the next one.

    `actions_at` is the port where actions answer, whichever server does it.
    """

    def __init__(
        self, place: Place, more: Optional[Mapping[str, str]] = None, with_action_server: bool = False
    ) -> None:
        super().__init__(place.folder, place.database, more, prepared=True, with_action_server=with_action_server)
        self.actions_at = self.actions_port
        self._ports: Dict[str, List[int]] = {"serve": [self.port], "actions": [self.actions_port]}
        self._fronts: List[RoundRobin] = []
        if place.redis:
            self._double(place.redis, with_action_server)

    def _double(self, redis: str, with_action_server: bool) -> None:
        (self.folder / "second").mkdir()
        secret = uuid.uuid4().hex
        (self.folder / "token_secret").write_text(secret, encoding="ascii")  # where one process keeps its own
        self.environment.update(GUIDEN_REDIS_URL=redis, GUIDEN_TOKEN_SECRETS=secret)
        for ports in self._ports.values():
            ports.append(free_port())
        self._fronts = [RoundRobin(ports) for ports in self._ports.values()]
        serve, actions = (front.port for front in self._fronts)
        self.address, self.actions_at = f"http://127.0.0.1:{serve}", actions
        if with_action_server:
            self.environment["GUIDEN_ACTIONS_URL"] = f"http://127.0.0.1:{actions}/webhook"

    def start(self, names: Optional[Sequence[str]] = None) -> None:
        super().start(names)
        for name in names or self.names:
            for port in self._ports.get(name, [])[1:]:
                own = {"GUIDEN_STATE_DIR": str(self.folder / "second"), PORTS[name]: str(port)}
                self._run(_second(name), name, {**self.environment, **own})

    def _named(self, name: str) -> Sequence[str]:
        return [each for each in (name, _second(name)) if each in self._processes]

    def _is_ready(self) -> bool:
        running = [name for name in self._ports if name in self._processes]
        return all(self._answers(port) for name in running for port in self._ports[name])

    def __enter__(self) -> Assistant:
        for front in self._fronts:
            self._services.enter_context(front)
        super().__enter__()
        return self


def _second(name: str) -> str:
    return f"{name} 2"


class RoundRobin:
    """Passes each connection on to the next of some ports of this machine."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = itertools.cycle(ports)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = free_port()

    async def _listen(self) -> Any:
        return await asyncio.start_server(self._connected, "127.0.0.1", self.port)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", next(self._ports))
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, inner_writer), _pass_on(inner_reader, writer))

    def __enter__(self) -> RoundRobin:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
    writer.close()
