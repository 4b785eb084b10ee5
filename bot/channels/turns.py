"""One turn of a conversation: what somebody said goes to the dialogue engine, and its replies come back."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import Any, Awaitable, Callable, Dict, List, TypeVar

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot import metrics, tracing
from bot.channels.contact_details import filled_in
from bot.channels.refused import Refused
from bot.engine.admission import Overloaded
from bot.engine.conversation_store import NotSaved
from bot.engine.locks import Busy, LocksAway
from bot.engine.logs import in_conversation
from bot.replies import texts
from bot.replies.model import Reply

logger = logging.getLogger(__name__)

Listener = Callable[[UserMessage], Awaitable[Any]]
Replies = List[Dict[str, Any]]
Given = TypeVar("Given")

UNAVAILABLE = (
    "Förlåt, något gick fel hos oss, så det du skrev kom inte fram. Försök igen om en liten stund. "
    "Arbetar du i en kommun eller region kan du ringa SKR:s kontaktcenter på 08-452 70 00."
)
TOO_LATE = "Det tog för lång tid att svara. Prova igen om en stund."
# Seconds that a turn may take where nobody holds a line open meanwhile.
TURN_TIMEOUT = 120.0


class ReplyCollector(OutputChannel):
    """Keeps what the dialogue engine says during one turn; never raises, or the turn would not be saved."""

    def __init__(self, channel: str) -> None:
        self.replies: Replies = []
        self._channel = channel

    def name(self) -> str:  # type: ignore[override]  # Rasa asks the instance; the class serves every channel
        return self._channel

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        self.replies.append(Reply("smalltalk", text).as_json())

    async def send_custom_json(self, recipient_id: str, json_message: Dict[str, Any], **kwargs: Any) -> None:
        self.replies.append(json_message)


def conversation_id(channel: str, *parts: str) -> str:
    """The conversation that these ids of a platform have together; it doesn't tell which they are."""
    return f"{channel}:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def begin(message: UserMessage, listener: Listener) -> asyncio.Future:
    """Start the message's turn; what is logged in it says in which conversation."""
    return asyncio.ensure_future(_carried_out(message, listener))


async def _carried_out(message: UserMessage, listener: Listener) -> None:
    """
    Raises:
        Refused: nothing of the turn is stored; the same message may come again.
    """
    with in_conversation(message.sender_id), tracing.span("turn", channel=message.input_channel):
        try:
            await listener(message)
        except Overloaded:
            raise Refused(503, "overloaded", "Många frågar samtidigt just nu. Försök igen om en stund.", 5) from None
        except Busy:
            raise Refused(503, "busy", "Jag håller på med det du skrev förut. Försök igen strax.", 3) from None
        except (LocksAway, NotSaved):  # logged where they were met
            raise Refused(503, "unavailable", UNAVAILABLE, 5) from None
        except Exception:
            logger.exception("the turn failed in conversation %s", message.sender_id)
            raise Refused(503, "unavailable", UNAVAILABLE, 5) from None


async def in_time(work: Awaitable[Given], seconds: float) -> Given:
    """
    Raises:
        Refused: it takes longer. What blocks goes on in its thread.
    """
    try:
        return await asyncio.wait_for(work, seconds)
    except asyncio.TimeoutError:
        raise Refused(503, "timeout", TOO_LATE, 5) from None


async def replies_to(message: UserMessage, turn: asyncio.Future, seconds: float, in_private: bool = True) -> Replies:
    """What is answered, as Reply.as_json has it; an apology when it failed. Where only the person reads it has that
    person's own contact details.

    Raises:
        Refused: by the dialogue engine, or there is no answer within that many seconds. Then the turn goes on, and what
            is answered is stored.
    """
    with in_conversation(message.sender_id), metrics.turn(message.input_channel) as meter:
        try:
            await asyncio.wait_for(asyncio.shield(turn), seconds)
        except asyncio.TimeoutError:
            meter.outcome = "timeout"
            logger.error("no answer in time in conversation %s", message.sender_id)
            raise Refused(503, "timeout", TOO_LATE, 5) from None
        assert isinstance(message.output_channel, ReplyCollector)
        if not message.output_channel.replies:
            logger.error("no reply was given in conversation %s", message.sender_id)
        replies = message.output_channel.replies or [texts.technical_error().as_json()]
        if any(reply["kind"] == "error" for reply in replies):
            meter.outcome = "apology"
        metrics.replied(message.input_channel, replies)
        return await filled_in(replies, message.sender_id, in_private)
