"""Requests to the web channel as a stranger would make them: any method, body and headers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from email.message import Message
from typing import Any, Dict, List, Mapping, NamedTuple, Optional

import sqlalchemy as sa

MESSAGES = "/webhooks/web/messages"
SESSION = "/webhooks/web/session"
HELLO = json.dumps({"text": "hej"}).encode()
TIMEOUT = 60


class Response(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def call(
    address: str,
    path: str,
    method: str = "GET",
    body: Optional[bytes] = None,
    headers: Optional[Mapping[str, str]] = None,
) -> Response:
    request = urllib.request.Request(address + path, body, dict(headers or {}), method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            return Response(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Response(error.code, error.headers, error.read())


def authorised(token: str, more: Optional[Mapping[str, str]] = None) -> Dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **(more or {})}


def post(address: str, token: str, body: Any, more: Optional[Mapping[str, str]] = None) -> Response:
    """Send a message; the body is made JSON."""
    return call(address, MESSAGES, "POST", json.dumps(body).encode(), authorised(token, more))


def history(address: str, token: str, query: str = "") -> List[Dict[str, Any]]:
    return call(address, MESSAGES + query, headers=authorised(token)).json["messages"]


def stored_events(database: str) -> List[tuple]:
    """Everything that Rasa has stored of all conversations."""
    engine = sa.create_engine(database, future=True)
    with engine.connect() as connection:
        events = [
            tuple(row) for row in connection.execute(sa.text("SELECT id, sender_id, data FROM events ORDER BY id"))
        ]
    engine.dispose()
    return events


def assert_error(response: Response, status: int, code: str) -> None:
    """An error in the agreed format: a code for programs and a Swedish sentence for people."""
    assert (response.status, response.json["error"]["code"]) == (status, code), response.body
    assert response.json.keys() == {"error"}
    assert response.json["error"].keys() == {"code", "message"}
    message = response.json["error"]["message"]
    assert message[0].isupper() and message.endswith(".")
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.headers["Cache-Control"] == "no-store"
