"""The web channel: plain HTTPS requests from our own chat component.

Rasa's rest and socketio channels let anybody speak in anybody's name, so the public meets only this one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import unicodedata
from typing import Any, Awaitable, Callable, Dict, List, Optional
from urllib.parse import urlsplit

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, Restarted, UserUttered
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty, json

from bot.channels import choices, tokens
from bot.channels.contact_details import filled_in
from bot.channels.errors import WebError, answer_web_error, bad_request, unauthorised
from bot.privacy.incoming import without_sensitive
from bot.replies import texts
from bot.replies.model import Reply
from bot.settings import Settings, settings
from bot.swedish.entities import has_code

logger = logging.getLogger(__name__)

CHANNEL = "web"
MAX_CHARACTERS = 1000
MAX_BODY = 16 * 1024
UNWRITABLE = {"Cc", "Cs", "Co"}  # Unicode categories: control, half and private-use characters
PUBLIC_FIELDS = ("id", "text", "sources", "items", "answer", "kind")


class ReplyCollector(OutputChannel):
    """Keeps what the dialogue engine says during one turn; never raises, or the turn would not be saved."""

    def __init__(self) -> None:
        self.replies: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        self.replies.append(Reply("smalltalk", text).as_json())

    async def send_custom_json(self, recipient_id: str, json_message: Dict[str, Any], **kwargs: Any) -> None:
        self.replies.append(json_message)


class WebInput(InputChannel):
    """`POST session`, `POST messages` and `GET messages` under /webhooks/web."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> WebInput:
        return cls(settings())

    def __init__(self, chosen: Settings) -> None:
        self._settings = chosen
        self._keys = chosen.signing_keys
        self._hits = MemoryStorage()  # the limiter itself only refers to it weakly
        self._limiter = MovingWindowRateLimiter(self._hits)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        web = Blueprint("guiden_web", __name__)
        web.exception(WebError)(answer_web_error)

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
            self._limit("session", _address(request), self._settings.sessions_per_minute_and_address)
            seconds = self._settings.session_minutes * 60
            return json({"token": tokens.new_session(self._keys, CHANNEL, seconds), "expires_in": seconds})

        @web.post("/messages")
        async def say(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            message = self._message(request, conversation)
            self._limit("message", conversation, self._settings.messages_per_minute)
            self._limit("address", _address(request), self._settings.messages_per_minute_and_address)
            if has_code(message.text or ""):
                self._limit_codes(conversation, _address(request))
            replies = await filled_in(await self._turn(on_new_message, message), conversation)
            return json({"messages": [self._public(reply, conversation) for reply in replies]})

        @web.get("/messages")
        async def replay(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            return json({"messages": await self._history(request, conversation)})

        return web

    # -- who and how much -------------------------------------------------------------------------

    def _check_origin(self, request: Request) -> None:
        """CORS doesn't stop a request from being carried out, so the server looks at Origin itself."""
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != request.host and origin not in self._settings.origins:
            raise WebError(403, "forbidden_origin", "Chatten får inte användas från den här webbplatsen.")

    def _conversation(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorised()
        try:
            return tokens.conversation(self._keys, token.strip(), CHANNEL)
        except tokens.TokenError:
            raise unauthorised() from None

    def _limit(self, kind: str, who: str, per_minute: int) -> None:
        self._hit(RateLimitItemPerMinute(per_minute), kind, who, "Det blev många meddelanden på kort tid.")

    def _limit_codes(self, conversation: str, address: str) -> None:
        """Whether a code is right or wrong, nobody may try many."""
        for who, per_hour in (
            (conversation, self._settings.codes_per_hour),
            (address, self._settings.codes_per_hour_and_address),
        ):
            self._hit(RateLimitItemPerHour(per_hour), "code", who, "Det blev många koder på kort tid.")

    def _hit(self, limit: RateLimitItem, kind: str, who: str, refusal: str) -> None:
        if not self._limiter.hit(limit, kind, who):
            raise WebError(429, "rate_limited", refusal, limit.get_expiry())

    # -- what is said -----------------------------------------------------------------------------

    def _message(self, request: Request, conversation: str) -> UserMessage:
        body = _json_body(request)
        if "choice" in body:
            return self._chosen(body["choice"], conversation)
        return UserMessage(
            typed_text(body.get("text")), ReplyCollector(), conversation, input_channel=CHANNEL, metadata={}
        )

    def _chosen(self, identity: Any, conversation: str) -> UserMessage:
        try:
            choice = choices.from_id(self._keys, conversation, identity if isinstance(identity, str) else "")
        except choices.ChoiceError:
            raise WebError(400, "unknown_choice", "Valet går inte att använda längre. Skriv i stället.") from None
        return UserMessage(
            choice.payload, ReplyCollector(), conversation, input_channel=CHANNEL, metadata={"title": choice.title}
        )

    async def _turn(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage
    ) -> List[Dict[str, Any]]:
        """Let the dialogue engine answer; a turn that takes too long goes on and can be read with `GET messages`."""
        turn = asyncio.ensure_future(on_new_message(message))
        try:
            await asyncio.wait_for(asyncio.shield(turn), self._settings.answer_timeout_seconds)
        except asyncio.TimeoutError:
            logger.error("no answer in time in conversation %s", message.sender_id)
            raise WebError(503, "timeout", "Det tog för lång tid att svara. Prova igen om en stund.", 5) from None
        except Exception:
            logger.exception("the turn failed in conversation %s", message.sender_id)
        assert isinstance(message.output_channel, ReplyCollector)
        if not message.output_channel.replies:
            logger.error("no reply was given in conversation %s", message.sender_id)
        return message.output_channel.replies or [texts.technical_error().as_json()]

    # -- history ----------------------------------------------------------------------------------

    async def _history(self, request: Request, conversation: str) -> List[Dict[str, Any]]:
        after = request.args.get("after")
        tracker = await request.app.ctx.agent.tracker_store.retrieve_full_tracker(conversation)
        messages: List[Dict[str, Any]] = []
        for event in tracker.events if tracker else ():
            if isinstance(event, Restarted):
                messages.clear()
            elif isinstance(event, UserUttered) and event.text:
                messages.append(_said_by_user(event))
            elif isinstance(event, BotUttered) and event.data.get("custom"):
                messages.append(self._public(event.data["custom"], conversation))
        known = [message["id"] for message in messages]
        return await filled_in(messages[known.index(after) + 1 :] if after in known else messages, conversation)

    def _public(self, reply: Dict[str, Any], conversation: str) -> Dict[str, Any]:
        offered = [
            {"id": choices.to_id(self._keys, conversation, choice), "title": choice["title"]}
            for choice in reply["choices"]
        ]
        return {**{name: reply[name] for name in PUBLIC_FIELDS}, "choices": offered}


def typed_text(text: Any) -> str:
    """What a person typed, cleaned and without what nobody may see; "/" first would be a command to Rasa.

    Raises:
        WebError: when it is no text, empty, too long or a command.
    """
    if not isinstance(text, str):
        raise bad_request()
    composed = unicodedata.normalize("NFC", text)
    cleaned = "".join(" " if unicodedata.category(each) in UNWRITABLE else each for each in composed).strip()
    if not cleaned:
        raise WebError(400, "empty", "Skriv något först.")
    if len(cleaned) > MAX_CHARACTERS:
        raise WebError(
            400, "too_long", f"Meddelandet är {len(cleaned)} tecken. Högst {MAX_CHARACTERS} tecken får plats."
        )
    if cleaned.startswith("/"):
        raise WebError(400, "command", "Ett meddelande kan inte börja med snedstreck. Skriv med vanliga ord.")
    return without_sensitive(cleaned)


def _json_body(request: Request) -> Dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise WebError(415, "unsupported_media_type", "Skicka meddelandet som application/json.")
    if len(request.body) > MAX_BODY:
        raise WebError(413, "too_large", "Meddelandet är för stort.")
    try:
        body = request.json
    except Exception:
        raise bad_request() from None
    if not isinstance(body, dict) or not ({"text", "choice"} & set(body)):
        raise bad_request()
    return body


def _said_by_user(event: UserUttered) -> Dict[str, Any]:
    return {
        "id": event.message_id,
        "text": (event.metadata or {}).get("title") or event.text,
        "sources": [],
        "items": [],
        "choices": [],
        "answer": None,
        "kind": "user",
    }


def _address(request: Request) -> str:
    return network(request.remote_addr or request.ip)


def network(address: str) -> str:
    """The caller's network: an IPv6 household has a whole /64."""
    try:
        known = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(known.ipv4_mapped or ipaddress.IPv6Network((int(known), 64), strict=False))
