"""A submission's fields in words."""

from __future__ import annotations

from typing import Any, List, Mapping, NamedTuple

from bot.submissions.fields import named
from bot.submissions.queue import FIELDS
from bot.swedish import register

STATUSES = {"pending": "Väntar", "published": "Publicerat", "declined": "Avböjt"}
_CHANNELS = {"web": "webbchatten", "teams": "Teams", "slack": "Slack"}
NOTHING = "Inget angivet"
CHOSEN = ("method", "contract_type")  # fields whose values have a label


class Told(NamedTuple):
    """A field of the form with what was answered, both in words."""

    name: str
    label: str
    text: str


def told(values: Mapping[str, Any]) -> List[Told]:
    return [Told(name, label(name), in_words(name, values[name])) for name in FIELDS]


def label(name: str) -> str:
    field = named(name)
    assert field is not None
    return field.label[0].upper() + field.label[1:]


def channel_name(channel: str) -> str:
    return _CHANNELS.get(channel, channel)


def in_words(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if value in (None, ""):
        return NOTHING
    return register.labels(name).get(str(value), str(value)) if name in CHOSEN else str(value)
