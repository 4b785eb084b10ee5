"""A visitor of the web channel."""

from __future__ import annotations

import base64
import json
import urllib.request
from typing import Any, Dict, List, Optional, Protocol

TIMEOUT = 60


class NotShown(AssertionError):
    """Something that the dialogue engine said isn't in what the channel showed."""


class Visitor(Protocol):
    """Somebody who talks with the assistant in a channel; `last` is the last turn's messages, `all` every turn's.

    Messages are dictionaries as the web channel gives them; `choose` takes the id of one of their choices.
    """

    last: List[Dict[str, Any]]
    all: List[Dict[str, Any]]

    @property
    def conversation(self) -> str: ...

    def say(self, text: str) -> List[Dict[str, Any]]: ...

    def choose(self, identity: str) -> List[Dict[str, Any]]: ...


class WebVisitor:
    """Talks to the web channel as the chat component does."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}/webhooks/web"
        self.last: List[Dict[str, Any]] = []
        self.all: List[Dict[str, Any]] = []
        self.token = self._call("session", {})["token"]

    @property
    def conversation(self) -> str:
        return conversation_id(self.token)

    def say(self, text: str) -> List[Dict[str, Any]]:
        return self._send({"text": text})

    def choose(self, identity: str) -> List[Dict[str, Any]]:
        return self._send({"choice": identity})

    def _send(self, body: Dict[str, str]) -> List[Dict[str, Any]]:
        self.last = self._call("messages", body, self.token)["messages"]
        self.all += self.last
        return self.last

    def _call(self, path: str, body: Dict[str, str], token: Optional[str] = None) -> Dict[str, Any]:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        request = urllib.request.Request(f"{self._address}/{path}", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            return json.load(response)


def conversation_id(token: str) -> str:
    """The conversation inside a session token, read without checking it."""
    claims = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"]
