"""Turns of conversations in Slack: each in its conversation's lane, answered where it was said."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Mapping, Sequence

from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore

from bot.channels.choices import OVER, Choice, ChoiceError
from bot.channels.lanes import Lanes
from bot.channels.limits import Limits
from bot.channels.others import warned
from bot.channels.refused import Refused
from bot.channels.slack import threads
from bot.channels.slack.api import SlackApi
from bot.channels.slack.messages import after_choosing, only_chosen, render, render_ephemeral
from bot.channels.slack.said import CHANNEL, Place, Pressed, Written
from bot.channels.slack.values import choice_ids, choice_of
from bot.channels.turns import TURN_TIMEOUT, Listener, Replies, ReplyCollector, begin, replies_to
from bot.channels.typed import typed_text
from bot.replies.model import Reply
from bot.settings import Settings


class Talk:
    """Nothing here waits for a turn or for Slack: what is said is begun, and answered when it is ready."""

    def __init__(self, chosen: Settings, limits: Limits, api: SlackApi, listener: Listener, stored: TrackerStore):
        self._settings = chosen
        self._limits = limits
        self._api = api
        self._listener = listener
        self._stored = stored
        self._lanes = Lanes()

    def write(self, written: Written, echo: bool = False) -> None:
        """With `echo`, the answer begins with what was asked."""
        self._lanes.start(written.place.conversation, lambda: self._write(written, echo))

    def choose(self, place: Place, who: str, choice: Choice) -> None:
        """What was chosen outside of the conversation is told there first."""
        self._lanes.start(place.conversation, lambda: self._choose(place, who, choice))

    def press(self, pressed: Pressed) -> None:
        self._lanes.start(pressed.place.conversation, lambda: self._press(pressed))

    # -- in the lane ------------------------------------------------------------------------------

    async def _write(self, written: Written, echo: bool) -> None:
        place = written.place
        speaker = threads.mark(place.conversation, written.who)
        starter = await threads.starter(place.conversation, self._stored) if place.others_read else speaker
        if not written.addressed and speaker != starter:
            return  # people talk to each other
        if written.post and not await self._limits.is_first(written.post):
            return
        alone = written.alone if not written.text else None
        try:
            text = alone.payload if alone else typed_text(written.text)
            await self._limits.message(text, place.conversation, written.who)
        except Refused as refusal:
            await self._show(place, [_refusal(refusal)])
            return
        lead = [you_asked(text)] if echo and not alone else []
        metadata = {"title": alone.title} if alone else {}
        if starter is None:
            metadata[threads.STARTER] = speaker
        await self._answer(place, text, metadata, lead)

    async def _choose(self, place: Place, who: str, choice: Choice) -> None:
        lead = [you_chose(choice)]
        try:
            await self._limits.message(choice.payload, place.conversation, who)
        except Refused as refusal:
            await self._show(place, [*lead, _refusal(refusal)])
            return
        await self._answer(place, choice.payload, {"title": choice.title}, lead)

    async def _press(self, pressed: Pressed) -> None:
        place = pressed.place
        try:
            choice = await choice_of(self._settings.signing_keys, place.conversation, pressed.value, self._stored)
            await self._limits.message(choice.payload, place.conversation, pressed.who)
        except ChoiceError:
            await self._api.respond(pressed.response_url, {"text": OVER})
            return
        except Refused as refusal:
            await self._api.respond(pressed.response_url, {"text": refusal.message})
            return
        if not await self._limits.is_first(f"{place.channel}:{pressed.message}:{pressed.block_id}"):
            return
        replacing = asyncio.ensure_future(self._replace(pressed, choice.title))
        await self._answer(place, choice.payload, {"title": choice.title})
        await replacing

    async def _replace(self, pressed: Pressed, title: str) -> None:
        if pressed.place.response_url:
            await self._api.respond(pressed.response_url, only_chosen(title), replace=True)
        else:
            message = after_choosing(pressed.blocks, pressed.block_id, title)
            await self._api.update(pressed.place.channel, pressed.message, message)

    async def _answer(
        self, place: Place, text: str, metadata: Mapping[str, str], lead: Sequence[Dict[str, Any]] = ()
    ) -> None:
        message = UserMessage(
            text, ReplyCollector(CHANNEL), place.conversation, input_channel=CHANNEL, metadata=dict(metadata)
        )
        try:
            turn = begin(message, self._listener)
            replies = await replies_to(message, turn, TURN_TIMEOUT, in_private=not place.others_read)
        except Refused as refusal:
            replies = [_refusal(refusal)]
        if place.others_read:
            replies = await warned(replies, place.conversation, self._stored)
        await self._show(place, [*lead, *replies])

    async def _show(self, place: Place, replies: Replies) -> None:
        choice_id = choice_ids(self._settings.signing_keys, place.conversation)
        if place.response_url:
            for message in render_ephemeral(replies, choice_id):
                await self._api.respond(place.response_url, message)
        else:
            for message in render(replies, choice_id):
                await self._api.post(place.channel, place.thread, message)


def you_asked(text: str) -> Dict[str, Any]:
    return Reply("smalltalk", f"Du frågade: {text}").as_json()


def you_chose(choice: Choice) -> Dict[str, Any]:
    return Reply("smalltalk", f"Du valde: {choice.title}").as_json()


def _refusal(refusal: Refused) -> Dict[str, Any]:
    return Reply("error", refusal.message).as_json()
