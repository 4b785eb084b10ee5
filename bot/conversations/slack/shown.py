"""What somebody who looks at a message in Slack can read and press."""

from __future__ import annotations

import html
import re
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Sequence

_LINK = re.compile(r"<([^|<>]+)(?:\|([^<>]*))?>")
_CARD = re.compile(r"\*(\d+\. .*)\*")
_WRITTEN_OUT = re.compile(r"^• (.+)$", re.MULTILINE)


class Pressable(NamedTuple):
    """`action` is what Slack sends to the bot of it, `opinion` whether it answers if the reply helped."""

    title: str
    id: str
    message: str
    action: Dict[str, Any]
    opinion: bool


class Shown(NamedTuple):
    """`text` is everything in sections, in its order; `links` are addresses."""

    text: str
    links: List[str]
    choices: List[Pressable]


def shown(message: str, blocks: Sequence[Mapping[str, Any]]) -> Shown:
    """Of a message's id and blocks."""
    mrkdwn = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    links = [html.unescape(found[1]).replace("%7C", "|") for text in mrkdwn for found in _LINK.finditer(text)]
    text = "\n".join(_read(each) for each in mrkdwn)
    choices = [each for block in blocks if block["type"] == "actions" for each in _pressables(message, block, text)]
    return Shown(text, links, choices)


def _read(mrkdwn: str) -> str:
    lines = [_CARD.sub(r"\1", line) for line in mrkdwn.split("\n")]
    return html.unescape(_LINK.sub(lambda found: found[2] or found[1], "\n".join(lines)))


def _pressables(message: str, block: Mapping[str, Any], text: str) -> Iterator[Pressable]:
    opinion = block["block_id"].startswith("feedback")
    for element in block["elements"]:
        about = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
        options = element.get("options", ())
        for option in options:
            action = {**about, "selected_option": option}
            yield Pressable(_title(option, text), f"{message}/{option['value']}", message, action, opinion)
        if not options:
            action = {**about, "value": element["value"]}
            yield Pressable(_title(element, text), f"{message}/{element['value']}", message, action, opinion)


def _title(element: Mapping[str, Any], text: str) -> str:
    """In full, when it was cut and is written out above."""
    label = element["text"]["text"]
    if label.endswith("…"):
        return next((title for title in _WRITTEN_OUT.findall(text) if title.startswith(label[:-1])), label)
    return label
