"""The Slack channel: what Slack sends to one address, acknowledged at once and answered afterwards.

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

        @slack.listener("after_server_stop")
        async def end(app: Sanic, loop: Any) -> None:
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
                answer = self._receive(request.app, on_new_message)(incoming)
            except (KeyError, TypeError, AttributeError, IndexError) as error:
                # Slack would send it again, and turn the app off in the end.
                logger.error("what Slack sent of kind %s could not be read: %s", incoming.kind, type(error).__name__)
                answer = None
            return text("") if answer is None else json(answer)

        return slack

    def _receive(self, app: Sanic, listener: Listener) -> Callable[..., Optional[Dict[str, Any]]]:
        """The agent, whose conversations it needs, is there when the first request comes."""
        if self._receiver is None:
            talk = Talk(self._settings, Limits(self._settings), self._api, listener, app.ctx.agent.tracker_store)
            self._receiver = Receiver(self._settings, self._api, talk)
        return self._receiver.receive
