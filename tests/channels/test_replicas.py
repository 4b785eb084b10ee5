"""Two replicas with one PostgreSQL and Redis: each of them serves any conversation, and no turn is lost or doubled."""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, Iterator, List, Tuple

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from tests.postgres import Postgres
from tests.redis_server import RedisServer
from tests.web_client import Response, history, post, stored_events

Replicas = Tuple[Servers, Servers]


@pytest.fixture(scope="module")
def replicas(
    model: Any, postgres: Postgres, postgres_template: str, redis_server: RedisServer, tmp_path_factory: Any
) -> Iterator[Replicas]:
    database = postgres.database("replicas", postgres_template)
    more = {"GUIDEN_REDIS_URL": redis_server.address, "GUIDEN_TOKEN_SECRETS": uuid.uuid4().hex}
    with contextlib.ExitStack() as stack:
        first, second = (
            stack.enter_context(Servers(tmp_path_factory.mktemp(name), database, more, prepared=True))
            for name in ("first", "second")
        )
        yield first, second


def said_at_once(replicas: Replicas, token: str, bodies: List[Dict[str, Any]]) -> List[Response]:
    """Each body to the next replica."""
    with ThreadPoolExecutor(len(bodies)) as threads:
        return list(threads.map(lambda each: post(replicas[each[0] % 2].address, token, each[1]), enumerate(bodies)))


def kinds(replicas: Replicas, text: str) -> List[str]:
    """Whether it was a "user" or a "bot" who spoke, in the conversation that the text was said in."""
    events = [(sender, json.loads(data)) for _, sender, data in stored_events(replicas[0].database)]
    (conversation,) = {sender for sender, event in events if event.get("text") == text}
    return [event["event"] for sender, event in events if sender == conversation and event["event"] in ("user", "bot")]


def test_a_message_that_both_get_at_once_is_carried_out_once(replicas: Replicas) -> None:
    token = WebVisitor(replicas[0].address).token
    for number in range(5):
        body = {"text": f"vad är IOP? {number}", "id": f"message-{number}"}
        answers = said_at_once(replicas, token, [body] * 4)
        assert {answer.status for answer in answers} == {200}
        assert len({answer.body for answer in answers}) == 1
    said = [message["text"] for message in history(replicas[1].address, token) if message["kind"] == "user"]
    assert said == [f"vad är IOP? {number}" for number in range(5)]


def test_messages_of_one_conversation_are_all_answered_one_after_the_other(replicas: Replicas) -> None:
    token = WebVisitor(replicas[0].address).token
    texts = [f"vad menas med IOP? {number}" for number in range(12)]
    answers = said_at_once(
        replicas, token, [{"text": text, "id": f"question-{text[-2:].strip():0>8}"} for text in texts]
    )
    assert [answer.status for answer in answers] == [200] * 12
    assert kinds(replicas, texts[0]) == ["user", "bot"] * 12
    assert history(replicas[0].address, token) == history(replicas[1].address, token)


def test_without_redis_everybody_is_told_and_then_it_goes_on(replicas: Replicas, redis_server: RedisServer) -> None:
    token = WebVisitor(replicas[0].address).token
    body = {"text": "vad är reserverad upphandling?", "id": "without-redis"}
    redis_server.kill()
    try:
        began = time.monotonic()
        answers = said_at_once(replicas, token, [body] * 2)
        assert time.monotonic() - began < 5
        assert [(answer.status, answer.json["error"]["code"]) for answer in answers] == [(503, "unavailable")] * 2
        assert all(answer.headers["Retry-After"] for answer in answers)
    finally:
        redis_server.start()
    time.sleep(1)
    assert {answer.status for answer in said_at_once(replicas, token, [{**body, "again": True}] * 2)} == {200}
    assert kinds(replicas, body["text"]) == ["user", "bot"]
