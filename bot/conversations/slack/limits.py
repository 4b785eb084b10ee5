"""Whether Slack would take what is sent to it: by the models of Slack's own SDK, and what those leave unchecked."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Mapping, Sequence

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

# What each method takes; a star stands before what it must have.
ARGUMENTS = {
    "auth.test": "",
    "chat.postMessage": "*channel *text thread_ts blocks unfurl_links unfurl_media",
    "chat.update": "*channel *ts *text blocks",
    "conversations.open": "*users",
    "views.publish": "*user_id *view",
    "views.open": "*trigger_id *view",
    "response_url": "*text blocks response_type replace_original",
}
MESSAGE_BLOCKS = 50
TEXT_CHARACTERS = 4000
BLOCKS_CHARACTERS = 13000
OPTION_CHARACTERS = {"text": 75, "value": 150}
MARKUP = re.compile(r"&(?!(?:amp|lt|gt);)|<(?!(?:https?://|mailto:|tel:)[^<>\s|]+(?:\|[^<>]*)?>)")


def mistakes(method: str, arguments: Mapping[str, Any]) -> List[str]:
    """Everything that is wrong with a call; empty when Slack would take it."""
    return [*_wrong_arguments(method, arguments), *_wrong_texts(arguments), *_wrong_blocks(arguments)]


def _wrong_arguments(method: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    known = ARGUMENTS[method].split()
    yield from (f"{name[1:]} is missing" for name in known if name.startswith("*") and not arguments.get(name[1:]))
    names = {name.lstrip("*") for name in known}
    yield from (f"{name} is unknown" for name in arguments if name not in names)


def _wrong_texts(arguments: Mapping[str, Any]) -> Iterator[str]:
    text = arguments.get("text", "")
    if len(text) > TEXT_CHARACTERS:
        yield "msg_too_long"
    mrkdwn = [text, *(each["text"] for each in _texts(arguments.get("blocks") or []) if each["type"] == "mrkdwn")]
    yield from (f"unescaped: {found.group()}" for each in mrkdwn for found in MARKUP.finditer(each))


def _wrong_blocks(arguments: Mapping[str, Any]) -> Iterator[str]:
    blocks = arguments.get("blocks") or []
    view = arguments.get("view")
    try:
        if view:
            blocks = view["blocks"]
            View(**view).to_dict()
        for block in Block.parse_all(blocks):
            block.to_dict()
    except (SlackObjectFormationError, TypeError, AttributeError) as error:
        yield f"invalid_blocks: {error}"
        return
    if len(blocks) > MESSAGE_BLOCKS and not view:
        yield "too many blocks"
    if sum(len(each["text"]) for each in _texts(blocks)) > BLOCKS_CHARACTERS:
        yield "msg_blocks_too_long"
    yield from _doubles("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    yield from ("a button without action_id" for element in elements if not element.get("action_id"))
    yield from _doubles("action_id", [(id(block), each["action_id"]) for block in blocks for each in _elements(block)])
    for element in elements:
        for option in element.get("options", ()):
            yield from _wrong_option(option)


def _wrong_option(option: Mapping[str, Any]) -> Iterator[str]:
    for name, value in (("text", option["text"]["text"]), ("value", option["value"])):
        if not 0 < len(value) <= OPTION_CHARACTERS[name]:
            yield f"an option's {name} has {len(value)} characters"


def _doubles(name: str, values: Sequence[Any]) -> Iterator[str]:
    if len(set(values)) < len(values):
        yield f"a {name} occurs twice"


def _elements(block: Mapping[str, Any]) -> Sequence[Dict[str, Any]]:
    return block["elements"] if block["type"] == "actions" else ()


def _texts(value: Any) -> Iterator[Dict[str, Any]]:
    """Every text object at any depth."""
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "plain_text"):
            yield value
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
