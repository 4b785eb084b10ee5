"""When somebody is greeted in Teams, and when not."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List

import pytest

from bot.conversations.teams.cards import shown
from bot.conversations.teams.microsoft import Microsoft
from bot.replies import texts
from bot.settings import Settings
from tests.channels.teams.service import Person, Service


@pytest.fixture
def service(chosen: Settings, microsoft: Microsoft) -> Iterator[Service]:
    with Service(chosen, microsoft) as running:
        yield running


def lines(activity: Dict[str, Any]) -> List[str]:
    return shown(activity).lines


GREETED = {  # what comes, and how often a greeting does
    "installed": ([{"type": "installationUpdate", "action": "add"}], 1),
    "added": ([{"type": "conversationUpdate", "membersAdded": ["us"]}], 1),
    "both, as Teams sends them": (
        [{"type": "installationUpdate", "action": "add"},
         {"type": "conversationUpdate", "membersAdded": ["us", "x"]}], 1,
    ),
    "somebody else joins": ([{"type": "conversationUpdate", "membersAdded": ["x"]}], 0),
    "uninstalled": ([{"type": "installationUpdate", "action": "remove"}], 0),
    "reactions, edits, endings": (
        [{"type": "messageReaction"}, {"type": "messageUpdate"}, {"type": "messageDelete"}, {"type": "typing"},
         {"type": "endOfConversation"}, {"type": "event", "name": "x"}, {"type": 7}, {"type": None}], 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind_of_chat", ["personal", "groupChat", "channel"])
@pytest.mark.parametrize(("events", "greetings"), GREETED.values(), ids=GREETED)
def test_greeting(
    events: List[Dict[str, Any]], greetings: int, kind_of_chat: str, service: Service, microsoft: Microsoft
) -> None:
    anna = Person(service, kind_of_chat=kind_of_chat)
    for event in events:
        members = [{"id": f"28:{microsoft.app_id}" if each == "us" else each} for each in event.get("membersAdded", ())]
        assert anna.deliver(**{**event, "membersAdded": members}) == 202
    anna.deliver(text="hej")
    answers = anna.wait_for(greetings + 1)
    assert [lines(each)[0].startswith(texts.greeting().text) for each in answers] == [True] * greetings + [False]
    if greetings:
        offered = [choice.title for choice in shown(answers[0]).choices]
        assert offered == ([choice.title for choice in texts.MENU] if kind_of_chat == "personal" else [])


def test_the_menu_of_a_greeting_works(service: Service, microsoft: Microsoft) -> None:
    anna = Person(service)
    anna.deliver(type="installationUpdate", action="add")
    pressed = shown(anna.wait_for(1)[0]).choices[1]
    anna.deliver(value=pressed.value)
    assert lines(anna.wait_for(2)[1]) == ["Du sa /search_examples"]


def test_our_mention_alone_is_a_greeting(service: Service, microsoft: Microsoft) -> None:
    anna = Person(service, kind_of_chat="channel")
    us = {"type": "mention", "mentioned": {"id": f"28:{microsoft.app_id}", "name": "G"}, "text": "<at>G</at>"}
    anna.deliver(text="<at>G</at>&nbsp;", entities=[us])
    assert "Nämn mig med @" in lines(anna.wait_for(1)[0])[0]
