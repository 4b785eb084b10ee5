"""Whether everything that the dialogue engine said is found in what Slack shows."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, Sequence

from bot.conversations.client import NotShown
from bot.conversations.slack.shown import Pressable, Shown
from bot.privacy.finding import PLACEHOLDERS
from bot.replies.feedback import feedback_choices

_BLANKED = re.compile("|".join([*map(re.escape, PLACEHOLDERS.values()), "\ue000[^\ue001]*\ue001"]))


def together(messages: Sequence[Shown]) -> Shown:
    return Shown(
        "\n".join(each.text for each in messages),
        [link for each in messages for link in each.links],
        [choice for each in messages for choice in each.choices],
    )


def as_shown(everything: Shown) -> Dict[str, Any]:
    return {
        "kind": "smalltalk", "answer": None, "text": everything.text, "items": [], "sources": [],
        "choices": [{"id": each.id, "title": each.title} for each in everything.choices], "feedback": [],
    }  # fmt: skip


def compared(stored: Sequence[Mapping[str, Any]], everything: Shown) -> List[Dict[str, Any]]:
    """
    Raises:
        NotShown: says what is missing.
    """
    said, links = _Text(everything.text), list(everything.links)
    choices = [each for each in everything.choices if not each.opinion]
    opinions = [each for each in everything.choices if each.opinion]
    messages = []
    for reply in stored:
        text = said.take(reply["text"])
        for item in reply["items"]:
            for part in (item["title"], item["text"], item["source"]["title"]):
                said.take(part)
            _follow(links, item["source"]["url"])
        for source in reply["sources"]:
            said.take(source["title"])
            _follow(links, source["url"])
        messages.append({
            "kind": reply["kind"], "answer": reply["answer"], "items": reply["items"], "sources": reply["sources"],
            "text": text, "choices": [_pressable(choices, choice["title"]) for choice in reply["choices"]],
            "feedback": [_pressable(opinions, choice.title) for choice in feedback_choices(reply)],
        })  # fmt: skip
    if choices or opinions:
        raise NotShown(f"nobody offered {[each.title for each in [*choices, *opinions]]}")
    return messages


class _Text:
    """What is shown, taken part by part and in its order."""

    def __init__(self, text: str) -> None:
        self._left = text

    def take(self, wanted: str) -> str:
        """What was shown of it; private values were blanked where it is stored."""
        found = re.search(_pattern(wanted), self._left, re.DOTALL)
        if not found:
            raise NotShown(f"{wanted!r} is not shown")
        self._left = self._left[found.end() :]
        return found.group()


def _follow(links: List[str], address: str) -> None:
    if address not in links:
        raise NotShown(f"{address} is not linked to")
    links.remove(address)


def _pattern(wanted: str) -> str:
    """Line breaks and blanks may be others, where a text had to be cut. What was blanked is within a line."""
    parts = [r"\s+".join(map(re.escape, re.split(r"\s+", part))) for part in _BLANKED.split(wanted)]
    return "[^\n]*?".join(parts) + (r"(?=\n|$)" if not parts[-1] else "")


def _pressable(choices: List[Pressable], wanted: str) -> Dict[str, str]:
    for position, each in enumerate(choices):
        if re.fullmatch(_pattern(wanted), each.title, re.DOTALL):
            pressed = choices.pop(position)
            return {"id": pressed.id, "title": pressed.title}
    raise NotShown(f"the choice {wanted!r} is not offered")
