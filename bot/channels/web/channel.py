"""The web channel: plain HTTPS requests from our own chat component.

Rasa's rest and socketio channels let anybody speak in anybody's name, so the public meets only this one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from typing import Any, Dict, List, NamedTuple, Optional, Tuple
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty, json

from bot.channels import choices
from bot.channels.contact_details import filled_in
from bot.channels.errors import answer_refused, unauthorised
from bot.channels.limits import Limits
from bot.channels.refused import Refused
from bot.channels.turns import Listener, ReplyCollector, begin, in_time, replies_to
from bot.channels.web import history, tokens
from bot.channels.web.body import Said, read_said
from bot.replies import texts
from bot.replies.feedback import feedback_choices
from bot.settings import Settings, settings
from bot.statistics import trying

CHANNEL = "web"
KNOWN_FOR = 15  # seconds that a turn's answer is at hand for a client that asks again
PUBLIC_FIELDS = ("id", "text", "sources", "items", "answer", "kind")


class _Begun(NamedTuple):
    """A turn that is under way, or was a short while ago."""

    message: UserMessage
    turn: asyncio.Future


class WebInput(InputChannel):
    """`POST session`, `POST messages` and `GET messages` under /webhooks/web.

    `POST session?trying=yes` begins a conversation that isn't counted (bot.statistics.trying).
    """

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> WebInput:
        return cls(settings())

    def __init__(self, chosen: Settings) -> None:
        self._settings = chosen
        self._keys = chosen.signing_keys
        self._limits = Limits(chosen)
        self._under_way: Dict[Tuple[str, Optional[str]], _Begun] = {}

    def blueprint(self, on_new_message: Listener) -> Blueprint:
        web = Blueprint("guiden_web", __name__)
        web.exception(Refused)(answer_refused)

        @web.middleware("request")
        async def refuse_strangers(request: Request) -> None:
            self._check_origin(request)

        @web.middleware("response")
        async def allow_embedding(request: Request, response: HTTPResponse) -> None:
            response.headers["Cache-Control"] = "no-store"
            origin = request.headers.get("origin")
            if origin in self._settings.origins:
                response.headers["Access-Control-Allow-Origin"] = origin
                response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
                response.headers["Access-Control-Expose-Headers"] = "Retry-After"
                response.headers["Vary"] = "Origin"

        async def preflight(request: Request) -> HTTPResponse:
            return empty()

        web.add_route(preflight, "/session", methods=["OPTIONS"], name="session_preflight")
        web.add_route(preflight, "/messages", methods=["OPTIONS"], name="messages_preflight")

        @web.post("/session")
        async def session(request: Request) -> HTTPResponse:
            await self._limits.session(_address(request))
            seconds = self._settings.session_minutes * 60
            mark = trying.MARK if request.args.get("trying") else ""
            return json({"token": tokens.new_session(self._keys, CHANNEL, seconds, mark), "expires_in": seconds})

        @web.post("/messages")
        async def say(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            said = read_said(request, self._keys, conversation)
            await self._limits.message(said.text, conversation, _address(request))
            came = time.monotonic()
            replies = await self._answered_before(said, conversation, request)
            if replies is None:
                begun = self._begun(said, conversation, on_new_message)
                patience = self._settings.answer_timeout_seconds
                replies = await replies_to(begun.message, begun.turn, came + patience - time.monotonic())
            return json({"messages": [self._public(reply, conversation) for reply in replies]})

        @web.get("/messages")
        async def replay(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            store = request.app.ctx.agent.tracker_store
            asked = history.history(store, conversation, request.args.get("after"))
            messages = await in_time(asked, self._settings.answer_timeout_seconds)
            shown = await filled_in(messages, conversation)
            return json({"messages": [self._public(message, conversation) for message in shown]})

        return web

    # -- who ----------------------------------------------------------------------------------------

    def _check_origin(self, request: Request) -> None:
        """CORS doesn't stop a request from being carried out, so the server looks at Origin itself."""
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != request.host and origin not in self._settings.origins:
            raise Refused(403, "forbidden_origin", "Chatten får inte användas från den här webbplatsen.")

    def _conversation(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorised()
        try:
            return tokens.conversation(self._keys, token.strip(), CHANNEL)
        except tokens.TokenError:
            raise unauthorised() from None

    # -- what is said and answered --------------------------------------------------------------------

    async def _answered_before(self, said: Said, conversation: str, request: Request) -> Optional[List[Dict[str, Any]]]:
        """The replies to a message that came before: its client, or the client's browser, sends it once more."""
        if said.id is None or (conversation, said.id) in self._under_way:
            return None
        if await self._limits.is_first(f"{conversation} {said.id}") and not said.again:
            return None
        stored = _stored_answer(request.app.ctx.agent.tracker_store, conversation, said.id)
        return await in_time(stored, self._settings.answer_timeout_seconds)

    def _begun(self, said: Said, conversation: str, listener: Listener) -> _Begun:
        """The message's turn, which is under way from now on, or already was."""
        key = (conversation, said.id)
        begun = self._under_way.get(key) if said.id else None
        if begun is None:
            about = {name: value for name, value in (("title", said.title), ("page", said.page)) if value}
            message = UserMessage(
                said.text, ReplyCollector(CHANNEL), conversation, input_channel=CHANNEL, message_id=said.id,
                metadata=about,
            )  # fmt: skip
            begun = _Begun(message, begin(message, listener))
            if said.id:
                self._under_way[key] = begun
                begun.turn.add_done_callback(lambda turn: self._forget(key, turn))
        return begun

    def _forget(self, key: Tuple[str, Optional[str]], turn: asyncio.Future) -> None:
        """In a while: one that erased its conversation is known here only. One that failed may be tried again."""
        if turn.cancelled() or turn.exception() is not None:
            self._under_way.pop(key, None)
        else:
            asyncio.get_running_loop().call_later(KNOWN_FOR, self._under_way.pop, key, None)

    def _public(self, reply: Dict[str, Any], conversation: str) -> Dict[str, Any]:
        def offered(offers: Any) -> List[Dict[str, str]]:
            return [{"id": choices.to_id(self._keys, conversation, offer), "title": offer["title"]} for offer in offers]

        opinions = [vars(choice) for choice in feedback_choices(reply)]
        public = {name: reply[name] for name in PUBLIC_FIELDS}
        return {**public, "choices": offered(reply["choices"]), "feedback": offered(opinions)}


async def _stored_answer(store: TrackerStore, conversation: str, message_id: str) -> Optional[List[Dict[str, Any]]]:
    replies = await history.answer_to(store, conversation, message_id)
    if replies == []:
        return [texts.technical_error().as_json()]
    return replies and await filled_in(replies, conversation)


def _address(request: Request) -> str:
    return network(request.remote_addr or request.ip)


def network(address: str) -> str:
    """The caller's network: an IPv6 household has a whole /64."""
    try:
        known = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(known.ipv4_mapped or ipaddress.IPv6Network((int(known), 64), strict=False))
