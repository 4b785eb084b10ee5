"""An example as it will look in the chat, in a list and opened, before it is published."""

from __future__ import annotations

import dataclasses
from typing import Any, Dict, List, Mapping

from markupsafe import Markup

from bot.knowledge.records import Example
from bot.replies.examples import example_item, example_reply
from bot.replies.model import Reply
from bot.review.preview import preview


def unsaved_example(fields: Mapping[str, Any]) -> Example:
    """An entry's fields, of the types that bot.knowledge.entries.Example has, as the store would hand them out."""
    values: Dict[str, Any] = {field.name: fields[field.name] for field in dataclasses.fields(Example)}
    plain: Dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Example(**plain)


def previews(example: Example) -> List[Markup]:
    in_a_list = Reply("examples", "Jag hittade 1 exempel.", items=(example_item(example),))
    return [
        preview(in_a_list, "I en lista med träffar"),
        preview(example_reply(example), "Öppnat, när någon vill veta mer"),
    ]
