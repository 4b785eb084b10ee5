"""A visitor of the Teams channel, who reads cards and presses what is in them."""

from __future__ import annotations

import hashlib
import itertools
import re
import uuid
from typing import Any, Dict, List, Mapping, Sequence

from bot.conversations.client import NotShown
from bot.conversations.stored import Stored
from bot.conversations.teams.cards import Pressable, Shown, shown
from bot.conversations.teams.microsoft import Microsoft
from bot.privacy.finding import PLACEHOLDERS
from bot.replies.feedback import feedback_choices

_BLANKED = re.compile("|".join([*map(re.escape, PLACEHOLDERS.values()), "\ue000[^\ue001]*\ue001"]))
PATIENCE = 10  # seconds in which a turn's later activities follow its first
_numbers = itertools.count(1)


class TeamsVisitor:
    """`last` is the last turn's messages, `all` every turn's. `conversation` is the id that the bot gives the chat.

    Text and choices are what was rendered; kind, answer, items and sources are what the dialogue engine stored, each of
    them found in what was rendered. `kind_of_chat` is personal, groupChat or channel.
    """

    def __init__(self, address: str, microsoft: Microsoft, database: str, kind_of_chat: str = "personal") -> None:
        self._address = f"{address}/webhooks/teams/webhook"
        self._microsoft = microsoft
        self._stored = Stored(database)
        self._pressables: Dict[str, Pressable] = {}
        self.person = str(uuid.uuid4())
        self.chat = {"id": f"a:{uuid.uuid4().hex}", "conversationType": kind_of_chat, "tenantId": microsoft.tenant}
        self._missing = NotShown()
        self.last: List[Dict[str, Any]] = []
        self.all: List[Dict[str, Any]] = []

    @property
    def conversation(self) -> str:
        parts = "\0".join([self._microsoft.tenant, self.person, self.chat["id"]])
        return f"teams:{hashlib.sha256(parts.encode()).hexdigest()[:32]}"

    def activity(self, **more: Any) -> Dict[str, Any]:
        """As Teams sends it, by default without anything said."""
        return {
            "type": "message",
            "id": f"{next(_numbers)}",
            "timestamp": "2026-11-28T12:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self._microsoft.service_url,
            "from": {"id": f"29:{self.person}", "name": "Anna Andersson", "aadObjectId": self.person},
            "recipient": {"id": f"28:{self._microsoft.app_id}", "name": "Hänsynsguiden"},
            "conversation": self.chat,
            "channelData": {"tenant": {"id": self._microsoft.tenant}},
            "locale": "sv-SE",
            **more,
        }

    def say(self, text: str) -> List[Dict[str, Any]]:
        return self._send(self.activity(text=text, textFormat="plain"))

    def choose(self, identity: str) -> List[Dict[str, Any]]:
        return self._send(self.activity(value=self._pressables[identity].value))

    def deliver(self, activity: Mapping[str, Any]) -> int:
        """The status of the bot's answer; what it says comes later."""
        return self._microsoft.deliver(self._address, activity)[0]

    def _send(self, activity: Mapping[str, Any]) -> List[Dict[str, Any]]:
        before = self._stored.newest()
        status = self.deliver(activity)
        assert status == 202, f"the bot answered {status}"
        self._microsoft.wait_until(lambda: self._seen(activity["id"]))
        try:
            turn = self._microsoft.wait_until(lambda: self._turn(activity["id"], before), PATIENCE)
        except TimeoutError:
            raise self._missing from None
        self.last = turn
        self.all += turn
        return turn

    def _turn(self, identity: str, before: int) -> List[Dict[str, Any]]:
        """The turn's messages once all that was stored of it is shown; before that, nothing."""
        everything = Shown(*(list(itertools.chain(*parts)) for parts in zip(*self._seen(identity))))
        self._pressables.update({each.id: each for each in everything.choices})
        stored = self._stored.replies(self.conversation, before)
        if stored is None:  # the turn was saved before anything was shown, so there was none, or it was to be erased
            return [_as_shown(everything)]
        try:
            return _compared(stored, everything)
        except NotShown as missing:
            self._missing = missing
            return []

    def _seen(self, identity: str) -> List[Shown]:
        return [shown(each.activity) for each in self._microsoft.messages(self.chat["id"]) if each.reply_to == identity]


def _as_shown(everything: Shown) -> Dict[str, Any]:
    offered = [{"id": each.id, "title": each.title} for each in everything.choices]
    return {
        "kind": "smalltalk", "answer": None, "text": "\n".join(everything.lines), "items": [], "sources": [],
        "choices": offered, "feedback": [],
    }  # fmt: skip


def _compared(stored: Sequence[Mapping[str, Any]], everything: Shown) -> List[Dict[str, Any]]:
    """
    Raises:
        NotShown: says what is missing.
    """
    lines, choices = list(everything.lines), list(everything.choices)
    links = list(everything.links)
    messages = []
    for reply in stored:
        text = [_take(lines, line) for line in reply["text"].split("\n") if line]
        for item in reply["items"]:
            _take(lines, item["title"])
            for line in item["text"].split("\n"):
                _take(lines, line)
        for source in [*(item["source"] for item in reply["items"]), *reply["sources"]]:
            _take(links, source["url"])
        offered = [_pressable(choices, choice["title"]) for choice in reply["choices"]]
        opinions = [_pressable(choices, choice.title) for choice in feedback_choices(reply)]
        messages.append({
            "kind": reply["kind"], "answer": reply["answer"], "items": reply["items"], "sources": reply["sources"],
            "text": "\n".join(text), "choices": offered, "feedback": opinions,
        })  # fmt: skip
    if choices:
        raise NotShown(f"nobody offered {[each.title for each in choices]}")
    return messages


def _take(found: List[str], wanted: str) -> str:
    """What was shown of it; private values were blanked where it is stored."""
    pattern = re.compile(".*?".join(map(re.escape, _BLANKED.split(wanted))), re.DOTALL)
    for position, each in enumerate(found):
        if pattern.fullmatch(each):
            return found.pop(position)
    raise NotShown(f"{wanted!r} is not shown")


def _pressable(choices: List[Pressable], wanted: str) -> Dict[str, str]:
    title = _take([each.title for each in choices], wanted)
    position = [each.title for each in choices].index(title)
    pressed = choices.pop(position)
    return {"id": pressed.id, "title": pressed.title}
