"""Visitors who go on while things break: they send as the chat component does, through what deploy/nginx.conf does."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import aiohttp

from benchmarks.engine import talk
from benchmarks.engine.exactly_once import Told
from bot.conversations.client import conversation_id

PATIENCE = 5.0  # seconds until a visitor must have heard something
GRACE = 20.0  # seconds that what is under way at the end may still take
LONGEST_PAUSE = 60
PROBE_PACE = 0.2
# As in deploy/nginx.conf.
CONNECT, READ, NEXT_UPSTREAM = 1.0, 35.0, 2.0
AWAY = {"error": {"code": "away", "message": "Guiden svarar inte just nu. Prova igen om en stund."}}
AWAY_PAUSE = 5.0


@dataclass
class Message:
    """Times are of time.monotonic(). `heard` is when the first answer or clear error came, `failed` when tries did."""

    text: str
    round: int
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: float = field(default_factory=time.monotonic)
    heard: Optional[float] = None
    acknowledged: Optional[float] = None
    apologised: bool = False
    replies: List[str] = field(default_factory=list)
    errors: List[str] = field(default_factory=list)
    failed: List[float] = field(default_factory=list)

    @property
    def in_time(self) -> bool:
        return self.heard is not None and self.heard - self.started <= PATIENCE


class _Response(NamedTuple):
    """`status` is 0 when nothing came."""

    status: int
    body: Any = None
    pause: float = 0.0


class Visitor:
    """One conversation; `proxied` is whether there is an nginx in front of the replicas."""

    def __init__(self, http: aiohttp.ClientSession, ports: Sequence[int], proxied: bool) -> None:
        self._http, self._ports, self._proxied = http, list(ports), proxied
        self.messages: List[Message] = []
        self.conversation = self._token = ""
        self._over = False

    def stop(self) -> None:
        self._over = True
        self._last_moment = time.monotonic() + GRACE

    @property
    def told(self) -> List[Told]:
        acknowledged = (message for message in self.messages if message.acknowledged)
        in_order = sorted(acknowledged, key=lambda message: message.acknowledged or 0)
        return [Told(message.id, message.replies, message.round) for message in in_order]

    async def talk(self, number: int, pace: float, at_once: bool) -> None:
        """One message after another with a pause between; or, `at_once`, to each replica its own at the same time, and
        every other time the same one to all of them."""
        await self._begin()
        said = (text for part in itertools.count(number, 8) for text in talk.mixed(part))
        for round in itertools.count():
            if self._over:
                return
            if at_once:
                await self._at_once(said, round)
            else:
                message = Message(next(said), round)
                self.messages.append(message)
                self._ports.append(self._ports.pop(0))
                await self._deliver(message, self._ports[:2])
            await asyncio.sleep(pace)

    async def probe(self, text: str, pace: float) -> List[float]:
        """When it was answered: asked again and again, without the pauses that people make after errors."""
        answered = []
        await self._begin()
        while not self._over:
            message = Message(text, 0)
            if self._is_over(message, await self._send({"text": text, "id": message.id}, self._ports[:2])):
                answered += [message.acknowledged] if message.acknowledged else []
            await asyncio.sleep(pace)
        return answered

    async def _begin(self) -> None:
        self._token = (await self._try(self._ports[0], "session", {})).body["token"]
        self.conversation = conversation_id(self._token)

    async def _at_once(self, said: Any, round: int) -> None:
        own = [Message(next(said), round) for _ in self._ports]
        if round % 2:
            own = [Message(own[0].text, round, own[0].id) for _ in self._ports]
        self.messages += own
        await asyncio.gather(*(self._deliver(message, [port]) for message, port in zip(own, self._ports)))

    async def _deliver(self, message: Message, ports: Sequence[int]) -> None:
        """As widget/src/conversation.ts: again when it may help, with the same id."""
        for failures in itertools.count(1):
            body = {"text": message.text, "id": message.id, **({"again": True} if failures > 1 else {})}
            response = await self._send(body, ports)
            if self._is_over(message, response):
                return
            message.failed.append(time.monotonic())
            pause = response.pause or min(2**failures, LONGEST_PAUSE)
            if self._over and time.monotonic() + pause > self._last_moment:
                return
            await asyncio.sleep(pause)

    def _is_over(self, message: Message, response: _Response) -> bool:
        now = time.monotonic()
        if response.status == 200:
            message.heard = message.heard or now
            replies = response.body["messages"]
            message.apologised = any(reply["kind"] == "error" for reply in replies)
            if message.apologised:
                message.failed.append(now)
                message.errors.append("ursäkt")
            else:
                message.acknowledged = now
                message.replies = [reply["id"] for reply in replies]
            return True
        if _is_clear(response):
            message.heard = message.heard or now
            message.errors.append(response.body["error"]["code"])
        else:
            message.errors.append(str(response.status or "inget svar"))
        return response.status not in (0, 429) and response.status < 500

    async def _send(self, body: Dict[str, Any], ports: Sequence[int]) -> _Response:
        """Another replica is asked, once, when one doesn't answer or is too busy."""
        started = time.monotonic()
        response = _Response(0)
        for port in ports:
            response = await self._try(port, "messages", body)
            if response.status not in (0, 503) or time.monotonic() - started > NEXT_UPSTREAM:
                break
        if response.status == 0 and self._proxied:
            return _Response(503, AWAY, AWAY_PAUSE)
        return response

    async def _try(self, port: int, path: str, body: Dict[str, Any]) -> _Response:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        address = f"http://127.0.0.1:{port}/webhooks/web/{path}"
        try:
            async with self._http.post(address, json=body, headers=headers) as response:
                pause = response.headers.get("Retry-After", "0")
                return _Response(response.status, await response.json(content_type=None), float(pause))
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
            return _Response(0)


def _is_clear(response: _Response) -> bool:
    error = response.body.get("error") if isinstance(response.body, dict) else None
    return isinstance(error, dict) and bool(error.get("message"))


class Crowd:
    def __init__(self, ports: Sequence[int], people: int, pace: float, at_once: bool, proxied: bool) -> None:
        self._ports, self._people, self._pace = ports, people, pace
        self._at_once, self._proxied = at_once, proxied
        self.visitors: List[Visitor] = []
        self.probed: List[float] = []

    async def talk(self, over: asyncio.Event) -> None:
        """Until it is over, and what is under way has been answered or given up."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=READ)
        async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as http:
            self.visitors = [Visitor(http, self._ports, self._proxied) for _ in range(self._people)]
            talking = [
                asyncio.ensure_future(visitor.talk(number, self._pace, self._at_once))
                for number, visitor in enumerate(self.visitors)
            ]
            prober = Visitor(http, self._ports, self._proxied)
            probing = asyncio.ensure_future(prober.probe(talk.QUESTION, PROBE_PACE))
            await over.wait()
            for visitor in (*self.visitors, prober):
                visitor.stop()
            await asyncio.wait_for(asyncio.gather(*talking), GRACE + READ * 2)
            self.probed = await probing

    @property
    def messages(self) -> List[Message]:
        return [message for visitor in self.visitors for message in visitor.messages]

    def told(self) -> List[Tuple[str, List[Told]]]:
        return [(visitor.conversation, visitor.told) for visitor in self.visitors]
