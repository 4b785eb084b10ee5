"""The Teams channel: Microsoft's connector posts what people say, and gets the answers posted to it.

Rasa's own channel for Teams can't be used by a bot that is registered today, and believes anybody.
"""

from __future__ import annotations

import logging
from typing import Any, Dict, Mapping, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request, Sanic
from sanic.response import HTTPResponse, empty, json

from bot.channels.errors import answer_refused
from bot.channels.refused import Refused
from bot.channels.teams.connector import Connector
from bot.channels.teams.identity import Gate
from bot.channels.teams.keys import Keys
from bot.channels.teams.reading import CHANNEL, adds_us, place, spoken, who
from bot.channels.teams.reading import conversation as conversation_of
from bot.channels.teams.talk import Talk
from bot.channels.teams.token import Token
from bot.channels.turns import UNAVAILABLE, Listener
from bot.database import DATABASE_ERRORS
from bot.settings import Settings, settings

logger = logging.getLogger(__name__)


class TeamsInput(InputChannel):
    """`POST webhook` under /webhooks/teams takes what is said when it is kept; the turn goes on after that."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TeamsInput:
        return cls(settings())

    def __init__(self, chosen: Settings, connector: Optional[Connector] = None) -> None:
        self._chosen = chosen
        self._gate = Gate(chosen, Keys(chosen.teams_openid_url))
        self._connector = connector or Connector(Token(chosen))
        self._talk: Optional[Talk] = None

    def blueprint(self, on_new_message: Listener) -> Blueprint:
        teams = Blueprint("guiden_teams", __name__)
        teams.exception(Refused)(answer_refused)

        @teams.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            activity = _activity(request)
            await self._gate.check(request.headers.get("authorization", ""), activity)
            return await _take(activity, self._opened(request.app, on_new_message))

        @teams.listener("after_server_start")
        async def begin(app: Sanic, loop: Any) -> None:
            self._opened(app, on_new_message).inbox.open()

        @teams.listener("before_server_stop")
        async def take_no_more(app: Sanic, loop: Any) -> None:
            self._opened(app, on_new_message).inbox.take_no_more()

        @teams.listener("after_server_stop")
        async def close(app: Sanic, loop: Any) -> None:
            await self._opened(app, on_new_message).inbox.close()
            await self._connector.close()

        return teams

    def _opened(self, app: Sanic, listener: Listener) -> Talk:
        """The agent, whose conversations it needs, is there when the server has started."""
        if self._talk is None:
            self._talk = Talk(self._chosen, self._connector, listener, app.ctx.agent.tracker_store)
        return self._talk


async def _take(activity: Mapping[str, Any], talk: Talk) -> HTTPResponse:
    kind = activity.get("type")
    if kind == "invoke":  # we have nothing that asks for one
        return json({"status": 501}, 501)
    if kind != "message" and not adds_us(activity):
        return empty(202)
    try:
        there, conversation = place(activity), conversation_of(activity)
    except (ValueError, LookupError):
        raise Refused(400, "bad_request", "Aktiviteten säger inte vem som talar eller var.") from None
    if kind != "message":
        talk.greet(there, conversation)
        return empty(202)
    try:
        await talk.hear(spoken(activity), there, conversation, who(activity))
    except DATABASE_ERRORS as error:
        logger.error("what was said in conversation %s could not be kept: %s", conversation, type(error).__name__)
        raise Refused(503, "unavailable", UNAVAILABLE, 5) from None
    return empty(202)


def _activity(request: Request) -> Dict[str, Any]:
    try:
        activity = request.json
    except Exception:
        activity = None
    if not isinstance(activity, dict):
        raise Refused(400, "bad_request", "Begäran ska vara en aktivitet i JSON.")
    return activity
