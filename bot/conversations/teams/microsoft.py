"""A stand-in for what Microsoft runs around a Teams bot, speaking the true protocols on a port of its own.

It has the OpenID metadata and keys that the bot checks requests with, the token endpoint of Entra ID, and the connector
that answers are posted to. It is as strict as the original, and can be told to fail.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.conversations.stand_in import TIMEOUT, StandIn

ISSUER = "https://api.botframework.com"


@dataclass(frozen=True)
class Fault:
    """What becomes of one message posted to the connector: a status, or no answer at all; `slow` is in seconds."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: float = 0.0
    hangs_up: bool = False
    for_ever: bool = False


@dataclass(frozen=True)
class Posted:
    """An activity that the connector took, for which conversation and as an answer to what."""

    conversation: str
    reply_to: str
    activity: Dict[str, Any]
    at: float  # of time.monotonic


class Microsoft(StandIn):
    """`environment` makes a bot use it. `posted` is what the bot has said, `attempts` each status it was given.

    `faults` has what becomes of the next messages, by conversation; typing is always taken. `keys_down` closes the key
    server, `keys_slow` makes it wait so many seconds, `token_status` is what the token endpoint answers with,
    `asked_for` counts requests by their kind.
    """

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.service_url = f"{self.address}/connector/"
        self.app_id, self.tenant = "0a1b2c3d-1111-4111-8111-0a1b2c3d4e5f", "0a1b2c3d-2222-4222-8222-0a1b2c3d4e5f"
        self.secret = secrets.token_urlsafe()
        self.token_seconds = 3600
        self.token_status = 200
        self.keys_down = False
        self.keys_slow = 0.0
        self.faults: Dict[str, List[Fault]] = {}
        self.attempts: List[Tuple[str, int]] = []
        self.asked_for: Dict[str, int] = {"keys": 0, "token": 0}
        self.posted: List[Posted] = []
        self._tokens: List[str] = []
        self.rotate()

    @property
    def environment(self) -> Dict[str, str]:
        return {
            "GUIDEN_TEAMS_APP_ID": self.app_id,
            "GUIDEN_TEAMS_APP_SECRET": self.secret,
            "GUIDEN_TEAMS_TENANT_ID": self.tenant,
            "GUIDEN_TEAMS_SERVICE_URLS": self.address,
            "GUIDEN_TEAMS_OPENID_URL": f"{self.address}/v1/.well-known/openidconfiguration",
            "GUIDEN_TEAMS_LOGIN_URL": self.address,
        }

    def rotate(self) -> None:
        """A new key is signed with; the one before is no longer listed."""
        self.key, self.kid = rsa.generate_private_key(65537, 2048), secrets.token_hex(8)

    def revoke_tokens(self) -> None:
        self._tokens.clear()

    def claims(self) -> Dict[str, Any]:
        now = int(time.time())
        return {
            "iss": ISSUER, "aud": self.app_id, "serviceurl": self.service_url, "nbf": now - 300, "exp": now + 3600,
        }  # fmt: skip

    def sign(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(dict(claims), self.key, "RS256", {"kid": self.kid})

    def deliver(self, bot: str, activity: Mapping[str, Any], authorization: Optional[str] = None) -> Tuple[int, bytes]:
        """Post an activity to the bot's address; status and body of its answer."""
        token = authorization if authorization is not None else f"Bearer {self.sign(self.claims())}"
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": token}
        request = urllib.request.Request(bot, json.dumps(activity).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def messages(self, conversation: str) -> List[Posted]:
        """What was said in a conversation, without typing."""
        return [each for each in self.posted if each.conversation == conversation and each.activity["type"] != "typing"]

    # -- answers ------------------------------------------------------------------------------------

    def keys(self, path: str) -> Tuple[int, Any]:
        if self.keys_down:
            return 503, {}
        if path.endswith("openidconfiguration"):
            self.asked_for["keys"] += 1
            time.sleep(self.keys_slow)
            return 200, {"issuer": ISSUER, "jwks_uri": f"{self.address}/v1/.well-known/keys",
                         "id_token_signing_alg_values_supported": ["RS256"]}  # fmt: skip
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return 200, {"keys": [{**public, "use": "sig", "kid": self.kid, "x5t": self.kid, "endorsements": ["msteams"]}]}

    def give_token(self, path: str, body: bytes) -> Tuple[int, Any]:
        self.asked_for["token"] += 1
        asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        wanted = {"grant_type": "client_credentials", "client_id": self.app_id, "client_secret": self.secret,
                  "scope": f"{ISSUER}/.default"}  # fmt: skip
        if self.token_status != 200 or asked != wanted or path != f"/{self.tenant}/oauth2/v2.0/token":
            return (self.token_status if self.token_status != 200 else 401), {"error": "invalid_client"}
        self._tokens.append(secrets.token_urlsafe(32))
        return 200, {"token_type": "Bearer", "expires_in": self.token_seconds, "access_token": self._tokens[-1]}

    def take(self, path: str, authorization: str, body: bytes) -> Tuple[int, Any, Mapping[str, str]]:
        _, _, conversation, _, *reply_to = path.removeprefix("/connector/").split("/")
        conversation = unquote(conversation)
        if authorization.removeprefix("Bearer ") not in self._tokens:
            return 401, {}, {}
        activity = json.loads(body)
        if activity["type"] != "typing":
            fault = self._next_fault(conversation)
            time.sleep(fault.slow)
            if fault.hangs_up:
                raise ConnectionAbortedError
            if fault.status:
                return fault.status, {}, fault.headers
        with self.news:
            reply = unquote(reply_to[0]) if reply_to else ""
            self.posted.append(Posted(conversation, reply, activity, time.monotonic()))
            self.news.notify_all()
        return 201, {"id": secrets.token_hex(4)}, {}

    def _next_fault(self, conversation: str) -> Fault:
        waiting = self.faults.get(conversation)
        if not waiting:
            return Fault()
        return waiting[0] if waiting[0].for_ever else waiting.pop(0)


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Microsoft
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(*self.server.keys(urlsplit(self.path).path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = urlsplit(self.path).path
        if not path.startswith("/connector/"):
            self._answer(*self.server.give_token(path, body))
            return
        try:
            status, content, headers = self.server.take(path, self.headers.get("Authorization", ""), body)
        except ConnectionAbortedError:
            self.close_connection = True
            return
        self.server.attempts.append((unquote(path.split("/")[4]), status))
        self._answer(status, content, headers)

    def _answer(self, status: int, content: Any, headers: Optional[Mapping[str, str]] = None) -> None:
        body = json.dumps(content).encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""
