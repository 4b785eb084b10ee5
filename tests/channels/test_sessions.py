"""Who speaks: a session token opens one conversation, and nothing in a request can choose another."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Optional

import jwt
import pytest

from bot.channels.web import tokens
from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from tests.web_client import HELLO, MESSAGES, SESSION, assert_error, authorised, call, history, post, stored_events


@pytest.fixture
def key(servers: Servers) -> str:
    return (servers.folder / "token_secret").read_text(encoding="ascii")


def forged(servers_key: str, conversation: str, how: str) -> str:
    claims: Dict[str, Any] = {"sub": conversation, "exp": int(time.time()) + 60}
    made = {
        "wrong key": lambda: jwt.encode(claims, "w" * 48, algorithm="HS256"),
        "no algorithm": lambda: jwt.encode(claims, None, algorithm="none"),
        "expired": lambda: jwt.encode({**claims, "exp": 1}, servers_key, algorithm="HS256"),
        "without end": lambda: jwt.encode({"sub": conversation}, servers_key, algorithm="HS256"),
        "other channel": lambda: tokens.new_session([servers_key], "slack", 60),
        "no token at all": lambda: "hej",
    }
    return made[how]()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "how", ["wrong key", "no algorithm", "expired", "without end", "other channel", "no token at all"]
)
def test_a_forged_token_opens_nothing(servers: Servers, visitor: WebVisitor, key: str, how: str, method: str) -> None:
    visitor.say("hej")
    before = stored_events(servers.database)
    token = forged(key, visitor.conversation, how)
    body = HELLO if method == "POST" else None
    assert_error(call(servers.address, MESSAGES, method, body, authorised(token)), 401, "unauthorized")
    assert stored_events(servers.database) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Basic aGVqOmhlag==", "Bearer  ", "Bearer \xe5\xe4"])
def test_no_token_opens_nothing(servers: Servers, authorization: Optional[str], method: str) -> None:
    before = stored_events(servers.database)
    headers = {"Content-Type": "application/json"}
    if authorization is not None:
        headers["Authorization"] = authorization
    body = HELLO if method == "POST" else None
    assert_error(call(servers.address, MESSAGES, method, body, headers), 401, "unauthorized")
    assert stored_events(servers.database) == before


def test_a_session_token_has_a_lifetime(servers: Servers) -> None:
    response = call(servers.address, SESSION, "POST", b"{}", {"Content-Type": "application/json"})
    assert response.status == 200
    assert response.json.keys() == {"token", "expires_in"}
    claims = jwt.decode(response.json["token"], options={"verify_signature": False})
    assert response.json["expires_in"] == claims["exp"] - claims["iat"]
    assert 0 < response.json["expires_in"] <= 24 * 60 * 60


def test_visitors_do_not_see_each_other(servers: Servers, visitor: WebVisitor) -> None:
    visitor.say("hej")
    assert history(servers.address, WebVisitor(servers.address).token) == []


def test_the_body_cannot_choose_the_conversation(servers: Servers, visitor: WebVisitor) -> None:
    other = WebVisitor(servers.address)
    victim = other.conversation
    forged_fields = {"sender": victim, "sender_id": victim, "session_id": victim, "input_channel": "slack"}
    more = {"metadata": {"role": "admin", "title": "Inte jag"}, "choice_title": "x"}
    assert post(servers.address, visitor.token, {"text": "hej", **forged_fields, **more}).status == 200
    assert history(servers.address, other.token) == []
    said = [json.loads(data) for _, sender, data in stored_events(servers.database) if '"event": "user"' in data and
            sender == visitor.conversation]  # fmt: skip
    assert [event["input_channel"] for event in said] == ["web"]
    assert "admin" not in json.dumps(said) and "Inte jag" not in json.dumps(said)
    assert history(servers.address, visitor.token)[0]["text"] == "hej"
