"""A visitor of the Slack channel, who reads messages and presses what is in them."""

from __future__ import annotations

import hashlib
import itertools
import time
from typing import Any, Dict, List, Optional, Tuple

from bot.conversations.client import NotShown
from bot.conversations.slack.compared import as_shown, compared, together
from bot.conversations.slack.shown import Pressable, Shown, shown
from bot.conversations.slack.workspace import Posted, SlackWorkspace, direct_channel
from bot.conversations.stored import Stored

PATIENCE = 10  # seconds in which a turn's later messages follow its first
DIRECT, THREAD, COMMAND = "direct", "thread", "command"
_numbers = itertools.count(1)


class SlackVisitor:
    """`last` is the last turn's messages, `all` every turn's. `conversation` is the id that the bot gives it.

    Text and choices are what was rendered; kind, answer, items and sources are what the dialogue engine stored, each of
    them found in what was rendered. `way` is direct (a direct message), thread (a mention in a channel, then replies in
    its thread) or command (/guiden, answered to this person only).
    """

    def __init__(self, address: str, workspace: SlackWorkspace, database: str, way: str = DIRECT) -> None:
        self.address = f"{address}/webhooks/slack/webhook"
        self._workspace = workspace
        self._stored = Stored(database)
        self._pressables: Dict[str, Pressable] = {}
        self._missing = NotShown()
        self._way = way
        self.user = f"U{next(_numbers):04}{time.time_ns() % 10**9}"
        self.channel = direct_channel(self.user) if way == DIRECT else f"C{self.user[1:]}"
        self.thread: Optional[str] = None
        self.last: List[Dict[str, Any]] = []
        self.all: List[Dict[str, Any]] = []

    @property
    def conversation(self) -> str:
        last = {DIRECT: (), THREAD: (self.thread or "",), COMMAND: (self.user,)}[self._way]
        parts = "\0".join([self._workspace.team, self.channel, *last])
        return f"slack:{hashlib.sha256(parts.encode()).hexdigest()[:32]}"

    def event(self, text: str, **more: Any) -> Dict[str, Any]:
        """A message of this person's, as Slack sends it."""
        kinds = {"D": "im", "C": "channel"}
        return {
            "type": "message", "user": self.user, "text": _escaped(text), "channel": self.channel,
            "channel_type": kinds[self.channel[0]], "ts": self._workspace.timestamp(), **more,
        }  # fmt: skip

    def press(self, identity: str) -> Dict[str, Any]:
        """What Slack sends when that is pressed.

        Raises:
            LookupError: it was pressed already, so it isn't there any more.
        """
        pressable = self._pressables[identity]
        (posted,) = [each for each in self._workspace.posted if each.ts == pressable.message]
        if pressable.id not in {each.id for each in _seen(posted).choices}:
            raise LookupError(f"valet {pressable.title!r} är redan valt och går inte att trycka på igen")
        container = {"type": "message", "message_ts": posted.ts, "channel_id": posted.channel,
                     "is_ephemeral": bool(posted.only_for)}  # fmt: skip
        message = {"ts": posted.ts, "text": posted.text, "blocks": posted.blocks, "user": self._workspace.bot}
        if posted.thread:
            container["thread_ts"] = message["thread_ts"] = posted.thread
        return {
            "type": "block_actions", "user": {"id": self.user, "team_id": self._workspace.team},
            "container": container, "channel": {"id": posted.channel}, "actions": [pressable.action],
            "trigger_id": self._workspace.trigger(),
            "response_url": self._workspace.response_url(posted.channel, self.user, posted),
            **({} if posted.only_for else {"message": message}),
        }  # fmt: skip

    def say(self, text: str) -> List[Dict[str, Any]]:
        return self._turn(lambda: self._deliver(text))

    def choose(self, identity: str) -> List[Dict[str, Any]]:
        payload = self.press(identity)
        return self._turn(lambda: self._workspace.send_interaction(self.address, payload))

    def _deliver(self, text: str) -> Tuple[int, bytes]:
        send = self._workspace.send_event
        if self._way == COMMAND:
            return self._workspace.send_command(
                self.address, text=_escaped(text), user_id=self.user, channel_id=self.channel,
                trigger_id=self._workspace.trigger(),
                response_url=self._workspace.response_url(self.channel, self.user),
            )  # fmt: skip
        if self._way == DIRECT:
            return send(self.address, self.event(text))
        if self.thread:
            return send(self.address, self.event(text, thread_ts=self.thread))
        mention = self.event(text)
        mention["text"] = f"<@{self._workspace.bot}> {mention['text']}"
        self.thread = mention["ts"]
        send(self.address, {**mention, "type": "app_mention"})
        return send(self.address, mention)  # as Slack does where both events are subscribed to

    def _turn(self, send: Any) -> List[Dict[str, Any]]:
        newest, posted = self._stored.newest(), len(self._workspace.posted)
        status, body = send()
        assert (status, body) == (200, b""), f"the bot answered {status}"
        self._workspace.wait_until(lambda: self._mine(posted))
        try:
            turn = self._workspace.wait_until(lambda: self._complete(posted, newest), PATIENCE)
        except TimeoutError:
            raise self._missing from None
        self.last = turn
        self.all += turn
        return turn

    def _mine(self, after: int) -> List[Posted]:
        return [
            each
            for each in self._workspace.posted[after:]
            if (each.channel, each.thread, each.only_for or self.user) == (self.channel, self.thread, self.user)
        ]

    def _complete(self, posted: int, newest: int) -> List[Dict[str, Any]]:
        """The turn's messages once all that was stored of it is shown; before that, nothing."""
        everything = together([_seen(each) for each in self._mine(posted)])
        self._pressables.update({each.id: each for each in everything.choices})
        stored = self._stored.replies(self.conversation, newest)
        if stored is None:  # the turn was saved before anything was shown, so there was none, or it was to be erased
            return [as_shown(everything)]
        try:
            return compared(stored, everything)
        except NotShown as missing:
            self._missing = missing
            return []


def _seen(posted: Posted) -> Shown:
    return shown(posted.ts, posted.blocks)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
