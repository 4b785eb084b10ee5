"""Requests are Slack's when Slack's own signer says so."""

from __future__ import annotations

import json
import time
from typing import Any, Dict
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.requests import Incoming, NotFromSlack, Unreadable, check_signature, read

SECRETS = ("nyaste" * 4, "förra".replace("ö", "o") * 4)
BODY = json.dumps({"type": "event_callback", "text": "åäö"}, ensure_ascii=False).encode()


def headers(secret: str = SECRETS[0], age: int = 0, body: bytes = BODY) -> Dict[str, str]:
    timestamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature or ""}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("age", [0, 290, -290])
def test_signed_with_any_of_the_secrets(secret: str, age: int) -> None:
    check_signature(SECRETS, BODY, headers(secret, age))


REFUSED = [
    pytest.param(headers("annan" * 5), id="another secret"),
    pytest.param(headers(age=310), id="too old"),
    pytest.param(headers(age=-36_000), id="from the future"),  # tests may begin long after they were collected
    pytest.param(headers(body=BODY + b" "), id="another body"),
    pytest.param({**headers(), "x-slack-request-timestamp": str(int(time.time()) - 1)}, id="another time"),
    pytest.param({**headers(), "x-slack-request-timestamp": "nu"}, id="no time"),
    pytest.param({**headers(), "x-slack-request-timestamp": "²"}, id="a digit that is no number"),
    pytest.param({**headers(), "x-slack-signature": "v0=å"}, id="not ASCII"),
    pytest.param({**headers(), "x-slack-signature": "v1" + headers()["x-slack-signature"][2:]}, id="another version"),
    pytest.param({"x-slack-signature": headers()["x-slack-signature"]}, id="without time"),
    pytest.param({"x-slack-request-timestamp": str(int(time.time()))}, id="unsigned"),
    pytest.param({}, id="nothing"),
]


@pytest.mark.parametrize("given", REFUSED)
def test_anything_else_is_refused(given: Dict[str, str]) -> None:
    with pytest.raises(NotFromSlack):
        check_signature(SECRETS, BODY, given)


def test_a_body_that_is_no_text_is_refused() -> None:
    with pytest.raises(NotFromSlack):
        check_signature(SECRETS, b"\xff", headers())


def form(**values: str) -> bytes:
    return urlencode(values).encode()


FORM, JSON = "application/x-www-form-urlencoded", "application/json"
READ = [  # content type, body, what it is
    (JSON, b'{"type": "x"}', Incoming("event", {"type": "x"})),
    (f"{JSON}; charset=utf-8", b'{"type": "x"}', Incoming("event", {"type": "x"})),
    ("Application/JSON", b'{"type": "x"}', Incoming("event", {"type": "x"})),
    (FORM, form(payload='{"type": "shortcut"}'), Incoming("interaction", {"type": "shortcut"})),
    (f"{FORM};charset=utf-8", form(payload='{"a": "å"}'), Incoming("interaction", {"a": "å"})),
    (FORM, form(command="/guiden", text=""), Incoming("command", {"command": "/guiden", "text": ""})),
    (FORM, form(command="/guiden", text="å & ä"), Incoming("command", {"command": "/guiden", "text": "å & ä"})),
]


@pytest.mark.parametrize(("content_type", "body", "incoming"), READ)
def test_content_types_are_read(content_type: str, body: bytes, incoming: Incoming) -> None:
    assert read(content_type, body) == incoming


@pytest.mark.parametrize(
    ("content_type", "body"),
    [(JSON, b"{"), (JSON, b"[]"), (JSON, b"null"), (FORM, b"a=b"), (FORM, form(payload="[]")), (FORM, b"\xff"),
     ("text/plain", b'{"type": "x"}'), ("", b"")],
)  # fmt: skip
def test_what_cannot_be_read(content_type: str, body: bytes) -> Any:
    with pytest.raises(Unreadable):
        read(content_type, body)
