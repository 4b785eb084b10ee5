"""The tokens that somebody may show us: what each is, what we must say to it, and what Microsoft's old library says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Callable, Dict, List, Mapping, NamedTuple

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.conversations.teams.microsoft import Microsoft

TAKEN = 0
FOREIGN_TENANT = "0a1b2c3d-9999-4999-8999-0a1b2c3d4e5f"


class Case(NamedTuple):
    """`ours` is the status of our refusal, or TAKEN; `theirs` is whether botframework-connector accepts the token."""

    name: str
    authorization: Callable[[Microsoft], str]
    ours: int
    theirs: bool
    activity: Mapping[str, Any] = {}


def activity(microsoft: Microsoft, **more: Any) -> Dict[str, Any]:
    return {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": microsoft.service_url,
        "conversation": {"id": "a:1", "tenantId": microsoft.tenant},
        "channelData": {"tenant": {"id": microsoft.tenant}},
        **more,
    }


def with_claims(without: str = "", **changed: Any) -> Callable[[Microsoft], str]:
    def make(microsoft: Microsoft) -> str:
        claims = {name: value for name, value in {**microsoft.claims(), **changed}.items() if name != without}
        return f"Bearer {microsoft.sign(claims)}"

    return make


def ending(seconds: int) -> Callable[[Microsoft], str]:
    return lambda microsoft: with_claims(exp=int(time.time()) + seconds)(microsoft)


def beginning(seconds: int) -> Callable[[Microsoft], str]:
    return lambda microsoft: with_claims(nbf=int(time.time()) + seconds)(microsoft)


def with_header(algorithm: str = "RS256", own_key: bool = False, **header: Any) -> Callable[[Microsoft], str]:
    def make(microsoft: Microsoft) -> str:
        key = rsa.generate_private_key(65537, 2048) if own_key else microsoft.key
        return f"Bearer {jwt.encode(microsoft.claims(), key, algorithm, {'kid': microsoft.kid, **header})}"

    return make


def without_kid(microsoft: Microsoft) -> str:
    return f"Bearer {jwt.encode(microsoft.claims(), microsoft.key, 'RS256')}"


def unsigned(microsoft: Microsoft) -> str:
    return f"Bearer {jwt.encode(microsoft.claims(), None, 'none', {'kid': microsoft.kid})}"


def signed_with_the_public_key(microsoft: Microsoft) -> str:
    """As if the public key were a shared secret; PyJWT wouldn't help with that."""
    public = microsoft.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = [encoded({"alg": "HS256", "typ": "JWT", "kid": microsoft.kid}), encoded(microsoft.claims())]
    signature = hmac.new(public, ".".join(parts).encode(), hashlib.sha256).digest()
    return f"Bearer {'.'.join([*parts, base64.urlsafe_b64encode(signature).rstrip(b'=').decode()])}"


def encoded(part: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def in_lower_case(microsoft: Microsoft) -> str:
    return with_claims()(microsoft).replace("Bearer", "bearer")


VALID = with_claims()
ODD_HEADER = {"alg": "RS256", "kid": 1}
OTHER = "https://evil.example/"
CASES: List[Case] = [
    Case("valid", VALID, TAKEN, True),
    Case("bearer in lower case", in_lower_case, TAKEN, False),
    Case("no header", lambda _: "", 401, False),
    Case("another scheme", lambda microsoft: VALID(microsoft).replace("Bearer", "Basic"), 401, False),
    Case("no token", lambda _: "Bearer ", 401, False),
    Case("no JWT", lambda _: "Bearer abc.def.ghi", 401, False),
    Case("wrong audience", with_claims(aud="0a1b2c3d-8888-4888-8888-0a1b2c3d4e5f"), 401, False),
    Case("no audience", with_claims(without="aud"), 401, False),
    Case("wrong issuer", with_claims(iss="https://evil.example"), 401, False),
    Case("no issuer", with_claims(without="iss"), 401, False),
    Case("unknown key", with_header(kid="unknown"), 401, False),
    Case("key without name", without_kid, 401, False),
    Case("name of a key that is no text", lambda _: f"Bearer {encoded(ODD_HEADER)}.e30.AA", 401, False),
    Case("signed with another key", with_header(own_key=True), 401, False),
    Case("another RSA algorithm", with_header("RS384"), 401, False),
    Case("no algorithm", unsigned, 401, False),
    Case("public key as a shared secret", signed_with_the_public_key, 401, False),
    Case("without end", with_claims(without="exp"), 401, True),  # we are stricter
    Case("ended 4 minutes ago", ending(-240), TAKEN, True),
    Case("ended 6 minutes ago", ending(-360), 401, False),
    Case("begins in 4 minutes", beginning(240), TAKEN, True),
    Case("begins in 6 minutes", beginning(360), 401, False),
    Case("address that isn't the token's", VALID, 401, False, {"serviceUrl": OTHER}),
    Case("token without address", with_claims(without="serviceurl"), 401, False),
    Case("token for nobody's address", with_claims(serviceurl=OTHER), 403, True, {"serviceUrl": OTHER}),
    Case("channel that the key isn't for", VALID, 401, False, {"channelId": "webchat"}),
    Case("channel that is no text", VALID, 401, False, {"channelId": ["msteams"]}),
    Case("foreign tenant", VALID, 403, True, {
        "conversation": {"id": "a:1", "tenantId": FOREIGN_TENANT}, "channelData": {"tenant": {"id": FOREIGN_TENANT}}}),
    Case("two tenants", VALID, 403, True, {"channelData": {"tenant": {"id": FOREIGN_TENANT}}}),
    Case("no tenant", VALID, 403, True, {"conversation": {"id": "a:1"}, "channelData": None}),
]  # fmt: skip
