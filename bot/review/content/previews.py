"""Answers and guides as they will look in the chat, before they are saved."""

from __future__ import annotations

import dataclasses
from typing import Any, List, Mapping

from markupsafe import Markup

from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import sources, titles
from bot.knowledge.records import Answer, Guide
from bot.replies.answers import answer_reply, more_reply, why_reply
from bot.replies.guides import guides_reply
from bot.review.preview import preview
from bot.review.submitted.example_preview import previews, unsaved_example

Fields = Mapping[str, Any]


def answer_previews(fields: Fields) -> List[Markup]:
    """The answer, and what is said to "varför?" and "mer om det" where there is something to say."""
    known = sources()
    steps = [{kind: value for kind, value in step.items() if value is not None} for step in fields["next_steps"]]
    named = {**fields, "sources": [known[key] for key in fields["sources"]], "next_steps": steps}
    answer = Answer(**_frozen(Answer, named))
    words = titles(BY_NAME["answer"]), titles(BY_NAME["guide"])
    shown = [preview(answer_reply(answer, *words), "Svaret")]
    if answer.why:
        shown.append(preview(why_reply(answer, *words), "När någon frågar ”varför?”"))
    if answer.more:
        shown.append(preview(more_reply(answer, *words), "När någon vill veta mer"))
    return shown


def guide_previews(fields: Fields) -> List[Markup]:
    guide = Guide(**_frozen(Guide, fields))
    return [preview(guides_reply(1, 0, [guide]), "Som träff i chatten")]


def example_previews(fields: Fields) -> List[Markup]:
    return previews(unsaved_example(fields))


def _frozen(record: Any, fields: Fields) -> Mapping[str, Any]:
    """The fields that a record of the store has, lists as tuples."""
    values = {field.name: fields[field.name] for field in dataclasses.fields(record)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
