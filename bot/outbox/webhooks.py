"""Notices to a Slack channel and a Teams channel, by the addresses they give out for that."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any, Dict, List

import requests

from bot.outbox.failures import PAUSE, DeliveryFailed
from bot.outbox.store import Message
from bot.settings import Settings

TIMEOUT = 10.0  # seconds to connect, and again for the answer
LONGEST_PAUSE = 24 * 3600.0  # seconds, however long a receiver asks for
TOO_MANY_REQUESTS = 429
_LINK = re.compile(r"https?://\S+")


def send_to_slack(message: Message, chosen: Settings) -> None:
    """
    Raises:
        DeliveryFailed: without the address, which lets anybody write in the channel.
    """
    _post(chosen.slack_webhook_url, "GUIDEN_SLACK_WEBHOOK_URL", slack_body(message.subject, message.text))


def send_to_teams(message: Message, chosen: Settings) -> None:
    """
    Raises:
        DeliveryFailed: without the address, which lets anybody write in the channel.
    """
    _post(chosen.teams_webhook_url, "GUIDEN_TEAMS_WEBHOOK_URL", teams_body(message.subject, message.text))


def slack_body(subject: str, text: str) -> Dict[str, Any]:
    """Words and links only: no bold or struck text, nobody called, and no picture of what is linked.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    escaped = f"{subject}\n{text}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": escaped, "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}


def teams_body(subject: str, text: str) -> Dict[str, Any]:
    """A card as the flow "When a Teams webhook request is received" takes it; the connectors before it are closed.

    Text runs are shown as written, unlike a text block, which takes its text for Markdown; so links become buttons.
    https://adaptivecards.io/explorer/TextRun.html
    """
    lines = [_teams_line(subject, {"weight": "Bolder"})]
    lines += [_teams_line(line, {}) for line in text.splitlines() if line.strip()]
    card: Dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": subject,
        "body": lines,
        "actions": [{"type": "Action.OpenUrl", "title": "Öppna", "url": link} for link in _LINK.findall(text)],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _teams_line(text: str, look: Dict[str, str]) -> Dict[str, Any]:
    run: List[Dict[str, Any]] = [{"type": "TextRun", "text": text, **look}]
    return {"type": "RichTextBlock", "inlines": run}


def _post(address: str, variable: str, body: Dict[str, Any]) -> None:
    if not address:
        raise DeliveryFailed(f"ingen adress är inställd: {variable} är tom", PAUSE)
    try:
        # The answer's body is of no interest, and reading it could take any time.
        with requests.post(address, json=body, timeout=TIMEOUT, allow_redirects=False, stream=True) as response:
            status, wait = response.status_code, response.headers.get("Retry-After", "")
    except requests.exceptions.SSLError:
        raise DeliveryFailed("mottagarens certifikat godtas inte", PAUSE) from None
    except requests.exceptions.Timeout:
        raise DeliveryFailed("mottagaren svarar inte i tid", PAUSE) from None
    except requests.exceptions.RequestException:
        raise DeliveryFailed("mottagaren går inte att nå", PAUSE) from None
    if not 200 <= status < 300:
        raise DeliveryFailed(
            f"mottagaren svarar {status}", _asked_pause(wait) if status == TOO_MANY_REQUESTS else PAUSE
        )


def _asked_pause(wait: str) -> float:
    """Seconds of a Retry-After header, which says them or a time (RFC 9110, 10.2.3); at most LONGEST_PAUSE."""
    if wait.isdecimal():
        return min(float(wait), LONGEST_PAUSE)
    try:
        left = parsedate_to_datetime(wait) - dt.datetime.now(dt.timezone.utc)
    except (TypeError, ValueError):
        return PAUSE
    return min(max(left.total_seconds(), 0.0), LONGEST_PAUSE)
