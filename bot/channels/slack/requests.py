"""What Slack sends, once it is known to be Slack that sent it: an event, something pressed or submitted, a command."""

from __future__ import annotations

import json
from typing import Any, Dict, Mapping, NamedTuple, Sequence
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier

EVENT, INTERACTION, COMMAND = "event", "interaction", "command"


class NotFromSlack(Exception):
    """The signature is missing, wrong or too old."""


class Unreadable(Exception):
    """Signed by Slack, but nothing that we know how to read."""


class Incoming(NamedTuple):
    """`kind` is event, interaction or command."""

    kind: str
    body: Dict[str, Any]


def check_signature(secrets: Sequence[str], body: bytes, headers: Mapping[str, str]) -> None:
    """Of the body as it came, with any of the secrets, and at most five minutes old.

    Raises:
        NotFromSlack: when it can't be Slack's.
    """
    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii()):
        raise NotFromSlack
    try:
        genuine = any(SignatureVerifier(secret).is_valid(body, timestamp, signature) for secret in secrets)
    except UnicodeDecodeError:  # of the body: Slack sends nothing but UTF-8
        raise NotFromSlack from None
    if not genuine:
        raise NotFromSlack


def read(content_type: str, body: bytes) -> Incoming:
    """
    Raises:
        Unreadable: when it is neither JSON nor a form as Slack sends them.
    """
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            return Incoming(EVENT, _mapping(json.loads(body)))
        if kind == "application/x-www-form-urlencoded":
            form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
            if "payload" in form:
                return Incoming(INTERACTION, _mapping(json.loads(form["payload"])))
            if "command" in form:
                return Incoming(COMMAND, form)
    except ValueError:
        raise Unreadable from None
    raise Unreadable


def _mapping(value: Any) -> Dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable
    return value
