"""Choices as opaque ids that hold in one conversation only.

A pressed button becomes "/intent{...}" inside Rasa. Typed text never does, and a button's id is signed together with
the conversation, so nobody can make up one or use another's.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any, Mapping, NamedTuple, Sequence

OVER = "Valet går inte att använda längre. Skriv i stället."


class Choice(NamedTuple):
    """What a button said, and what it says to Rasa."""

    title: str
    payload: str


class ChoiceError(Exception):
    """Not a choice that this conversation was offered."""


def to_id(keys: Sequence[str], conversation: str, choice: Mapping[str, Any]) -> str:
    """The id of a reply's choice (`title`, `intent`, `value`)."""
    content = json.dumps([choice["title"], choice["intent"], choice["value"]], ensure_ascii=False).encode()
    return f"{base64.urlsafe_b64encode(content).decode().rstrip('=')}.{_signature(keys[0], conversation, content)}"


def from_id(keys: Sequence[str], conversation: str, identity: str) -> Choice:
    """
    Raises:
        ChoiceError: when the id was not made for this conversation.
    """
    try:
        encoded, _, signature = identity.encode("ascii").partition(b".")
        content = base64.urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4))
    except ValueError:
        raise ChoiceError from None
    if not any(hmac.compare_digest(signature, _signature(key, conversation, content).encode()) for key in keys):
        raise ChoiceError
    title, intent, value = json.loads(content)
    return Choice(title, payload(intent, value))


def payload(intent: str, value: Any) -> str:
    """What Rasa takes as that intent, with no classifying."""
    return f"/{intent}" + (json.dumps({"choice": value}, ensure_ascii=False) if value is not None else "")


def _signature(key: str, conversation: str, content: bytes) -> str:
    return hmac.new(key.encode(), conversation.encode() + b"\0" + content, hashlib.sha256).hexdigest()[:32]
