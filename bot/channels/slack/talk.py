"""Turns of conversations in Slack: each in its conversation's lane, answered where it was said."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Optional

from rasa.core.channels.channel import UserMessage

from bot.channels.choices import OVER, Choice, ChoiceError
from bot.channels.inbox import NOT_NOW, Inbox, Moved, message_id
from bot.channels.limits import Limits
from bot.channels.others import warned
from bot.channels.refused import Refused
from bot.channels.slack import threads
from bot.channels.slack.api import SlackApi
from bot.channels.slack.messages import after_choosing, only_chosen, render, render_ephemeral
from bot.channels.slack.said import CHANNEL, Place, Pressed, Written, person, place_of
from bot.channels.slack.values import choice_ids, choice_of
from bot.channels.slack.work import Work, as_json, chose, kept, lead_of, refused
from bot.channels.turns import TURN_TIMEOUT, Listener, Replies, ReplyCollector, begin, conversation_id, replies_to
from bot.channels.typed import typed_text
from bot.engine.conversation_store import ConversationStore
from bot.inbox.store import Message, first_work
from bot.settings import Settings


class Talk:
    """Nothing here waits for a turn or for Slack: what is said is kept, and answered when it is ready.

    Raises:
        DATABASE_ERRORS: in all methods; what was said is not kept, and Slack must hear of that.
    """

    def __init__(self, chosen: Settings, limits: Limits, api: SlackApi, listener: Listener, stored: ConversationStore):
        self._settings = chosen
        self._limits = limits
        self._api = api
        self._listener = listener
        self._stored = stored
        self.inbox = Inbox(CHANNEL, self._carry_out, self._apologise)

    async def write(self, written: Written, echo: bool = False) -> None:
        """With `echo`, the answer begins with what was asked."""
        place = written.place
        if not written.addressed and not await self._is_starter(place.conversation, written.who):
            return  # people talk to each other
        work = {**kept(written, echo), "place": as_json(place)}
        await self.inbox.put(place.conversation, message_id(place.conversation, written.post), work)

    async def press(self, pressed: Pressed) -> None:
        place = pressed.place
        work = {
            "who": pressed.who, "value": pressed.value, "pressed_in": pressed.message, "block_id": pressed.block_id,
            "response_url": pressed.response_url, "place": as_json(place),
        }  # fmt: skip
        message = message_id(place.conversation, pressed.message, pressed.block_id)
        await self.inbox.put(place.conversation, message, work, {"blocks": pressed.blocks})

    async def ask_directly(self, team: str, user: str, text: str) -> None:
        """In the direct channel, which has to be found first."""
        await self._directly(team, user, {"who": person(team, user), "text": typed_text(text)})

    async def choose_directly(self, team: str, user: str, choice: Choice) -> None:
        work = {"who": person(team, user), "text": choice.payload, "title": choice.title}
        await self._directly(team, user, work)

    async def _directly(self, team: str, user: str, work: Work) -> None:
        """What was said outside of the conversation is told there first."""
        whole = {**work, "echo": True, "direct": {"team": team, "user": user}}
        await self.inbox.put(work["who"], message_id(""), whole)

    async def _is_starter(self, conversation: str, who: str) -> bool:
        """Whether this person began the conversation, be it in a turn that still goes on."""
        waiting = await asyncio.to_thread(first_work, conversation)
        starter = await threads.starter(conversation, self._stored)
        if starter is None and waiting is not None:
            return waiting["who"] == who
        return starter == threads.mark(conversation, who)

    # -- in the lane ------------------------------------------------------------------------------

    async def _carry_out(self, message: Message) -> Optional[Moved]:
        if "direct" in message.work:
            return await self._to_direct_channel(message.work, **message.work["direct"])
        place = Place(message.conversation, **message.work["place"])
        if "value" in message.work:
            await self._pressed(place, message)
        else:
            await self._written(place, message)
        return None

    async def _to_direct_channel(self, work: Work, team: str, user: str) -> Optional[Moved]:
        channel = await self._api.direct_channel(user)
        if channel:
            place = place_of(team, channel, None, None)
            rest = {name: value for name, value in work.items() if name != "direct"}
            return Moved(place.conversation, {**rest, "place": as_json(place)})
        await self._apologise_directly(work, user)
        return None

    async def _apologise(self, message: Message) -> None:
        work = message.work
        if "direct" in work:
            await self._apologise_directly(work, work["direct"]["user"])
        elif "value" in work:
            await self._limits.forget(message.message)  # the button is still there
            await self._api.respond(work["response_url"], {"text": NOT_NOW})
        else:
            place = Place(message.conversation, **work["place"])
            await self._show(place, [*lead_of(work), refused(NOT_NOW)])

    async def _apologise_directly(self, work: Work, user: str) -> None:
        """Slack takes a user in a channel's place; with what it was about, so that nobody has to write it again."""
        await self._show(Place(conversation_id(CHANNEL, user), user), [*lead_of(work), refused(NOT_NOW)])

    async def _written(self, place: Place, message: Message) -> None:
        work = message.work
        speaker = threads.mark(place.conversation, work["who"])
        starter = await threads.starter(place.conversation, self._stored) if place.others_read else speaker
        if not work.get("addressed", True) and starter not in (None, speaker):  # None: erased since it was kept
            return
        if not await self._is_first(message):
            return
        if "refusal" in work:
            await self._show(place, [refused(work["refusal"])])
            return
        metadata = {"title": work["title"]} if work.get("title") else {}
        if starter is None:
            metadata[threads.STARTER] = speaker
        try:
            await self._limits.message(work["text"], place.conversation, work["who"])
            replies = await self._replies(place, message, work["text"], metadata)
        except Refused as refusal:
            replies = [refused(refusal.message)]
        await self._show(place, [*lead_of(work), *replies])

    async def _pressed(self, place: Place, message: Message) -> None:
        work = message.work
        try:
            choice = await choice_of(self._settings.signing_keys, place.conversation, work["value"], self._stored)
            await self._limits.message(choice.payload, place.conversation, work["who"])
        except ChoiceError:
            await self._api.respond(work["response_url"], {"text": OVER})
            return
        except Refused as refusal:
            await self._api.respond(work["response_url"], {"text": refusal.message})
            return
        if not await self._is_first(message):
            return
        try:
            replies = await self._replies(place, message, choice.payload, {"title": choice.title})
        except Refused as refusal:  # the button stays, and may be pressed again
            await self._limits.forget(message.message)
            await self._api.respond(work["response_url"], {"text": refusal.message})
            return
        blocks = work.get("blocks")  # the process that had the message's died with them
        lead = [chose(choice.title)] if blocks is None and not place.response_url else []
        replacing = self._replace(place, work, blocks, choice.title)
        await asyncio.gather(replacing, self._show(place, [*lead, *replies]))

    async def _is_first(self, message: Message) -> bool:
        """One that another process has begun has been counted there."""
        return message.again or await self._limits.is_first(message.message)

    async def _replace(self, place: Place, work: Work, blocks: Optional[List[Dict[str, Any]]], title: str) -> None:
        if place.response_url:
            await self._api.respond(work["response_url"], only_chosen(title), replace=True)
        elif blocks is not None:
            message = after_choosing(blocks, work["block_id"], title)
            await self._api.update(place.channel, work["pressed_in"], message)

    async def _replies(self, place: Place, message: Message, text: str, metadata: Dict[str, str]) -> Replies:
        """
        Raises:
            Refused: by the dialogue engine, or it takes too long.
        """
        said = UserMessage(
            text, ReplyCollector(CHANNEL), place.conversation, input_channel=CHANNEL, message_id=message.message,
            metadata=metadata,
        )  # fmt: skip
        replies = await replies_to(said, begin(said, self._listener), TURN_TIMEOUT, in_private=not place.others_read)
        return await warned(replies, place.conversation, self._stored) if place.others_read else replies

    async def _show(self, place: Place, replies: Replies) -> None:
        choice_id = choice_ids(self._settings.signing_keys, place.conversation)
        if place.response_url:
            for message in render_ephemeral(replies, choice_id):
                await self._api.respond(place.response_url, message)
        else:
            for message in render(replies, choice_id):
                await self._api.post(place.channel, place.thread, message)
