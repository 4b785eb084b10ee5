"""Where others read: who is heard there, and what is not said."""

from __future__ import annotations

from typing import List

import pytest

from bot.channels.contact_details import HIDDEN
from bot.channels.slack.threads import STARTER, mark
from bot.channels.turns import conversation_id
from bot.conversations.slack.workspace import SlackWorkspace
from bot.replies.model import Reply
from bot.submissions import drafts
from bot.submissions.fields import placeholder
from tests.channels.slack.person import Person, text
from tests.channels.slack.running import Running


@pytest.fixture
def anna(workspace: SlackWorkspace, bot: Running) -> Person:
    return Person(workspace, bot)


@pytest.fixture
def bjorn(workspace: SlackWorkspace, bot: Running) -> Person:
    return Person(workspace, bot)


def begin(person: Person, said: str) -> str:
    """The thread of a mention, once that is answered."""
    mention = person.event(f"<@{person.workspace.bot}> {said}", channel="C1")
    person.send(mention)
    person.waits_for(1)
    return mention["ts"]


def heard_at_last(person: Person, thread: str) -> List[str]:
    """What was heard once everything was that was sent before: in a thread, all goes in its order."""
    person.send(person.event("sist", channel="C1", thread_ts=thread))
    person.workspace.wait_until(lambda: "sist" in person.bot.engine.texts(), 10)
    return person.bot.engine.texts()


def test_only_who_began_is_heard_without_a_mention(anna: Person, bjorn: Person) -> None:
    thread = begin(anna, "berätta")
    others = [f"<@{anna.user}> ring mig om det här", "<!here> titta", "bra fråga", "ja"]
    for written in others:
        bjorn.send(bjorn.event(written, channel="C1", thread_ts=thread))
    anna.send(anna.event(f"<@{bjorn.user}> jag ringer", channel="C1", thread_ts=thread))
    anna.send(anna.event("Tvätten", channel="C1", thread_ts=thread))
    bjorn.send(bjorn.event(f"<@{anna.workspace.bot}> vad är IOP?", channel="C1", thread_ts=thread))
    bjorn.send(bjorn.event("och mer?", channel="C1", thread_ts=thread))
    assert heard_at_last(anna, thread) == ["berätta", "Tvätten", "vad är IOP?", "sist"]


def test_who_began_is_kept_without_telling_who(anna: Person, bjorn: Person) -> None:
    thread = begin(anna, "hej")
    bjorn.send(bjorn.event(f"<@{anna.workspace.bot}> hej", channel="C1", thread_ts=thread))
    anna.waits_for(2)
    first, second = anna.bot.engine.heard
    assert list(first.metadata) == [STARTER] and second.metadata == {}
    assert first.metadata[STARTER].isalpha() and anna.user not in first.metadata[STARTER]


def test_nobody_is_told_apart_from_one_conversation_to_another() -> None:
    marks = {mark(conversation, who) for conversation in ("slack:1", "slack:2") for who in ("slack:a", "slack:b")}
    assert len(marks) == 4 and all(each.isalpha() for each in marks)
    assert mark("slack:1", "slack:a") in marks


DETAILS = {"consent": "yes", "contact_name": "Sven Svensson", "contact_email": "sven@kommunen.example"}
SUMMARY = f"Namn: {placeholder('contact_name')}\nE-post: {placeholder('contact_email')}"


def test_contact_details_are_for_one_person_only(workspace: SlackWorkspace, database: str) -> None:
    with Running(workspace, lambda _: [Reply("form", SUMMARY)]) as bot:
        sven = Person(workspace, bot)
        mention = sven.event(f"<@{workspace.bot}> fortsätt", channel="C1")
        drafts.begin(conversation_id("slack", workspace.team, "C1", mention["ts"]), "slack", DETAILS)
        sven.send(mention)
        (in_thread, *_) = [each for each in sven.waits_for(2) if "Namn" in each.text]
        drafts.begin(conversation_id("slack", workspace.team, sven.direct), "slack", DETAILS)
        sven.send(sven.event("fortsätt"))
        direct = sven.waits_for(3)[-1]
    assert text(in_thread) == f"Namn: {HIDDEN}\nE-post: {HIDDEN}"
    assert text(direct) == "Namn: Sven Svensson\nE-post: sven@kommunen.example"
