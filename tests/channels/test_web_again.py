"""A message that is sent once more, by the component or by its browser, is carried out once and answered the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

from bot.conversations.checks import find_choice
from bot.conversations.client import WebVisitor
from bot.conversations.runner import told_code
from bot.conversations.servers import Servers
from bot.replies.submissions import erased
from tests.door import AFTER, ServersBehindDoor
from tests.replicas import MakePlace
from tests.web_client import Response, assert_error, history, post

HELLO = {"text": "hej", "id": "aaaaaaaa-1"}
SEARCH = "action_search_examples"


def said(servers: Servers, visitor: WebVisitor) -> List[str]:
    return [message["id"] for message in history(servers.address, visitor.token) if message["kind"] == "user"]


def ids(response: Response) -> List[str]:
    assert response.status == 200
    return [message["id"] for message in response.json["messages"]]


@pytest.mark.parametrize("more", [{}, {"again": True}], ids=["by the browser", "by the component"])
def test_the_same_answer_again(servers: Servers, visitor: WebVisitor, more: Dict[str, Any]) -> None:
    first = post(servers.address, visitor.token, HELLO)
    later = post(servers.address, visitor.token, {"text": "vad är IOP?", "id": "aaaaaaaa-2"})
    assert ids(post(servers.address, visitor.token, {**HELLO, **more})) == ids(first) != ids(later)
    assert said(servers, visitor) == ["aaaaaaaa-1", "aaaaaaaa-2"]


def test_several_times_at_once(servers: Servers, visitor: WebVisitor) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ids(post(servers.address, visitor.token, HELLO)), range(4)))
    assert answers == [answers[0]] * 4 and said(servers, visitor) == [HELLO["id"]]


def test_what_never_came_is_carried_out_and_another_conversation_may_have_the_id(servers: Servers) -> None:
    for visitor in (WebVisitor(servers.address), WebVisitor(servers.address)):
        assert ids(post(servers.address, visitor.token, {**HELLO, "again": True}))
        assert said(servers, visitor) == [HELLO["id"]]


def test_what_erases_everything_says_so_each_time(servers: Servers, visitor: WebVisitor) -> None:
    """The process that did it knows its answer for a while; others find nothing of the conversation."""
    visitor.say("Vi i Kil gjorde 2019 en dialog om städning och vill berätta om det")
    (asked,) = visitor.say(f"ta bort {told_code(visitor.say('pausa'))}")
    erase = {"choice": find_choice([asked], "Radera allt")}
    for more in ({"id": "aaaaaaaa-4"}, {"id": "aaaaaaaa-4", "again": True}, {"id": "aaaaaaaa-5"}):
        answer = post(servers.address, visitor.token, {**erase, **more})
        assert [message["text"] for message in answer.json["messages"]] == [erased().text]
        assert history(servers.address, visitor.token) == []


@pytest.mark.parametrize("identity", ["", "short", "a" * 65, "å" * 8, "a b c d e f", 12345678, ["aaaaaaaa"]])
def test_refuses_an_id(servers: Servers, visitor: WebVisitor, identity: Any) -> None:
    assert_error(post(servers.address, visitor.token, {"text": "hej", "id": identity}), 400, "bad_request")


@pytest.fixture(scope="module")
def impatient(model: Path, make_place: MakePlace) -> Iterator[ServersBehindDoor]:
    with ServersBehindDoor(make_place("impatient"), {"GUIDEN_ANSWER_TIMEOUT_SECONDS": "2"}) as servers:
        yield servers


def test_an_answer_that_came_too_late(impatient: ServersBehindDoor) -> None:
    visitor = WebVisitor(impatient.address)
    message = {"text": "har ni exempel på städ i Malmö?", "id": "aaaaaaaa-3"}
    impatient.door.hold((AFTER, SEARCH))
    late = [post(impatient.address, visitor.token, {**message, "again": True}) for _ in range(2)]
    for answer in late:
        assert_error(answer, 503, "timeout")
    impatient.door.give_up()
    assert ids(post(impatient.address, visitor.token, {**message, "again": True}))
    assert said(impatient, visitor) == [message["id"]]
