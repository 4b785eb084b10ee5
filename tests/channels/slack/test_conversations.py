"""Whole conversations in Slack with the real engine: nothing it says is missing from what Slack got."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List

import pytest

from bot.channels.others import NOTICE
from bot.conversations.checks import find_choice
from bot.conversations.servers import Servers
from bot.conversations.slack.visitor import COMMAND, DIRECT, THREAD, SlackVisitor
from tests.web_client import stored_events


@pytest.fixture(autouse=True)
def nothing_refused(servers: Servers) -> Iterator[None]:
    yield
    assert servers.slack.wrong == []


def visit(servers: Servers, way: str) -> SlackVisitor:
    return SlackVisitor(servers.address, servers.slack, servers.database, way)


def press(visitor: SlackVisitor, title: str) -> List[Dict[str, Any]]:
    return visitor.choose(find_choice(visitor.last, title))


@pytest.mark.parametrize("way", [DIRECT, THREAD, COMMAND])
def test_an_answer_and_examples(servers: Servers, way: str) -> None:
    visitor = visit(servers, way)
    (answer,) = visitor.say("Vad är IOP?")
    assert (answer["kind"], answer["answer"]) == ("answer", "faq/iop_definition")
    assert len(answer["sources"]) >= 1 and len(answer["feedback"]) == 2
    (found,) = visitor.say("har ni exempel på IOP?")
    assert found["kind"] == "examples" and len(found["items"]) == 3
    (more,) = press(visitor, "Visa fler")
    assert more["kind"] == "examples" and more["items"] != found["items"]
    (thanks,) = visitor.choose(answer["feedback"][0]["id"])
    assert "Tack" in thanks["text"]


@pytest.mark.parametrize("way", [DIRECT, THREAD, COMMAND])
def test_a_whole_submission(servers: Servers, way: str) -> None:
    visitor = visit(servers, way)
    workspace = servers.slack
    visitor.say("Vi i Umeå gjorde 2019 en reserverad upphandling av tvätt som tjänst för unga och vill berätta")
    told = [each for each in workspace.posted if NOTICE[:40] in each.text and each.channel == visitor.channel]
    assert len(told) == (1 if way == THREAD else 0)
    for written in ("Tvätten & <vid> älven", "Älvtvätten", "Två platser för unga i varje skift", "nej", "nej"):
        visitor.say(written)
    press(visitor, "Ja")
    visitor.say("Anna Andersson")
    summary = visitor.say("anna.andersson@example.se")
    assert "Tvätten & <vid> älven" in summary[-1]["text"]
    assert ("Anna Andersson" in summary[-1]["text"]) is (way != THREAD)
    press(visitor, "Ändra")
    assert len(visitor.last[-1]["choices"]) >= 12
    press(visitor, "År")
    visitor.say("2020")
    (receipt, *_) = press(visitor, "Skicka")
    assert re.search(r"HG(-\w{4}){3}", receipt["text"])
    again = [each for each in workspace.posted if NOTICE[:40] in each.text and each.channel == visitor.channel]
    assert again == told
    stored = str([event for event in stored_events(servers.database) if event[1] == visitor.conversation])
    assert "Anna Andersson" not in stored and "anna.andersson" not in stored


def test_a_restart_may_not_be_typed(servers: Servers) -> None:
    visitor = visit(servers, DIRECT)
    visitor.say("Vad är IOP?")
    (refused,) = visitor.say("/restart")
    assert "snedstreck" in refused["text"]
    (more,) = visitor.say("mer om det")
    assert more["answer"] == "faq/iop_definition"


@pytest.mark.parametrize(("text", "begins"), [("", "Hej! Jag är Hänsynsguiden"), ("hjälp", "Jag kan tre saker")])
def test_a_mention_begins(servers: Servers, text: str, begins: str) -> None:
    (reply,) = visit(servers, THREAD).say(text)
    assert reply["text"].startswith(begins) and len(reply["choices"]) == 4


def test_a_command_alone_says_what_it_can_do(servers: Servers) -> None:
    (reply,) = visit(servers, COMMAND).say("")
    assert reply["text"].startswith("Jag kan tre saker")


def test_a_restarted_server_knows_the_conversation(servers: Servers) -> None:
    visitor = visit(servers, THREAD)
    visitor.say("har ni exempel på IOP?")
    servers.restart()
    (more,) = press(visitor, "Visa fler")
    assert more["kind"] == "examples"
    assert visitor.say("tack")


def test_logs_have_no_words(servers: Servers) -> None:
    visitor = visit(servers, DIRECT)
    visitor.say("berätta om Gyllenkrok och Stenbrottet")
    assert not re.search("Gyllenkrok|Anna Andersson|anna.andersson|Älvtvätten", servers.log())
