"""A person in the workspace, who sends what Slack would send and waits for what comes of it."""

from __future__ import annotations

import itertools
from typing import Any, Dict, List, Mapping, Tuple

from bot.channels.slack.receiver import ASK_ABOUT
from bot.conversations.slack.shown import Pressable, shown
from bot.conversations.slack.workspace import Posted, SlackWorkspace, direct_channel
from tests.channels.slack.running import Running

OK = (200, b"")
_numbers = itertools.count(1)


class Person:
    def __init__(self, workspace: SlackWorkspace, bot: Running) -> None:
        self.workspace = workspace
        self.bot = bot
        self.user = f"U{next(_numbers):04}"
        self.direct = direct_channel(self.user)

    def event(self, text: str, **more: Any) -> Dict[str, Any]:
        return {
            "type": "message", "user": self.user, "text": text, "channel": self.direct,
            "ts": self.workspace.timestamp(), **more,
        }  # fmt: skip

    def send(self, event: Mapping[str, Any], **envelope: Any) -> None:
        assert self.workspace.send_event(self.bot.address, event, **envelope) == OK

    def command(self, text: str, channel: str = "C1") -> None:
        url = self.workspace.response_url(channel, self.user)
        form = {"text": text, "user_id": self.user, "channel_id": channel, "response_url": url}
        assert self.workspace.send_command(self.bot.address, **form) == OK

    def interact(self, **payload: Any) -> Tuple[int, bytes]:
        return self.workspace.send_interaction(self.bot.address, {"user": {"id": self.user}, **payload})

    def press(self, posted: Posted, pressable: Pressable, **more: Any) -> None:
        container = {"type": "message", "message_ts": posted.ts, "channel_id": posted.channel,
                     "is_ephemeral": bool(posted.only_for)}  # fmt: skip
        message = {"ts": posted.ts, "blocks": posted.blocks, "thread_ts": posted.thread}
        payload = {
            "type": "block_actions", "container": container, "actions": [pressable.action],
            "response_url": self.workspace.response_url(posted.channel, self.user, posted),
            **({} if posted.only_for else {"message": message}), **more,
        }  # fmt: skip
        assert self.interact(**payload) == OK

    def look_at_home(self) -> Dict[str, Any]:
        """The home tab, once the bot has shown it."""
        self.send({"type": "app_home_opened", "user": self.user, "channel": self.direct, "tab": "home"})
        return self.workspace.wait_until(lambda: self.workspace.homes.get(self.user), 10)

    def press_at_home(self, view: Mapping[str, Any], place: int) -> None:
        (actions,) = [block for block in view["blocks"] if block["type"] == "actions"]
        pressed = {**actions["elements"][place], "block_id": actions["block_id"]}
        container = {"type": "view", "view_id": "V1"}
        assert self.interact(type="block_actions", container=container, view=view, actions=[pressed]) == OK

    def submit(self, view: Mapping[str, Any], written: Any) -> Tuple[int, bytes]:
        values = {"question": {"text": {"type": "plain_text_input", "value": written}}}
        return self.interact(type="view_submission", view={**view, "state": {"values": values}}, trigger_id="1")

    def ask_about(self, written: str, response_url: Any) -> None:
        message = {"type": "message", "user": "U9", "text": written, "ts": "1.1"}
        about = {"channel": {"id": "C1"}, "message": message, "response_url": response_url}
        assert self.interact(type="message_action", callback_id=ASK_ABOUT, **about) == OK

    def waits_for(self, count: int) -> List[Posted]:
        """Everything that was said, once it is that many messages."""
        self.workspace.wait_until(lambda: len(self.workspace.posted) >= count, 10)
        return list(self.workspace.posted)


def choices(posted: Posted) -> Dict[str, Pressable]:
    """By title."""
    return {each.title: each for each in shown(posted.ts, posted.blocks).choices}


def text(posted: Posted) -> str:
    return shown(posted.ts, posted.blocks).text
