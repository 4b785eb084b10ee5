"""The Teams channel alone, served on a port of its own, with whatever dialogue engine a test gives it."""

from __future__ import annotations

import asyncio
import itertools
import threading
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, UserUttered
from sanic import Request, Sanic
from sanic.response import HTTPResponse, text

from bot import database
from bot.channels.teams.channel import TeamsInput
from bot.channels.teams.connector import Connector
from bot.channels.teams.token import Token
from bot.conversations.teams.microsoft import Microsoft
from bot.engine.conversation_store import ConversationStore
from bot.replies.model import Reply
from bot.settings import Settings
from tests.ports import free_port

_numbers = itertools.count(1)
Engine = Callable[[UserMessage], Awaitable[Any]]


async def echo(message: UserMessage) -> None:
    """A dialogue engine that says what it was told."""
    await message.output_channel.send_custom_json(
        message.sender_id, Reply("smalltalk", f"Du sa {message.text}").as_json()
    )


class Service:
    """`heard` is what reached the dialogue engine, and `tracker_store` what it keeps: as Rasa's agent has it.

    A reply of the kind form means that its form goes on. `patience` and `timeout` are those of Connector.
    """

    def __init__(
        self, chosen: Settings, microsoft: Microsoft, engine: Engine = echo, patience: float = 2.0, timeout: float = 1.0
    ) -> None:
        self.microsoft = microsoft
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/webhooks/teams/webhook"
        self.heard: List[UserMessage] = []
        self.tracker_store = ConversationStore(database.engine(), Domain.empty())
        self._engine = engine
        self._chosen = chosen
        self._patience, self._timeout = patience, timeout
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()

    async def _listen(self, message: UserMessage) -> None:
        self.heard.append(message)
        await self._engine(message)
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        in_form = any(reply["kind"] == "form" for reply in message.output_channel.replies)
        tracker.update_with_events([UserUttered(message.text), ActiveLoop("form" if in_form else None)], None)
        await self.tracker_store.save(tracker)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        app = Sanic(f"teams_{next(_numbers)}", configure_logging=False)
        app.ctx.agent = self
        connector = Connector(Token(self._chosen), self._patience, pause=0.1, timeout=self._timeout)
        app.blueprint(TeamsInput(self._chosen, connector).blueprint(self._listen), url_prefix="/webhooks/teams")

        @app.get("/tick")
        async def tick(request: Request) -> HTTPResponse:
            return text("tack")

        self._server: Any = await app.create_server(
            "127.0.0.1", self.port, return_asyncio_server=True, access_log=False
        )  # fmt: skip
        await self._server.startup()
        await self._server.start_serving()
        await self._server.after_start()

    def __enter__(self) -> Service:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()
        await self._server.after_stop()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class Person:
    """Somebody in a chat of Teams. `said` are the texts of the cards that the chat got."""

    def __init__(self, service: Service, chat: Optional[str] = None, kind_of_chat: str = "personal") -> None:
        self._service = service
        self._microsoft = service.microsoft
        self.person = str(uuid.uuid4())
        self.chat = {
            "id": chat or f"a:{uuid.uuid4().hex}", "conversationType": kind_of_chat, "tenantId": self._microsoft.tenant,
        }  # fmt: skip

    def activity(self, **more: Any) -> Dict[str, Any]:
        return {
            "type": "message", "id": f"1732{next(_numbers):09}", "channelId": "msteams",
            "serviceUrl": self._microsoft.service_url, "conversation": self.chat,
            "from": {"id": f"29:{self.person}", "name": "Anna Andersson", "aadObjectId": self.person},
            "recipient": {"id": f"28:{self._microsoft.app_id}", "name": "Hänsynsguiden"},
            "channelData": {"tenant": {"id": self._microsoft.tenant}}, "locale": "sv-SE", **more,
        }  # fmt: skip

    def deliver(self, **more: Any) -> int:
        return self._microsoft.deliver(self._service.address, self.activity(**more))[0]

    def wait_for(self, number: int, seconds: float = 20) -> List[Dict[str, Any]]:
        """The activities of the chat, once there are so many."""
        self._microsoft.wait_until(lambda: len(self._microsoft.messages(self.chat["id"])) >= number, seconds)
        return [each.activity for each in self._microsoft.messages(self.chat["id"])]
