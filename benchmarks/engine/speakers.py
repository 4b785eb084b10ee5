"""Many conversations at once with stock or with ours: what is sent, and what counts as an answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any, Dict, List, Protocol

from benchmarks.engine import talk
from benchmarks.engine.lines import Failed, Lines
from bot.conversations.client import conversation_id


@dataclass
class Conversation:
    """`told` are the messages that were acknowledged, in order: their ids with the ids of the replies."""

    id: str
    token: str = ""
    told: List[Any] = field(default_factory=list)


class Speaker(Protocol):
    """`script` gives the messages of a conversation."""

    def script(self, number: int) -> List[str]: ...

    async def begin(self, port: int) -> Conversation: ...

    async def say(self, conversation: Conversation, text: str, port: int) -> List[Dict[str, Any]]: ...


class StockSpeaker:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def script(self, number: int) -> List[str]:
        return talk.stock(number)

    async def begin(self, port: int) -> Conversation:
        return Conversation(uuid.uuid4().hex)

    async def say(self, conversation: Conversation, text: str, port: int) -> List[Dict[str, Any]]:
        body = {"sender": conversation.id, "message": text}
        replies = await self._lines.post(port, "/webhooks/rest/webhook", body)
        if not replies:
            raise Failed("inget svar")
        return replies


class OurSpeaker:
    """`mixed` has forms besides answers and searches."""

    def __init__(self, lines: Lines, mixed: bool = False) -> None:
        self._lines = lines
        self.script = talk.mixed if mixed else talk.ours

    async def begin(self, port: int) -> Conversation:
        token = (await self._lines.post(port, "/webhooks/web/session", {}))["token"]
        return Conversation(conversation_id(token), token)

    async def say(self, conversation: Conversation, text: str, port: int) -> List[Dict[str, Any]]:
        body = {"text": text, "id": uuid.uuid4().hex}
        answer = await self._lines.post(port, "/webhooks/web/messages", body, conversation.token)
        replies = answer["messages"]
        if not replies or any(reply["kind"] == "error" for reply in replies):
            raise Failed("ursäkt i stället för svar")
        conversation.told.append((body["id"], [reply["id"] for reply in replies]))
        return replies
