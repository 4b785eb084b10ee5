"""The web channel over HTTP: what it refuses and that refusing leaves no trace, what it gives, and what it hides."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List, Optional

import jwt
import pytest

from bot.channels import choices, tokens
from bot.conversations.client import WebVisitor
from bot.conversations.runner import conversation_id
from bot.conversations.servers import Servers
from tests.web_client import MESSAGES, SESSION, Response, authorised, call, history, post, stored_events

MESSAGE_FIELDS = {"id", "text", "sources", "items", "choices", "answer", "kind"}
TEXT = json.dumps({"text": "hej"}).encode()


def assert_error(response: Response, status: int, code: str) -> None:
    assert (response.status, response.json["error"]["code"]) == (status, code), response.body
    assert response.json.keys() == {"error"}
    assert response.json["error"].keys() == {"code", "message"}
    message = response.json["error"]["message"]
    assert message[0].isupper() and message.endswith(".")
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.fixture
def key(servers: Servers) -> str:
    return (servers.folder / "token_secret").read_text(encoding="ascii")


# -- who speaks ---------------------------------------------------------------------------------------------------


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
    token = forged(key, conversation_id(visitor.token), how)
    body = TEXT if method == "POST" else None
    assert_error(call(servers.address, MESSAGES, method, body, authorised(token)), 401, "unauthorized")
    assert stored_events(servers.database) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Basic aGVqOmhlag==", "Bearer  ", "Bearer \xe5\xe4"])
def test_no_token_opens_nothing(servers: Servers, authorization: Optional[str], method: str) -> None:
    before = stored_events(servers.database)
    headers = {"Content-Type": "application/json"}
    if authorization is not None:
        headers["Authorization"] = authorization
    body = TEXT if method == "POST" else None
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
    victim = conversation_id(other.token)
    forged_fields = {"sender": victim, "sender_id": victim, "session_id": victim, "input_channel": "slack"}
    more = {"metadata": {"role": "admin", "title": "Inte jag"}, "choice_title": "x"}
    assert post(servers.address, visitor.token, {"text": "hej", **forged_fields, **more}).status == 200
    assert history(servers.address, other.token) == []
    said = [json.loads(data) for _, sender, data in stored_events(servers.database) if '"event": "user"' in data and
            sender == conversation_id(visitor.token)]  # fmt: skip
    assert [event["input_channel"] for event in said] == ["web"]
    assert "admin" not in json.dumps(said) and "Inte jag" not in json.dumps(said)
    assert history(servers.address, visitor.token)[0]["text"] == "hej"


# -- what is refused ----------------------------------------------------------------------------------------------

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
    "text/plain": (TEXT, {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
    "form": (b"text=hej", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
    "no content type": (TEXT, {"Content-Type": ""}, 415, "unsupported_media_type"),
    "almost JSON's type": (TEXT, {"Content-Type": "application/jsonp"}, 415, "unsupported_media_type"),
    "not JSON": (b"hej", {}, 400, "bad_request"),
    "half JSON": (TEXT[:-1], {}, 400, "bad_request"),
    "no body": (b"", {}, 400, "bad_request"),
    "not UTF-8": (b'{"text": "\xff\xfe"}', {}, 400, "bad_request"),
    "deep JSON": (b"[" * 15000, {}, 400, "bad_request"),
    "foreign origin": (TEXT, {"Origin": "https://evil.example"}, 403, "forbidden_origin"),
    "null origin": (TEXT, {"Origin": "null"}, 403, "forbidden_origin"),
    "origin that begins like ours": (TEXT, {"Origin": "http://127.0.0.1.evil.example"}, 403, "forbidden_origin"),
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
    assert_error(call(servers.address, path, method, TEXT, authorised(visitor.token)), 405, "method_not_allowed")
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


# -- choices ------------------------------------------------------------------------------------------------------


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
    identity = choices.to_id(["w" * 48], conversation_id(visitor.token), made)
    refuses(servers, visitor, json.dumps({"choice": identity}).encode(), {}, 400, "unknown_choice")


def test_a_choice_holds_for_the_rest_of_the_conversation(visitor: WebVisitor) -> None:
    offered = visitor.say("hej")[0]["choices"]
    guides = next(choice["id"] for choice in offered if choice["title"] == "Hitta guider")
    visitor.say("vad är IOP?")
    assert visitor.choose(guides)[-1]["kind"] == "guides"


# -- what is given ------------------------------------------------------------------------------------------------


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


# -- pages and what is not there ----------------------------------------------------------------------------------

HIDDEN = [
    ("GET", "/model"),
    ("PUT", "/model"),
    ("POST", "/model/train"),
    ("POST", "/model/parse"),
    ("GET", "/status"),
    ("GET", "/version"),
    ("GET", "/domain"),
    ("GET", "/conversations/x/tracker"),
    ("POST", "/conversations/x/tracker/events"),
    ("POST", "/conversations/x/execute"),
    ("GET", "/webhooks/rest/"),
    ("POST", "/webhooks/rest/webhook"),
    ("POST", "/webhooks/callback/webhook"),
    ("GET", "/socket.io/"),
    ("GET", "/socket.io/?EIO=4&transport=polling"),
    ("GET", "/webhooks/web/nothing"),
    ("GET", "/../token_secret"),
    ("GET", "/index.html/../../bot/settings.py"),
]


@pytest.mark.parametrize(("method", "path"), HIDDEN)
def test_rasas_own_addresses_are_not_there(servers: Servers, method: str, path: str) -> None:
    body = None if method == "GET" else b"{}"
    assert_error(call(servers.address, path, method, body, {"Content-Type": "application/json"}), 404, "not_found")


PAGES = {
    "/": ("text/html", "<hansyns-guide"),
    "/page.css": ("text/css", "{"),
    "/hansyns-guide.js": ("text/javascript", "hansyns-guide"),
}


@pytest.mark.parametrize(("path", "media_type", "content"), [(path, *rest) for path, rest in PAGES.items()])
def test_pages(servers: Servers, path: str, media_type: str, content: str) -> None:
    response = call(servers.address, path)
    assert response.status == 200
    assert response.headers["Content-Type"].startswith(media_type)
    assert content in response.body.decode()
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    embeddable = "cross-origin" if path.endswith(".js") else None
    assert response.headers["Cross-Origin-Resource-Policy"] == embeddable


POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}


@pytest.mark.parametrize("path", PAGES)
def test_content_security_policy(servers: Servers, path: str) -> None:
    header = call(servers.address, path).headers["Content-Security-Policy"]
    policy = dict(directive.strip().split(" ", 1) for directive in header.split(";"))
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert "unsafe" not in header and "*" not in header


def test_health(servers: Servers) -> None:
    response = call(servers.address, "/health")
    assert (response.status, response.json) == (200, {"model": True, "database": True, "actions": True})
