"""A stand-in for Slack as an app meets it, speaking the true protocol on a port of its own.

It has the Web API and the addresses that answers to one person are posted to. It is as strict as the original, keeps
what a workspace would show, and can be told to fail.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

from bot.conversations.slack.limits import ARGUMENTS, mistakes
from bot.conversations.slack.sending import SlackSender
from bot.conversations.stand_in import StandIn

RESPONSES = 5  # that Slack takes at one response_url

Json = Dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What becomes of one call: a status, Slack's name of an error, or no answer at all; `slow` is in seconds."""

    status: int = 200
    error: str = ""
    retry_after: int = 0
    slow: float = 0.0
    hangs_up: bool = False


@dataclass
class Posted:
    """A message as it stands in the workspace; `only_for` is the user who alone sees it."""

    channel: str
    ts: str
    thread: Optional[str]
    text: str
    blocks: List[Json]
    only_for: str = ""
    at: float = field(default_factory=time.monotonic)


class SlackWorkspace(SlackSender, StandIn):
    """`environment` makes a bot use it. `posted` is what the bot has said, `homes` each person's home tab.

    `faults` has what becomes of the next calls, by channel, or by method where a call has no channel. `calls` lists
    (method, status) and `wrong` what Slack would not have taken.
    """

    def __init__(self) -> None:
        SlackSender.__init__(self)
        StandIn.__init__(self, _Handler)
        self.token = f"xoxb-{secrets.token_hex(12)}"
        self.faults: Dict[str, List[Fault]] = {}
        self.calls: List[Tuple[str, int]] = []
        self.wrong: List[str] = []
        self.posted: List[Posted] = []
        self.homes: Dict[str, Json] = {}
        self.forms: List[Json] = []
        self._triggers: Dict[str, float] = {}
        self._responses: Dict[str, Dict[str, Any]] = {}

    @property
    def environment(self) -> Dict[str, str]:
        return {
            "GUIDEN_SLACK_BOT_TOKEN": self.token,
            "GUIDEN_SLACK_SIGNING_SECRETS": self.signing_secret,
            "GUIDEN_SLACK_API_URL": f"{self.address}/api/",
        }

    def trigger(self) -> str:
        name = secrets.token_hex(8)
        self._triggers[name] = time.monotonic()
        return name

    def response_url(self, channel: str, user: str, posted: Optional[Posted] = None) -> str:
        name = secrets.token_hex(8)
        self._responses[name] = {"channel": channel, "user": user, "posted": posted, "left": RESPONSES}
        return f"{self.address}/response/{name}"

    # -- what the bot calls -------------------------------------------------------------------------

    def fault(self, method: str, arguments: Json, response: Mapping[str, Any]) -> Fault:
        for about in (str(response.get("channel") or arguments.get("channel")), method):
            if self.faults.get(about):
                return self.faults[about].pop(0)
        return Fault()

    def response(self, path: str) -> Dict[str, Any]:
        return self._responses.get(path.removeprefix("/response/"), {})

    def take(self, method: str, arguments: Json) -> Json:
        if method not in ARGUMENTS or method == "response_url":
            return {"ok": False, "error": "unknown_method"}
        wrong = mistakes(method, arguments)
        if wrong:
            self.wrong += [f"{method}: {each}" for each in wrong]
            return {"ok": False, "error": "invalid_arguments"}
        with self.news:
            answer = getattr(self, "_" + method.replace(".", "_"))(arguments)
            self.news.notify_all()
        return {"ok": "error" not in answer, **answer}

    def take_response(self, response: Dict[str, Any], arguments: Json) -> int:
        wrong = mistakes("response_url", arguments)
        if not response or not response["left"]:
            wrong.append("the response_url is used up")
        if wrong:
            self.wrong += [f"response_url: {each}" for each in wrong]
            return 400
        response["left"] -= 1
        text, blocks = arguments["text"], arguments.get("blocks", [])
        with self.news:
            if arguments.get("replace_original"):
                response["posted"].text, response["posted"].blocks = text, blocks
            else:
                self._post(response["channel"], None, text, blocks, response["user"])
            self.news.notify_all()
        return 200

    def _post(self, channel: str, thread: Optional[str], text: str, blocks: List[Json], only_for: str = "") -> str:
        self.posted.append(Posted(channel, self.timestamp(), thread, text, blocks, only_for))
        return self.posted[-1].ts

    def _auth_test(self, arguments: Json) -> Json:
        return {"team_id": self.team, "user_id": self.bot}

    def _chat_postMessage(self, arguments: Json) -> Json:
        channel, thread = arguments["channel"], arguments.get("thread_ts")
        channel = direct_channel(channel) if channel.startswith("U") else channel
        return {"channel": channel, "ts": self._post(channel, thread, arguments["text"], arguments.get("blocks", []))}

    def _chat_update(self, arguments: Json) -> Json:
        for each in self.posted:
            if (each.channel, each.ts) == (arguments["channel"], arguments["ts"]):
                each.text, each.blocks = arguments["text"], arguments.get("blocks", [])
                return {"ts": each.ts}
        return {"error": "message_not_found"}

    def _conversations_open(self, arguments: Json) -> Json:
        return {"channel": {"id": direct_channel(arguments["users"])}}

    def _views_publish(self, arguments: Json) -> Json:
        self.homes[arguments["user_id"]] = arguments["view"]
        return {"view": arguments["view"]}

    def _views_open(self, arguments: Json) -> Json:
        begun = self._triggers.pop(arguments["trigger_id"], None)
        if begun is None or time.monotonic() - begun > 3:
            return {"error": "expired_trigger_id"}
        self.forms.append(arguments["view"])
        return {"view": arguments["view"]}


def direct_channel(user: str) -> str:
    """The channel between a user and the bot."""
    return f"D{user[1:]}"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: SlackWorkspace
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # who called has gone in the middle of it
            self.close_connection = True
            return
        arguments = json.loads(body or b"{}")
        response = self.server.response(self.path)
        method = "response_url" if self.path.startswith("/response/") else self.path.removeprefix("/api/")
        fault = self.server.fault(method, arguments, response)
        time.sleep(fault.slow)
        if fault.hangs_up:
            self.close_connection = True
            self.server.calls.append((method, 0))
            return
        status, answer = fault.status, {"ok": False, "error": fault.error}
        if status == 200 and not fault.error:
            status, answer = self._take(method, arguments, response)
        self.server.calls.append((method, status))
        self._answer(status, answer, fault.retry_after)

    def _take(self, method: str, arguments: Json, response: Dict[str, Any]) -> Tuple[int, Json]:
        if method == "response_url":
            return self.server.take_response(response, arguments), {}
        if self.headers.get("Authorization") != f"Bearer {self.server.token}":
            return 200, {"ok": False, "error": "invalid_auth"}
        return 200, self.server.take(method, arguments)

    def _answer(self, status: int, answer: Json, retry_after: int) -> None:
        body = json.dumps(answer).encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if retry_after:
                self.send_header("Retry-After", str(retry_after))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""
