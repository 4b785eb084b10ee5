"""What the web channel accepts, answers and replays over HTTP."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List, Optional

import pytest
import sqlalchemy as sa

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from tests.web_client import MESSAGES, authorised, call, history, post, stored_events

MESSAGE_FIELDS = {"id", "text", "sources", "items", "choices", "answer", "kind", "feedback"}


def test_our_own_site_may_speak(servers: Servers, visitor: WebVisitor) -> None:
    response = post(servers.address, visitor.token, {"text": "hej"}, {"Origin": servers.address})
    assert response.status == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_a_thousand_characters_are_fine(servers: Servers, visitor: WebVisitor) -> None:
    text = ("å" * 9 + " ") * 100
    assert post(servers.address, visitor.token, {"text": text[:-1] + "ä"}).status == 200
    assert len(history(servers.address, visitor.token)[0]["text"]) == 1000


def test_letters_in_two_parts_count_as_one(servers: Servers, visitor: WebVisitor) -> None:
    assert post(servers.address, visitor.token, {"text": "a\u030a" * 1000}).status == 200
    assert history(servers.address, visitor.token)[0]["text"] == "å" * 1000


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_named_in_several_ways(servers: Servers, visitor: WebVisitor, content_type: str) -> None:
    assert post(servers.address, visitor.token, {"text": "hej"}, {"Content-Type": content_type}).status == 200


def test_a_slash_inside_is_just_text(visitor: WebVisitor) -> None:
    assert visitor.say("vad är skillnaden mellan IOP och/eller LOU /restart")


@pytest.mark.parametrize("text", ["hej\x00\x07 där", "hej \ud800där"], ids=["control characters", "half a character"])
def test_unwritable_characters_are_left_out(servers: Servers, visitor: WebVisitor, text: str) -> None:
    assert visitor.say(text)[0]["kind"] != "error"
    assert history(servers.address, visitor.token)[0]["text"].split() == ["hej", "där"]


def test_messages_have_the_agreed_fields(visitor: WebVisitor) -> None:
    (answer,) = visitor.say("vad är IOP?")
    assert answer.keys() == MESSAGE_FIELDS
    assert (answer["kind"], answer["answer"]) == ("answer", "faq/iop_definition")
    assert all(source.keys() == {"title", "publisher", "url"} for source in answer["sources"]) and answer["sources"]
    assert all(choice.keys() == {"id", "title"} for choice in answer["choices"]) and answer["choices"]
    (found,) = visitor.say("har ni exempel på IOP?")
    assert found.keys() == MESSAGE_FIELDS
    assert all(item.keys() == {"id", "title", "text", "source"} for item in found["items"]) and found["items"]


def test_history_is_what_was_said(servers: Servers, visitor: WebVisitor) -> None:
    given = [*visitor.say("hej"), *visitor.say("vad är IOP?")]
    replayed = history(servers.address, visitor.token)
    assert all(message.keys() == MESSAGE_FIELDS for message in replayed)
    assert [message["kind"] for message in replayed] == ["user", "smalltalk", "user", "answer"]
    assert [message["text"] for message in replayed if message["kind"] == "user"] == ["hej", "vad är IOP?"]
    assert [message for message in replayed if message["kind"] != "user"] == given


def test_history_after_a_message(servers: Servers, visitor: WebVisitor) -> None:
    visitor.say("hej")
    visitor.say("tack")
    everything = history(servers.address, visitor.token)
    assert len({message["id"] for message in everything}) == 4
    for position, message in enumerate(everything, 1):
        assert history(servers.address, visitor.token, f"?after={message['id']}") == everything[position:]
    for unknown in ("?after=nonsense", "?after=", "?after=%27--"):
        assert history(servers.address, visitor.token, unknown) == everything


def test_a_pressed_choice_is_remembered_by_its_title(servers: Servers, visitor: WebVisitor) -> None:
    (greeting,) = visitor.say("hej")
    choice = greeting["choices"][0]
    visitor.choose(choice["id"])
    pressed = history(servers.address, visitor.token)[2]
    assert (pressed["kind"], pressed["text"]) == ("user", choice["title"])


def test_a_replayed_choice_can_be_pressed(servers: Servers, visitor: WebVisitor) -> None:
    visitor.say("vad är IOP?")
    (offered,) = [message for message in history(servers.address, visitor.token) if message["choices"]]
    assert visitor.choose(offered["choices"][0]["id"])[0]["kind"] != "error"


def test_starting_over_clears_the_history(servers: Servers, visitor: WebVisitor) -> None:
    visitor.say("vad är IOP?")
    visitor.say("börja om")
    assert not {"vad är IOP?", "börja om"} & {each["text"] for each in history(servers.address, visitor.token)}
    visitor.say("tack")
    assert [each["text"] for each in history(servers.address, visitor.token) if each["kind"] == "user"] == ["tack"]


EVIL = [
    "<img src=x onerror=alert(1)>",
    "har ni exempel på <script>alert(1)</script> i Malmö?",
    "[klicka](javascript:alert(1))",
]


@pytest.mark.parametrize("text", EVIL)
def test_markup_is_only_text(servers: Servers, visitor: WebVisitor, text: str) -> None:
    replies = visitor.say(text)
    assert replies
    replayed = call(servers.address, MESSAGES, headers=authorised(visitor.token))
    assert replayed.headers["Content-Type"].startswith("application/json")
    assert replayed.json["messages"][0]["text"] == text
    addresses = [source["url"] for reply in replies for source in sources_of(reply)]
    assert all(address.startswith("https://") for address in addresses)


def sources_of(reply: Dict[str, Any]) -> List[Dict[str, str]]:
    return [*reply["sources"], *(item["source"] for item in reply["items"])]


def test_parallel_messages_are_all_kept(servers: Servers, visitor: WebVisitor) -> None:
    said = [f"hej {number}" for number in range(5)]
    with ThreadPoolExecutor(5) as pool:
        responses = list(pool.map(lambda text: post(servers.address, visitor.token, {"text": text}), said))
    assert [response.status for response in responses] == [200] * 5
    kept = [each["text"] for each in history(servers.address, visitor.token) if each["kind"] == "user"]
    assert sorted(kept) == said


def opinions(servers: Servers) -> List[tuple]:
    engine = sa.create_engine(servers.database, future=True)
    with engine.connect() as connection:
        return connection.execute(sa.text("SELECT kind, answer_id FROM feedback ORDER BY id")).all()


def test_whether_an_answer_helped(servers: Servers, visitor: WebVisitor) -> None:
    (answer,) = visitor.say("vad är IOP?")
    visitor.say("får vi ställa sociala krav?")
    before = len(opinions(servers))
    for choice in answer["feedback"]:
        assert visitor.choose(choice["id"])[0]["text"].startswith("Tack för att du hjälper oss!")
    assert [choice["title"] for choice in answer["feedback"]] == ["Ja, det hjälpte", "Nej, det hjälpte inte"]
    assert opinions(servers)[before:] == [("helpful", "iop_definition"), ("unhelpful", "iop_definition")]
    assert visitor.say("hej")[0]["feedback"] == []


@pytest.mark.parametrize(("helped", "kind"), [(True, "helpful"), (False, "unhelpful")])
def test_whether_the_page_helped(servers: Servers, visitor: WebVisitor, helped: bool, kind: str) -> None:
    visitor.say("vad är IOP?")
    response = post(servers.address, visitor.token, {"page_feedback": helped})
    assert "Tack för att du hjälper oss!" in response.json["messages"][0]["text"]
    assert opinions(servers)[-1] == (kind, None)
    assert "informationen på sidan" in history(servers.address, visitor.token)[-2]["text"]


PAGES = [
    ("https://skr.se/upphandling.html?namn=Kim#mitt", "https://skr.se/upphandling.html"),
    ("http://user:secret@localhost:5005/", "http://localhost/"),
    ("javascript:alert(1)", None),
    ("https://[::1", None),
    ("https://skr.se/" + "a" * 500, None),
    (["https://skr.se/"], None),
]


@pytest.mark.parametrize(("page", "kept"), PAGES)
def test_the_page_is_kept_without_what_may_be_personal(
    servers: Servers, visitor: WebVisitor, page: Any, kept: Optional[str]
) -> None:
    assert post(servers.address, visitor.token, {"text": "hej", "page": page}).status == 200
    mine = [row for row in stored_events(servers.database) if row[1] == visitor.conversation]
    events = [json.loads(data) for *_, data in mine]
    (metadata,) = [event["metadata"] for event in events if event["event"] == "user"]
    assert metadata.get("page") == kept


ABOUT = "vad handlar den här sidan om?"


def test_this_page_is_the_one_that_the_assistant_stands_on(servers: Servers, visitor: WebVisitor) -> None:
    (guide,) = [each for each in visitor_guides(visitor) if each["source"]["publisher"] != "SKR"][:1]
    page = guide["source"]["url"].replace("https://", "http://") + "?a=1"
    (about,) = post(servers.address, visitor.token, {"text": ABOUT, "page": page}).json["messages"]
    assert [item["id"] for item in about["items"]] == [guide["id"]]
    for elsewhere in ({}, {"page": "https://skr.example/"}):
        replies = post(servers.address, visitor.token, {"text": ABOUT, **elsewhere}).json["messages"]
        assert [guide["id"]] != [item["id"] for reply in replies for item in reply["items"]]


def visitor_guides(visitor: WebVisitor) -> List[Dict[str, Any]]:
    return [item for reply in visitor.say("visa guider om sociala hänsyn") for item in reply["items"]]
