"""What the web channel refuses over HTTP: with an error that a person can read, and without a trace."""

from __future__ import annotations

import json
from typing import Any, Dict

import pytest

from bot.channels import choices
from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from tests.web_client import HELLO, MESSAGES, SESSION, assert_error, authorised, call, history, stored_events

BAD_BODIES: Dict[str, tuple] = {
    "command": ({"text": "/restart"}, 400, "command"),
    "command after blanks": ({"text": "  /restart"}, 400, "command"),
    "command after control characters": ({"text": "\x00\t\n\x0b/restart"}, 400, "command"),
    "command after a wide blank": ({"text": "\u00a0\u3000/restart"}, 400, "command"),
    "command with values": ({"text": '/inform{"choice":"send"}'}, 400, "command"),
    "session start": ({"text": "/session_start"}, 400, "command"),
    "1001 characters": ({"text": "a" * 1001}, 400, "too_long"),
    "nothing": ({"text": ""}, 400, "empty"),
    "only blanks": ({"text": " \n\t\u00a0"}, 400, "empty"),
    "only control characters": ({"text": "\x00\x1b\x7f"}, 400, "empty"),
    "only half a character": ({"text": "\ud800"}, 400, "empty"),
    "no text": ({"text": None}, 400, "bad_request"),
    "number": ({"text": 5}, 400, "bad_request"),
    "text in a list": ({"text": ["hej"]}, 400, "bad_request"),
    "text as object": ({"text": {"text": "hej"}}, 400, "bad_request"),
    "neither text nor choice": ({"message": "hej"}, 400, "bad_request"),
    "empty object": ({}, 400, "bad_request"),
    "list": (["hej"], 400, "bad_request"),
    "only a string": ("text", 400, "bad_request"),
    "null": (None, 400, "bad_request"),
    "choice as command": ({"choice": "/restart"}, 400, "unknown_choice"),
    "empty choice": ({"choice": ""}, 400, "unknown_choice"),
    "choice that is no text": ({"choice": {"intent": "restart"}}, 400, "unknown_choice"),
    "choice with half a character": ({"choice": "a.\ud800"}, 400, "unknown_choice"),
    "unknown choice beside text": ({"choice": None, "text": "hej"}, 400, "unknown_choice"),
    "17 KB": ({"text": "hej", "more": "a" * 17 * 1024}, 413, "too_large"),
    "17 KB of text": ({"text": "a" * 17 * 1024}, 413, "too_large"),
    "40 KB": ({"text": "a" * 40 * 1024}, 413, "too_large"),
}


@pytest.mark.parametrize(("body", "status", "code"), BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_refuses_a_body(servers: Servers, visitor: WebVisitor, body: Any, status: int, code: str) -> None:
    refuses(servers, visitor, json.dumps(body).encode(), {}, status, code)


BAD_REQUESTS: Dict[str, tuple] = {
    "text/plain": (HELLO, {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
    "form": (b"text=hej", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
    "no content type": (HELLO, {"Content-Type": ""}, 415, "unsupported_media_type"),
    "almost JSON's type": (HELLO, {"Content-Type": "application/jsonp"}, 415, "unsupported_media_type"),
    "not JSON": (b"hej", {}, 400, "bad_request"),
    "half JSON": (HELLO[:-1], {}, 400, "bad_request"),
    "no body": (b"", {}, 400, "bad_request"),
    "not UTF-8": (b'{"text": "\xff\xfe"}', {}, 400, "bad_request"),
    "deep JSON": (b"[" * 15000, {}, 400, "bad_request"),
    "foreign origin": (HELLO, {"Origin": "https://evil.example"}, 403, "forbidden_origin"),
    "null origin": (HELLO, {"Origin": "null"}, 403, "forbidden_origin"),
    "origin that begins like ours": (HELLO, {"Origin": "http://127.0.0.1.evil.example"}, 403, "forbidden_origin"),
}


@pytest.mark.parametrize(("body", "headers", "status", "code"), BAD_REQUESTS.values(), ids=BAD_REQUESTS.keys())
def test_refuses_a_request(
    servers: Servers, visitor: WebVisitor, body: bytes, headers: Dict[str, str], status: int, code: str
) -> None:
    refuses(servers, visitor, body, headers, status, code)


def refuses(
    servers: Servers, visitor: WebVisitor, body: bytes, headers: Dict[str, str], status: int, code: str
) -> None:
    """With an error that a person can read, and without a trace."""
    visitor.say("hej")
    said, before = history(servers.address, visitor.token), stored_events(servers.database)
    assert_error(
        call(servers.address, MESSAGES, "POST", body, authorised(visitor.token, headers)), status, code
    )  # fmt: skip
    assert history(servers.address, visitor.token) == said
    assert stored_events(servers.database) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", [MESSAGES, SESSION])
def test_refuses_other_methods(servers: Servers, visitor: WebVisitor, path: str, method: str) -> None:
    before = stored_events(servers.database)
    assert_error(call(servers.address, path, method, HELLO, authorised(visitor.token)), 405, "method_not_allowed")
    assert stored_events(servers.database) == before


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
@pytest.mark.parametrize(("path", "method"), [(SESSION, "POST"), (MESSAGES, "GET"), (MESSAGES, "OPTIONS")])
def test_a_foreign_site_gets_nothing(
    servers: Servers, visitor: WebVisitor, path: str, method: str, origin: str
) -> None:
    body = b"{}" if method == "POST" else None
    response = call(servers.address, path, method, body, authorised(visitor.token, {"Origin": origin}))
    assert_error(response, 403, "forbidden_origin")
    assert response.headers["Access-Control-Allow-Origin"] is None


def test_a_choice_of_another_conversation_does_nothing(servers: Servers, visitor: WebVisitor) -> None:
    other = WebVisitor(servers.address)
    identity = other.say("hej")[0]["choices"][0]["id"]
    refuses(servers, visitor, json.dumps({"choice": identity}).encode(), {}, 400, "unknown_choice")


@pytest.mark.parametrize("place", [0, 10, -1])
def test_a_tampered_choice_does_nothing(servers: Servers, visitor: WebVisitor, place: int) -> None:
    identity = list(visitor.say("hej")[0]["choices"][0]["id"])
    identity[place] = "A" if identity[place] != "A" else "B"
    refuses(servers, visitor, json.dumps({"choice": "".join(identity)}).encode(), {}, 400, "unknown_choice")


def test_a_choice_of_ones_own_making_does_nothing(servers: Servers, visitor: WebVisitor) -> None:
    made = {"title": "x", "intent": "restart", "value": None}
    identity = choices.to_id(["w" * 48], visitor.conversation, made)
    refuses(servers, visitor, json.dumps({"choice": identity}).encode(), {}, 400, "unknown_choice")


def test_a_choice_holds_for_the_rest_of_the_conversation(visitor: WebVisitor) -> None:
    offered = visitor.say("hej")[0]["choices"]
    guides = next(choice["id"] for choice in offered if choice["title"] == "Hitta guider")
    visitor.say("vad är IOP?")
    assert visitor.choose(guides)[-1]["kind"] == "guides"
