"""A person sees the contact details that the draft has, and nobody else's; the database is asked only when needed."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List

import pytest

from bot.channels.contact_details import HIDDEN, filled_in
from bot.submissions import drafts
from bot.submissions.fields import placeholder

CONVERSATION = "web:0123"
PLACEHOLDERS = f"Namn: {placeholder('contact_name')}\nE-post: {placeholder('contact_email')}"


def reply(text: str, kind: str = "form") -> Dict[str, Any]:
    return {"id": "1", "kind": kind, "text": text}


def texts(conversation: str, *replies: Dict[str, Any]) -> List[str]:
    return [each["text"] for each in asyncio.run(filled_in(replies, conversation))]


@pytest.fixture
def draft(database: str) -> None:
    values = {
        "title": "Städ",
        "consent": "yes",
        "contact_name": "Sven {title}",
        "contact_email": "sven@kommunen.example",
    }
    drafts.begin(CONVERSATION, "web", values)


@pytest.mark.parametrize(
    ("conversation", "given", "expected"),
    [
        (CONVERSATION, reply(PLACEHOLDERS), "Namn: Sven {title}\nE-post: sven@kommunen.example"),
        (CONVERSATION, reply(PLACEHOLDERS, "user"), PLACEHOLDERS),
        ("web:another", reply(PLACEHOLDERS), "Namn: …\nE-post: …"),
        (CONVERSATION, reply("{contact_phone} {title}"), "{contact_phone} {title}"),
    ],
)
def test_placeholders(draft: None, conversation: str, given: Dict[str, Any], expected: str) -> None:
    before = dict(given)
    assert texts(conversation, reply("Hej"), given) == ["Hej", expected]
    assert given == before  # what is given is left as it is


def test_others_do_not_see_them(draft: None) -> None:
    (said,) = asyncio.run(filled_in([reply(PLACEHOLDERS)], CONVERSATION, in_private=False))
    assert said["text"] == f"Namn: {HIDDEN}\nE-post: {HIDDEN}"


def test_without_a_placeholder_nothing_is_read(empty_database: str) -> None:
    assert texts(CONVERSATION, reply("Hej")) == ["Hej"]


def test_a_database_that_is_away_hides_the_details(empty_database: str) -> None:
    assert texts(CONVERSATION, reply(placeholder("contact_name"))) == ["…"]
