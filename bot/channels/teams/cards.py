"""Replies as Adaptive Cards: pure, so that what Teams gets of a reply can be seen in a test.

Text is written in runs of a RichTextBlock, which Teams shows as it is: in a TextBlock, what a person wrote could be
Markdown or a mention of somebody.
"""

from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, Iterator, List, Mapping, Sequence

from bot.channels.teams.reading import CHOICE, CHOSEN_IN
from bot.replies.feedback import QUESTION, feedback_choices

Block = Dict[str, Any]
ChoiceId = Callable[[Mapping[str, Any]], str]

MOST_BUTTONS = 6  # Teams shows no more in one set
MOST_BYTES = 24_000  # of one activity, with room for what the connector adds; Teams takes about 28 KB
MOST_LIST_BYTES = 12_000
MOST_LINE = 2_000  # characters
FALLBACK, SUMMARY = 1_000, 200  # characters: for who can't see cards, and in a notification
SHORT_TITLE = 30  # characters that a button surely has room for

_MARKDOWN = re.compile(r"([\\`*_\[\]#~])")


def render(replies: Sequence[Mapping[str, Any]], choice_id: ChoiceId) -> List[Dict[str, Any]]:
    """The activities that say all of a turn's replies (Reply.as_json), as few as their size allows."""
    activities: List[Dict[str, Any]] = []
    body: List[Block] = []
    for block in _blocks(replies, choice_id):
        if body and _size(_activity([*body, block])) > MOST_BYTES:
            activities.append(_activity(body))
            body = []
        body.append(block)
    return [*activities, _activity(body)]


def _activity(body: Sequence[Block]) -> Dict[str, Any]:
    """What the card says is also there as text, for notifications and for who can't see cards."""
    said = "\n".join(line for block in body for line in _said(block))
    card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": _escaped(said[:FALLBACK]),
        "body": list(body),
        "msteams": {"width": "Full"},
    }
    return {
        "type": "message",
        "summary": _without_tags(" ".join(said.split())[:SUMMARY]),
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def _said(block: Block) -> Iterator[str]:
    if block["type"] == "RichTextBlock":
        links = [run["selectAction"]["url"] for run in block["inlines"] if "selectAction" in run]
        yield ", ".join(["".join(run["text"] for run in block["inlines"]), *links])
    elif block["type"] == "ActionSet":
        yield from (f"({action['title']})" for action in block["actions"] if CHOICE in action["data"])
    elif block["type"] == "Input.ChoiceSet":
        yield from (f"({choice['title']})" for choice in block["choices"])
    else:
        yield from (line for item in block["items"] for line in _said(item))


def _blocks(replies: Sequence[Mapping[str, Any]], choice_id: ChoiceId) -> Iterator[Block]:
    for number, reply in enumerate(replies):
        yield from _text(reply["text"], parted=number > 0)
        yield from (_item(item) for item in reply["items"])
        yield from (_source(position, source) for position, source in enumerate(reply["sources"], 1))
        yield from _choices(reply["choices"], choice_id, f"choice_{number}")
        opinions = [vars(choice) for choice in feedback_choices(reply)]
        if opinions:
            yield {**_line(QUESTION), "spacing": "Medium"}
            yield _buttons(opinions, choice_id)


def _text(text: str, parted: bool) -> Iterator[Block]:
    """`parted` is for what doesn't come first in its card."""
    lines = [line[start : start + MOST_LINE] for line in text.split("\n") for start in range(0, len(line), MOST_LINE)]
    for position, line in enumerate(lines):
        first = {"separator": True, "spacing": "Large"} if parted else {}
        yield {**_line(line), **(first if position == 0 else {"spacing": "Small"})}


def _line(text: str, **look: Any) -> Block:
    return {"type": "RichTextBlock", "inlines": [_run(text, **look)]}


def _run(text: str, **look: Any) -> Block:
    return {"type": "TextRun", "text": text, **look}


def _link(title: str, address: str) -> Block:
    if not address.startswith(("https://", "http://")):
        return _run(title)
    return _run(title, color="Accent", selectAction={"type": "Action.OpenUrl", "url": address, "title": title})


def _item(item: Mapping[str, Any]) -> Block:
    source = item["source"]
    about = {
        "type": "RichTextBlock",
        "spacing": "Small",
        "inlines": [_run("Källa: "), _link(source["title"], source["url"]), _run(f", {source['publisher']}")],
    }
    return {
        "type": "Container",
        "style": "emphasis",
        "spacing": "Medium",
        "items": [_line(item["title"], weight="Bolder"), *_text(item["text"], parted=False), about],
    }


def _source(position: int, source: Mapping[str, Any]) -> Block:
    return {
        "type": "RichTextBlock",
        "spacing": "Small",
        "inlines": [_run(f"[{position}] "), _link(source["title"], source["url"]), _run(f", {source['publisher']}")],
    }


def _choices(choices: Sequence[Mapping[str, Any]], choice_id: ChoiceId, name: str) -> Iterator[Block]:
    if not choices:
        return
    if len(choices) <= MOST_BUTTONS:
        yield _buttons(choices, choice_id)
        return
    listed = [{"title": choice["title"], "value": choice_id(choice)} for choice in choices]
    for number, part in enumerate(_parts(listed)):
        yield _list(part, f"{name}_{number}")


def _buttons(choices: Sequence[Mapping[str, Any]], choice_id: ChoiceId) -> Block:
    return {"type": "ActionSet", "actions": [_button(choice["title"], choice_id(choice)) for choice in choices]}


def _button(title: str, identity: str) -> Block:
    """What was pressed stands in the chat as if it were written."""
    whole = {"tooltip": title} if len(title) > SHORT_TITLE else {}
    data = {CHOICE: identity, "msteams": {"type": "messageBack", "displayText": _without_tags(title)}}
    return {"type": "Action.Submit", "title": title, "data": data, "associatedInputs": "none", **whole}


def _parts(listed: Sequence[Mapping[str, str]]) -> Iterator[List[Mapping[str, str]]]:
    part: List[Mapping[str, str]] = []
    for each in listed:
        if part and _size([*part, each]) > MOST_LIST_BYTES:
            yield part
            part = []
        part.append(each)
    yield part


def _list(listed: Sequence[Mapping[str, str]], name: str) -> Block:
    asked = {
        "type": "Input.ChoiceSet", "id": name, "label": "Välj ett alternativ", "placeholder": "Alternativ",
        "style": "compact", "choices": list(listed),
    }  # fmt: skip
    submit = {
        "type": "Action.Submit", "title": "Välj",
        "data": {CHOSEN_IN: name, "msteams": {"type": "messageBack", "displayText": "Jag valde i listan"}},
    }  # fmt: skip
    return {"type": "Container", "items": [asked, {"type": "ActionSet", "actions": [submit]}]}


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())


def _escaped(text: str) -> str:
    """As Markdown that shows the text as it is."""
    return _MARKDOWN.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _without_tags(text: str) -> str:
    """For what may be read as HTML, and for what shows HTML's own entities as they are."""
    return text.replace("<", "‹").replace(">", "›")
