"""The Slack channel on a port of its own, in front of an engine that says what a test tells it to."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import threading
from typing import Any, Callable, Dict, List, Sequence

import rasa.core.channels.channel
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, UserUttered
from sanic import Sanic

from bot.channels.server import LARGEST_REQUEST
from bot.channels.slack.channel import SlackInput
from bot.conversations.slack.workspace import SlackWorkspace
from bot.database import engine
from bot.engine.conversation_store import ConversationStore
from bot.replies.model import Reply
from bot.settings import load_settings
from tests.ports import free_port

_numbers = itertools.count()


class Engine:
    """Stands for Rasa's agent: keeps what it hears, and answers it. A turn is saved before anybody is answered.

    A reply of a form begins one, or goes on with it. `faults` are raised first, one for each message.
    """

    def __init__(self, answers: Callable[[str], Sequence[Reply]]) -> None:
        self.tracker_store = ConversationStore(engine(), Domain.empty())
        self.heard: List[UserMessage] = []
        self.faults: List[Exception] = []
        self._answers = answers

    async def handle_message(self, message: UserMessage) -> None:
        if self.faults:
            raise self.faults.pop()
        self.heard.append(message)
        replies = self._answers(message.text or "")
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, metadata=message.metadata))
        if any(reply.kind == "form" for reply in replies):
            tracker.update(ActiveLoop("submission_form"))
        for reply in replies:
            said = {**reply.as_json(), "id": secrets.token_hex(8)}
            assert message.output_channel is not None
            await message.output_channel.send_custom_json(message.sender_id, said)
            tracker.update(BotUttered(None, {"custom": said}))
        await self.tracker_store.save(tracker)

    def texts(self) -> List[str]:
        return [message.text or "" for message in self.heard]


class Running:
    """`address` is where Slack sends things; `engine` has what came through."""

    def __init__(self, workspace: SlackWorkspace, answers: Callable[[str], Sequence[Reply]], **more: Any) -> None:
        named = {name.removeprefix("GUIDEN_").lower(): value for name, value in workspace.environment.items()}
        settings: Dict[str, Any] = {"messages_per_minute": 1000, "token_secrets": "k" * 32, **named, **more}
        self.engine = Engine(answers)
        self._app = Sanic(f"slack_{next(_numbers)}", configure_logging=False)
        self._app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
        self._app.ctx.agent = self.engine
        channel = SlackInput(load_settings(**settings))
        rasa.core.channels.channel.register([channel], self._app, route="/webhooks/")
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}/webhooks/slack/webhook"
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Running:
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        self._server: Any = await self._app.create_server(
            "127.0.0.1", self._port, return_asyncio_server=True, access_log=False
        )
        await self._server.startup()
        await self._server.start_serving()
        await self._server.after_start()

    async def _stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()
        await self._server.after_stop()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
