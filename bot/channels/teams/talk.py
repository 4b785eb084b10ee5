"""Turns of conversations in Teams: each in its conversation's lane, answered in the chat where it was said."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict
from typing import Any, AsyncIterator, Dict, Mapping, Sequence

from rasa.core.channels.channel import UserMessage

from bot.channels import choices
from bot.channels.inbox import NOT_NOW, Inbox, message_id
from bot.channels.limits import Limits
from bot.channels.others import warned
from bot.channels.refused import Refused
from bot.channels.teams import words
from bot.channels.teams.cards import render
from bot.channels.teams.connector import Connector
from bot.channels.teams.reading import CHANNEL, Place, Spoken
from bot.channels.turns import TURN_TIMEOUT, Listener, ReplyCollector, begin, replies_to
from bot.channels.typed import typed_text
from bot.engine.conversation_store import ConversationStore
from bot.inbox.store import Message
from bot.settings import Settings

TYPING_EVERY = 3.0  # seconds; what is shown once fades after a little more


class Talk:
    """Nothing here waits for a turn or for Teams: what is said is kept, and answered when it is ready."""

    def __init__(self, chosen: Settings, connector: Connector, listener: Listener, stored: ConversationStore) -> None:
        self._keys = chosen.signing_keys
        self._limits = Limits(chosen)
        self._connector = connector
        self._listener = listener
        self._stored = stored
        self.inbox = Inbox(CHANNEL, self._carry_out, self._apologise)

    async def hear(self, said: Spoken, there: Place, conversation: str, who: str) -> None:
        """`who` is the person, for limits.

        Raises:
            DATABASE_ERRORS: what was said is not kept, and Teams must hear of that.
        """
        work = {**self._kept(said, there, conversation), "who": who, "place": asdict(there)}
        await self.inbox.put(conversation, message_id(conversation, there.reply_to), work)

    def greet(self, there: Place, conversation: str) -> None:
        self.inbox.lanes.start(conversation, lambda: self._greet(there, conversation))

    def _kept(self, said: Spoken, there: Place, conversation: str) -> Dict[str, Any]:
        """What of it is kept: without what is sensitive, and nothing of what is refused."""
        if said.to_us and not said.text:
            return {"greeting": True}
        try:
            if said.choice is None:
                return {"text": typed_text(said.text)}
            if not said.choice:
                raise Refused(400, "nothing_chosen", "Välj något i listan först.")
            chosen = choices.from_id(self._keys, conversation, said.choice)
            return {"text": chosen.payload, "title": chosen.title, "from_list": said.from_list}
        except choices.ChoiceError:
            return {"refusal": Refused(400, "unknown_choice", words.no_such_choice(there.in_private)).message}
        except Refused as refused:
            return {"refusal": refused.message}

    # -- in the lane ------------------------------------------------------------------------------

    async def _greet(self, there: Place, conversation: str) -> None:
        """Both of Teams' ways to tell that we were installed come at once."""
        if await self._limits.is_first(f"greeted {there.conversation}"):
            await self._say(there, conversation, [words.greeting(there.in_private)])

    async def _carry_out(self, message: Message) -> None:
        work, there = message.work, Place(**message.work["place"])
        if not message.again and not await self._limits.is_first(message.message):
            return
        if "greeting" in work:
            replies: Sequence[Mapping[str, Any]] = [words.greeting(there.in_private)]
        elif "refusal" in work:
            replies = [words.sentence(work["refusal"])]
        else:
            replies = await self._turn(message, there)
        await self._say(there, message.conversation, replies)

    async def _apologise(self, message: Message) -> None:
        await self._say(Place(**message.work["place"]), message.conversation, [words.sentence(NOT_NOW)])

    async def _turn(self, message: Message, there: Place) -> Sequence[Mapping[str, Any]]:
        work, conversation = message.work, message.conversation
        about = {"title": work["title"]} if "title" in work else {}
        said = UserMessage(
            work["text"], ReplyCollector(CHANNEL), conversation, input_channel=CHANNEL, message_id=message.message,
            metadata=about,
        )  # fmt: skip
        try:
            await self._limits.message(work["text"], conversation, work["who"])
            async with self._typing(there):
                replies = await replies_to(said, begin(said, self._listener), TURN_TIMEOUT, there.in_private)
        except Refused as refused:
            return [words.sentence(refused.message)]
        if not there.in_private:
            replies = await warned(replies, conversation, self._stored)
        return [words.chosen(work["title"]), *replies] if work.get("from_list") else replies

    async def _say(self, there: Place, conversation: str, replies: Sequence[Mapping[str, Any]]) -> None:
        for activity in render(replies, lambda choice: choices.to_id(self._keys, conversation, choice)):
            await self._connector.say(there, activity, conversation)

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
