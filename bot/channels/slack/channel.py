"""The Slack channel: what Slack sends to one address, acknowledged when it is kept and answered afterwards.

Rasa's own Slack channel drops choices, loses links, answers twice and fails on commands, shortcuts and forms.
"""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request, Sanic
from sanic.response import HTTPResponse, empty, json, text

from bot.channels.limits import Limits
from bot.channels.slack.api import SlackApi
from bot.channels.slack.receiver import Receiver
from bot.channels.slack.requests import NotFromSlack, Unreadable, check_signature, read
from bot.channels.slack.said import CHANNEL
from bot.channels.slack.talk import Talk
from bot.channels.turns import Listener
from bot.database import DATABASE_ERRORS
from bot.settings import Settings, settings

logger = logging.getLogger(__name__)


class SlackInput(InputChannel):
    """`POST webhook` under /webhooks/slack takes events, what is pressed and submitted, and commands."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> SlackInput:
        return cls(settings())

    def __init__(self, chosen: Settings) -> None:
        self._settings = chosen
        self._api = SlackApi(chosen.slack_bot_token, chosen.slack_api_url)
        self._receiver: Optional[Receiver] = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        slack = Blueprint("guiden_slack", __name__)

        @slack.listener("after_server_start")
        async def begin(app: Sanic, loop: Any) -> None:
            self._opened(app, on_new_message).talk.inbox.open()

        @slack.listener("before_server_stop")
        async def take_no_more(app: Sanic, loop: Any) -> None:
            self._opened(app, on_new_message).talk.inbox.take_no_more()

        @slack.listener("after_server_stop")
        async def end(app: Sanic, loop: Any) -> None:
            await self._opened(app, on_new_message).talk.inbox.close()
            await self._api.close()

        @slack.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            try:
                check_signature(self._settings.slack_secrets, request.body, request.headers)
                incoming = read(request.headers.get("content-type", ""), request.body)
            except NotFromSlack:
                return empty(401)
            except Unreadable:
                return empty(400)
            try:
                answer = await self._opened(request.app, on_new_message).receive(incoming)
            except DATABASE_ERRORS as error:  # Slack sends it again, or tells the person that it failed
                logger.error("what Slack sent of kind %s could not be kept: %s", incoming.kind, type(error).__name__)
                return empty(503)
            except (KeyError, TypeError, AttributeError, IndexError) as error:
                # Slack would send it again, and turn the app off in the end.
                logger.error("what Slack sent of kind %s could not be read: %s", incoming.kind, type(error).__name__)
                answer = None
            return text("") if answer is None else json(answer)

        return slack

    def _opened(self, app: Sanic, listener: Listener) -> Receiver:
        """The agent, whose conversations it needs, is there when the server has started."""
        if self._receiver is None:
            talk = Talk(self._settings, Limits(self._settings), self._api, listener, app.ctx.agent.tracker_store)
            self._receiver = Receiver(self._settings, self._api, talk)
        return self._receiver
