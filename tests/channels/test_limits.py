"""How much one visitor and one network may ask for, and which pages may embed the chat: a server with settings."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Iterator

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.engine import lean_imports
from bot.settings import settings
from tests.replicas import Assistant, MakePlace
from tests.web_client import MESSAGES, SESSION, Response, call, history, post, stored_events

lean_imports.install()
from bot.channels.limits import SEEN_FOR, Limits  # noqa: E402
from bot.channels.web.channel import network  # noqa: E402

HOST_PAGE = "https://skr.example"
PER_CONVERSATION, PER_ADDRESS, SESSIONS = 3, 5, 4


@pytest.fixture(scope="module")
def strict(model: Path, make_place: MakePlace) -> Iterator[Servers]:
    limits = {
        "GUIDEN_MESSAGES_PER_MINUTE": str(PER_CONVERSATION),
        "GUIDEN_MESSAGES_PER_MINUTE_AND_ADDRESS": str(PER_ADDRESS),
        "GUIDEN_SESSIONS_PER_MINUTE_AND_ADDRESS": str(SESSIONS),
        "GUIDEN_ALLOWED_ORIGINS": f"https://andra.example, {HOST_PAGE}",
    }
    with Assistant(make_place("strict"), limits) as running:
        yield running


def assert_limited(response: Response) -> None:
    assert (response.status, response.json["error"]["code"]) == (429, "rate_limited")
    assert "kort tid" in response.json["error"]["message"]
    assert 0 < int(response.headers["Retry-After"]) <= 60


def test_limits(strict: Servers) -> None:
    """One test, for what it uses up stays used up for a minute."""
    address = strict.address
    first, second = WebVisitor(address), WebVisitor(address)
    for _ in range(PER_CONVERSATION):
        assert post(address, first.token, {"text": "hej"}).status == 200
    said, stored = history(address, first.token), stored_events(strict.database)
    assert_limited(post(address, first.token, {"text": "hej"}))
    assert_limited(post(address, first.token, {"choice": said[1]["choices"][0]["id"]}))
    assert history(address, first.token) == said  # reading is not limited
    assert stored_events(strict.database) == stored

    for _ in range(PER_ADDRESS - PER_CONVERSATION):
        assert post(address, second.token, {"text": "hej"}).status == 200
    forwarded = {"X-Forwarded-For": "192.0.2.1", "X-Real-IP": "192.0.2.1", "Forwarded": "for=192.0.2.1"}
    assert_limited(post(address, second.token, {"text": "hej"}, forwarded))

    opened = [call(address, SESSION, "POST", b"{}") for _ in range(SESSIONS - 2 + 1)]
    assert [response.status for response in opened[:-1]] == [200] * (SESSIONS - 2)
    assert_limited(opened[-1])


@pytest.mark.parametrize("path", [SESSION, MESSAGES])
def test_a_page_that_embeds_the_chat_may_ask_first(strict: Servers, path: str) -> None:
    response = call(strict.address, path, "OPTIONS", headers={"Origin": HOST_PAGE})
    assert response.status == 204
    assert response.headers["Access-Control-Allow-Origin"] == HOST_PAGE
    assert response.headers["Access-Control-Allow-Headers"] == "authorization, content-type"
    assert response.headers["Access-Control-Allow-Credentials"] is None
    assert response.headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", ["https://skr.example.evil.example", "http://skr.example", "https://skr.example:444"]
)
def test_a_page_that_is_almost_on_the_list_may_not(strict: Servers, origin: str) -> None:
    assert call(strict.address, SESSION, "OPTIONS", headers={"Origin": origin}).status == 403


NETWORKS = [
    ("192.0.2.1", "192.0.2.1"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::6", "2001:db8:1:2::/64"),
    ("2001:db8::1", "2001:db8::/64"),
    ("2001:db8::2", "2001:db8::/64"),
    ("fe80::1%eth0", "fe80::/64"),
    ("::ffff:192.0.2.1", "192.0.2.1"),
    ("unknown", "unknown"),
]


@pytest.mark.parametrize(("address", "expected"), NETWORKS)
def test_network(address: str, expected: str) -> None:
    assert network(address) == expected


def test_codes_are_limited_whether_they_are_right_or_wrong(model: Path, make_place: MakePlace) -> None:
    limits = {"GUIDEN_CODES_PER_HOUR": "2", "GUIDEN_CODES_PER_HOUR_AND_ADDRESS": "3"}
    with Assistant(make_place("codes"), limits) as running:
        first, second = WebVisitor(running.address), WebVisitor(running.address)
        asked = "hur går det med HG-7K3M-Q9XD-04TZ?"
        answers = [post(running.address, first.token, {"text": text}) for text in (asked, "hg 7k3m q9xd 04tz", asked)]
        assert [answer.status for answer in answers] == [200, 200, 429]
        assert "många koder" in answers[-1].json["error"]["message"]
        assert 60 < int(answers[-1].headers["Retry-After"]) <= 3600
        assert post(running.address, first.token, {"text": "vad är IOP?"}).status == 200
        answers = [post(running.address, second.token, {"text": asked}) for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 429]  # one network, whatever conversation


def test_a_message_that_comes_again_is_known_for_a_while(database: str) -> None:
    clock = [0.0]
    limits = Limits(settings(), lambda: clock[0])

    def first(message: str) -> bool:
        return asyncio.run(limits.is_first(message))

    seen = [first("a"), first("a"), first("b")]
    clock[0] = SEEN_FOR * 60.0
    seen += [first("a")]
    clock[0] += 60
    assert [*seen, first("a"), first("a")] == [True, False, True, False, True, False]
    assert len(limits._seen) == 1  # what is forgotten takes no memory
