"""What Slack sends to an app: events, what was pressed and submitted, commands; signed by Slack's own SDK."""

from __future__ import annotations

import itertools
import json
import secrets
import time
import urllib.error
import urllib.request
from typing import Any, Mapping, Tuple
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.conversations.stand_in import TIMEOUT

APP = "A0GUIDEN"
_FORM = "application/x-www-form-urlencoded"
_numbers = itertools.count(1)


class SlackSender:
    """Of one workspace with the bot's user in it. What sends gives status and body of the bot's answer."""

    def __init__(self) -> None:
        self.team, self.bot = "T0GUIDEN", "U0GUIDEN"
        self.signing_secret = secrets.token_hex(16)

    def timestamp(self) -> str:
        """A message's id in its channel, as Slack makes them."""
        return f"{int(time.time())}.{next(_numbers):06}"

    def send_event(self, bot: str, event: Mapping[str, Any], **more: Any) -> Tuple[int, bytes]:
        envelope = {
            "type": "event_callback", "team_id": self.team, "api_app_id": APP, "event": event,
            "event_id": f"Ev{secrets.token_hex(5)}", "event_time": int(time.time()),
            "authorizations": [{"team_id": self.team, "user_id": self.bot, "is_bot": True}], **more,
        }  # fmt: skip
        return self.deliver(bot, json.dumps(envelope).encode(), "application/json")

    def send_interaction(self, bot: str, payload: Mapping[str, Any]) -> Tuple[int, bytes]:
        more = {"team": {"id": self.team, "domain": "guiden"}, "api_app_id": APP, "enterprise": None}
        body = urlencode({"payload": json.dumps({**more, **payload})}).encode()
        return self.deliver(bot, body, _FORM)

    def send_command(self, bot: str, **form: str) -> Tuple[int, bytes]:
        body = urlencode({"command": "/guiden", "team_id": self.team, "api_app_id": APP, **form}).encode()
        return self.deliver(bot, body, _FORM)

    def deliver(self, bot: str, body: bytes, content_type: str, **headers: str) -> Tuple[int, bytes]:
        timestamp = str(int(time.time()))
        signature = SignatureVerifier(self.signing_secret).generate_signature(timestamp=timestamp, body=body)
        signed = {
            "Content-Type": content_type, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature or "",
            **headers,
        }  # fmt: skip
        try:
            with urllib.request.urlopen(urllib.request.Request(bot, body, signed), timeout=TIMEOUT) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
