"""What an activity of Teams says: who speaks, where, and which words or which choice."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

from bot.channels.turns import conversation_id

CHANNEL = "teams"
# What a card's submit has: the choice itself, or the name of the input that the choice stands in.
CHOICE, CHOSEN_IN = "choice", "chosen_in"

_TAG = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where an answer goes; ids are those of Teams. `reply_to` is the activity that is answered, or empty."""

    service_url: str
    conversation: str
    bot: str
    person: str
    reply_to: str
    in_private: bool


@dataclass(frozen=True)
class Spoken:
    """`text` is what was typed, with `to_us` telling whether it mentioned our bot; `choice` the id of what was pressed.

    `choice` is None when something was typed, and empty when a list was sent with nothing chosen in it.
    """

    text: Any
    to_us: bool
    choice: Optional[str]
    from_list: bool


def place(activity: Mapping[str, Any]) -> Place:
    """
    Raises:
        ValueError: when it isn't said who speaks or where.
    """
    speaker, ours, where = (_mapping(activity, name) for name in ("from", "recipient", "conversation"))
    if not (speaker.get("id") and ours.get("id") and where.get("id")):
        raise ValueError("nobody speaks")
    return Place(
        service_url=activity["serviceUrl"],
        conversation=str(where["id"]),
        bot=str(ours["id"]),
        person=str(speaker["id"]),
        reply_to=str(activity.get("id") or ""),
        in_private=(where.get("conversationType") or "personal") == "personal",
    )


def conversation(activity: Mapping[str, Any]) -> str:
    """The conversation's id with us: one for each person and chat, so that a group and a private chat never mix."""
    speaker = _mapping(activity, "from")
    return conversation_id(CHANNEL, tenant(activity), _person(speaker), str(_mapping(activity, "conversation")["id"]))


def who(activity: Mapping[str, Any]) -> str:
    """The same for one person wherever they speak; it doesn't tell who it is."""
    return conversation_id(CHANNEL, tenant(activity), _person(_mapping(activity, "from")))


def _person(speaker: Mapping[str, Any]) -> str:
    return str(speaker.get("aadObjectId") or speaker["id"])


def tenant(activity: Mapping[str, Any]) -> str:
    named = _mapping(activity, "conversation").get("tenantId")
    return str(named or _mapping(_mapping(activity, "channelData"), "tenant").get("id"))


def adds_us(activity: Mapping[str, Any]) -> bool:
    """Whether our bot was just installed in the chat; other members who join are none of our business."""
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action", "")).startswith("add")
    ours = _mapping(activity, "recipient").get("id")
    return activity.get("type") == "conversationUpdate" and ours in [
        each.get("id") for each in _mappings(activity, "membersAdded")
    ]


def spoken(activity: Mapping[str, Any]) -> Spoken:
    """Of a message: a card's submit has a value and no text."""
    value = _submitted(activity.get("value"))
    if value and not activity.get("text"):
        from_list = CHOSEN_IN in value
        chosen = value.get(str(value[CHOSEN_IN])) if from_list else value.get(CHOICE)
        return Spoken("", False, chosen if isinstance(chosen, str) else "", from_list)
    text = activity.get("text")
    if text is None:
        text = ""
    if not isinstance(text, str):
        return Spoken(text, False, None, False)
    ours = _mapping(activity, "recipient").get("id")
    to_us = False
    for mention in _mappings(activity, "entities"):
        mentioned, marked = _mapping(mention, "mentioned"), mention.get("text")
        if mention.get("type") != "mention" or not isinstance(marked, str) or not marked or marked not in text:
            continue
        to_us = to_us or mentioned.get("id") == ours
        text = text.replace(marked, "" if mentioned.get("id") == ours else str(mentioned.get("name") or ""))
    return Spoken(html.unescape(_TAG.sub("", text)).replace("\xa0", " ").strip(), to_us, None, False)


def _submitted(value: Any) -> Dict[str, Any]:
    """A client may send the value as JSON in a text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, dict) and {CHOICE, CHOSEN_IN} & set(value) else {}


def _mapping(activity: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = activity.get(name)
    return part if isinstance(part, dict) else {}


def _mappings(activity: Mapping[str, Any], name: str) -> List[Mapping[str, Any]]:
    listed = activity.get(name)
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
