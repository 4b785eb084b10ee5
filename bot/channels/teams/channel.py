"""The Teams channel: Microsoft's connector posts what people say, and gets the answers posted to it.

Rasa's own channel for Teams can't be used by a bot that is registered today, and believes anybody.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, AsyncIterator, Dict, Mapping, Optional, Sequence

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty, json

from bot.channels import choices
from bot.channels.errors import answer_refused
from bot.channels.lanes import Lanes
from bot.channels.limits import Limits
from bot.channels.others import warned
from bot.channels.refused import Refused
from bot.channels.teams import words
from bot.channels.teams.cards import render
from bot.channels.teams.connector import Connector
from bot.channels.teams.identity import Gate
from bot.channels.teams.keys import Keys
from bot.channels.teams.reading import CHANNEL, Place, Spoken, adds_us, conversation, place, spoken, who
from bot.channels.teams.token import Token
from bot.channels.turns import TURN_TIMEOUT, Listener, ReplyCollector, begin, replies_to
from bot.channels.typed import typed_text
from bot.settings import Settings, settings

TYPING_EVERY = 3.0  # seconds; what is shown once fades after a little more


class TeamsInput(InputChannel):
    """`POST webhook` under /webhooks/teams takes what is said at once; the turn goes on after that."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TeamsInput:
        return cls(settings())

    def __init__(self, chosen: Settings, connector: Optional[Connector] = None) -> None:
        self._keys = chosen.signing_keys
        self._gate = Gate(chosen, Keys(chosen.teams_openid_url))
        self._connector = connector or Connector(Token(chosen))
        self._limits = Limits(chosen)
        self._lanes = Lanes()

    def blueprint(self, on_new_message: Listener) -> Blueprint:
        teams = Blueprint("guiden_teams", __name__)
        teams.exception(Refused)(answer_refused)

        @teams.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            activity = _activity(request)
            await self._gate.check(request.headers.get("authorization", ""), activity)
            return self._take(activity, on_new_message, request.app.ctx.agent.tracker_store)

        @teams.listener("after_server_stop")
        async def close(*_: Any) -> None:
            await self._connector.close()

        return teams

    def _take(self, activity: Mapping[str, Any], listener: Listener, store: TrackerStore) -> HTTPResponse:
        kind = activity.get("type")
        if kind == "invoke":  # we have nothing that asks for one
            return json({"status": 501}, 501)
        if kind != "message" and not adds_us(activity):
            return empty(202)
        try:
            there, talk = place(activity), conversation(activity)
        except (ValueError, LookupError):
            raise Refused(400, "bad_request", "Aktiviteten säger inte vem som talar eller var.") from None
        if kind != "message":
            self._lanes.start(talk, lambda: self._greet(there, talk))
        else:
            self._lanes.start(talk, lambda: self._turn(activity, there, talk, listener, store))
        return empty(202)

    async def _greet(self, there: Place, talk: str) -> None:
        """Both of Teams' ways to tell that we were installed come at once."""
        if await self._limits.is_first(f"greeted {there.conversation}"):
            await self._say(there, talk, [words.greeting(there.in_private)])

    async def _turn(
        self, activity: Mapping[str, Any], there: Place, talk: str, listener: Listener, store: TrackerStore
    ) -> None:
        if there.reply_to and not await self._limits.is_first(f"{there.conversation} {there.reply_to}"):
            return
        said = spoken(activity)
        if said.to_us and not said.text:
            await self._say(there, talk, [words.greeting(there.in_private)])
            return
        try:
            message = self._message(said, talk, there)
            await self._limits.message(message.text or "", talk, who(activity))
            async with self._typing(there):
                replies = await replies_to(message, begin(message, listener), TURN_TIMEOUT, there.in_private)
        except Refused as refused:
            await self._say(there, talk, [words.sentence(refused.message)])
            return
        if not there.in_private:
            replies = await warned(replies, talk, store)
        if said.from_list:
            replies = [words.chosen((message.metadata or {})["title"]), *replies]
        await self._say(there, talk, replies)

    def _message(self, said: Spoken, talk: str, there: Place) -> UserMessage:
        about: Dict[str, Any] = {}
        text = ""
        if said.choice is None:
            text = typed_text(said.text)
        elif not said.choice:
            raise Refused(400, "nothing_chosen", "Välj något i listan först.")
        else:
            try:
                text, about["title"] = self._pressed(said.choice, talk)
            except choices.ChoiceError:
                raise Refused(400, "unknown_choice", words.no_such_choice(there.in_private)) from None
        return UserMessage(text, ReplyCollector(CHANNEL), talk, input_channel=CHANNEL, metadata=about)

    def _pressed(self, identity: str, talk: str) -> tuple[str, str]:
        chosen = choices.from_id(self._keys, talk, identity)
        return chosen.payload, chosen.title

    async def _say(self, there: Place, talk: str, replies: Sequence[Mapping[str, Any]]) -> None:
        for activity in render(replies, lambda choice: choices.to_id(self._keys, talk, choice)):
            await self._connector.say(there, activity, talk)

    @contextlib.asynccontextmanager
    async def _typing(self, there: Place) -> AsyncIterator[None]:
        """Show that an answer is being written, at once and until it is there."""
        shown = asyncio.ensure_future(self._keep_typing(there))
        try:
            yield
        finally:
            shown.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await shown

    async def _keep_typing(self, there: Place) -> None:
        while True:
            await self._connector.show_typing(there)
            await asyncio.sleep(TYPING_EVERY)


def _activity(request: Request) -> Dict[str, Any]:
    try:
        activity = request.json
    except Exception:
        activity = None
    if not isinstance(activity, dict):
        raise Refused(400, "bad_request", "Begäran ska vara en aktivitet i JSON.")
    return activity
