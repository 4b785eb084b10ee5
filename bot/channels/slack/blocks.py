"""A reply as Block Kit: text, example cards, numbered sources and what can be pressed, in blocks that Slack takes."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Mapping, Sequence

from bot.channels.slack.mrkdwn import escaped, link, split, to_mrkdwn
from bot.replies.feedback import QUESTION, feedback_choices

Block = Dict[str, Any]
Offered = Mapping[str, Any]
# The id of a choice of a reply, with its place among the reply's own choices and the most characters it may have.
ChoiceId = Callable[[Mapping[str, Any], Offered, int, int], str]

SECTION_CHARACTERS = 3000
BUTTONS = 25
OPTIONS = 100
LABEL_CHARACTERS = 75
BUTTON_VALUE_CHARACTERS = 2000
OPTION_VALUE_CHARACTERS = 150
CHOICES, FEEDBACK = "choices", "feedback"
IN_FULL = "Valen i sin helhet:"


def content(reply: Mapping[str, Any]) -> List[Block]:
    """Everything of a reply (Reply.as_json) but what can be pressed."""
    blocks = sections(reply["text"])
    for position, item in enumerate(reply["items"], 1):
        blocks += _sections(_card(position, item))
    sources = [
        f"[{position}] {link(source['url'], source['title'])}, {escaped(source['publisher'])}"
        for position, source in enumerate(reply["sources"], 1)
    ]
    return blocks + _sections(sources)


def choices(reply: Mapping[str, Any], choice_id: ChoiceId) -> List[Block]:
    """Buttons, or menus when they are many. A title that is cut in them is written out above."""
    offered = reply["choices"]
    if not offered:
        return []
    cut = [choice["title"] for choice in offered if len(choice["title"]) > LABEL_CHARACTERS]
    written_out = sections("\n".join([IN_FULL, *(f"• {title}" for title in cut)])) if cut else []
    make = _buttons if len(offered) <= BUTTONS else _menus
    return [*written_out, _actions(CHOICES, make(reply, offered, choice_id))]


def feedback(reply: Mapping[str, Any], choice_id: ChoiceId) -> List[Block]:
    """The question whether an answer helped."""
    offered = [vars(choice) for choice in feedback_choices(reply)]
    if not offered:
        return []
    return [*sections(QUESTION), _actions(FEEDBACK, _buttons(reply, offered, choice_id))]


def chosen(title: str) -> Block:
    """What stands where there were buttons."""
    return section(f"Du valde: {to_mrkdwn(title)}")


def sections(text: str) -> List[Block]:
    return [section(part) for part in split(text, SECTION_CHARACTERS)]


def section(mrkdwn: str) -> Block:
    """Slack makes nothing of its own out of a text that is verbatim: "@here" in it pings nobody."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def _card(position: int, item: Mapping[str, Any]) -> List[str]:
    source = item["source"]
    return [
        f"*{position}. {link(source['url'], item['title'])}*",
        *split(item["text"], SECTION_CHARACTERS),
        escaped(f"{source['title']}, {source['publisher']}"),
    ]


def _sections(lines: Sequence[str]) -> List[Block]:
    """Of lines that are mrkdwn and no longer than a section, as many as fit in each."""
    parts: List[str] = []
    for line in lines:
        if parts and len(parts[-1]) + 1 + len(line) <= SECTION_CHARACTERS:
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return [section(part) for part in parts]


def _buttons(reply: Mapping[str, Any], offered: Sequence[Offered], choice_id: ChoiceId) -> List[Block]:
    return [
        {
            "type": "button",
            "action_id": f"button_{place}",
            "text": _label(choice["title"]),
            "value": choice_id(reply, choice, place, BUTTON_VALUE_CHARACTERS),
        }
        for place, choice in enumerate(offered)
    ]


def _menus(reply: Mapping[str, Any], offered: Sequence[Offered], choice_id: ChoiceId) -> List[Block]:
    options = [
        {
            "text": _label(choice["title"]),
            "value": choice_id(reply, choice, place, OPTION_VALUE_CHARACTERS),
        }
        for place, choice in enumerate(offered)
    ]
    return [
        {
            "type": "static_select",
            "action_id": f"menu_{first}",
            "placeholder": _label(_placeholder(first, len(options))),
            "options": options[first : first + OPTIONS],
        }
        for first in range(0, len(options), OPTIONS)
    ]


def _placeholder(first: int, count: int) -> str:
    last = min(first + OPTIONS, count)
    return "Välj i listan" if count <= OPTIONS else f"Välj i listan, {first + 1}–{last} av {count}"


def _label(title: str) -> Block:
    shown = title if len(title) <= LABEL_CHARACTERS else title[: LABEL_CHARACTERS - 1].rstrip() + "…"
    return {"type": "plain_text", "text": shown, "emoji": False}


def _actions(block_id: str, elements: Sequence[Block]) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def spoken(blocks: Sequence[Block]) -> Iterator[str]:
    """What blocks say, a text for each in mrkdwn, for notifications and screen readers."""
    for block in blocks:
        if block["type"] == "section":
            yield block["text"]["text"]
        elif block["type"] == "actions":
            yield from (f"({escaped(label)})" for element in block["elements"] for label in _labels(element))


def _labels(element: Block) -> List[str]:
    texts = [element["text"]] if element["type"] == "button" else [option["text"] for option in element["options"]]
    return [text["text"] for text in texts]
