"""Ask the running assistant a question as a visitor of the chat would."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple

import requests

from bot.replies.model import Choice, Item, Reply, Source
from bot.settings import Settings

# Seconds more than the assistant gives itself.
PATIENCE = 5
# Hosts that mean every address of the machine; one is asked at its own.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


class NotRunning(Exception):
    """Nobody answers where the assistant should be."""


class Refused(Exception):
    """The assistant doesn't take the question; the text says why, in Swedish."""


class Said(NamedTuple):
    """`answer` is `faq/<id>` when it is a curated answer, else ""."""

    reply: Reply
    answer: str


def ask(chosen: Settings, text: str) -> List[Said]:
    """What the assistant says to a visitor who has said nothing before. It isn't counted in the statistics.

    Raises:
        NotRunning, Refused
    """
    address = f"http://{_EVERYWHERE.get(chosen.host, chosen.host)}:{chosen.port}/webhooks/web"
    seconds = chosen.answer_timeout_seconds + PATIENCE
    token = _post(f"{address}/session?trying=yes", {}, {}, seconds)["token"]
    said = _post(f"{address}/messages", {"text": text}, {"Authorization": f"Bearer {token}"}, seconds)
    return [Said(_reply(message), message["answer"] or "") for message in said["messages"]]


def _post(address: str, body: Mapping[str, str], headers: Mapping[str, str], seconds: float) -> Dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False  # it is our own machine: no proxy
        try:
            response = session.post(address, json=body, headers=dict(headers), timeout=seconds)
            content = response.json()
        except requests.RequestException:
            raise NotRunning from None
    if response.ok:
        return content
    try:
        raise Refused(content["error"]["message"])
    except (KeyError, TypeError):
        raise NotRunning from None


def _reply(message: Mapping[str, Any]) -> Reply:
    return Reply(
        message["kind"],
        message["text"],
        sources=tuple(Source(**source) for source in message["sources"]),
        items=tuple(Item(**{**item, "source": Source(**item["source"])}) for item in message["items"]),
        choices=tuple(Choice(choice["title"], "") for choice in message["choices"]),
        answer=message["answer"],
    )
