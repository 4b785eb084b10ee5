"""Signed session tokens: only the server decides which conversation a request belongs to."""

from __future__ import annotations

import secrets
import time
from typing import Sequence

import jwt

ALGORITHM = "HS256"


class TokenError(Exception):
    """The token is missing, forged or too old."""


def new_session(keys: Sequence[str], channel: str, seconds: int, mark: str = "") -> str:
    """A token for a new conversation with an unguessable id that begins with the channel's name and the mark."""
    now = int(time.time())
    claims = {"sub": f"{channel}:{mark}{secrets.token_hex(16)}", "iat": now, "exp": now + seconds}
    return jwt.encode(claims, keys[0], algorithm=ALGORITHM)


def conversation(keys: Sequence[str], token: str, channel: str) -> str:
    """The conversation id inside a token signed with any of the keys.

    Raises:
        TokenError: for anything but a valid token of this channel.
    """
    for key in keys:
        try:
            claims = jwt.decode(token, key, algorithms=[ALGORITHM], options={"require": ["exp", "sub"]})
        except jwt.InvalidSignatureError:
            continue
        except (jwt.InvalidTokenError, UnicodeEncodeError):
            break
        if claims["sub"].startswith(f"{channel}:"):
            return claims["sub"]
    raise TokenError
