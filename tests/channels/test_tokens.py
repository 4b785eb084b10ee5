"""Session tokens: only what this server signed, for this channel and not too long ago, opens a conversation."""

from __future__ import annotations

import re
import time
from typing import Any, Dict

import jwt
import pytest

from bot.channels.web import tokens

NEW, OLD, STRANGE = ("n" * 48, "o" * 48, "s" * 48)
KEYS = (NEW, OLD)


def claims(**changes: Any) -> Dict[str, Any]:
    return {"sub": "web:" + "0" * 32, "exp": int(time.time()) + 60, **changes}


def signed(key: str = NEW, algorithm: str = "HS256", **changes: Any) -> str:
    present = {name: value for name, value in claims(**changes).items() if value is not None}
    return jwt.encode(present, key, algorithm=algorithm)


def test_a_session_opens_its_own_conversation() -> None:
    token = tokens.new_session(KEYS, "web", 60)
    assert re.fullmatch("web:[0-9a-f]{32}", tokens.conversation(KEYS, token, "web"))


def test_a_mark_stands_before_what_is_unguessable() -> None:
    token = tokens.new_session(KEYS, "web", 60, "try-")
    assert re.fullmatch("web:try-[0-9a-f]{32}", tokens.conversation(KEYS, token, "web"))


def test_every_session_is_another_conversation() -> None:
    made = {tokens.conversation(KEYS, tokens.new_session(KEYS, "web", 60), "web") for _ in range(100)}
    assert len(made) == 100


def test_a_token_says_when_it_ends() -> None:
    content = jwt.decode(tokens.new_session(KEYS, "web", 60), NEW, algorithms=["HS256"])
    assert content["exp"] - content["iat"] == 60


@pytest.mark.parametrize("key", KEYS, ids=["newest key", "older key"])
def test_accepts_any_of_the_keys(key: str) -> None:
    assert tokens.conversation(KEYS, signed(key), "web") == claims()["sub"]


def test_signs_with_the_newest_key() -> None:
    with pytest.raises(tokens.TokenError):
        tokens.conversation([OLD], tokens.new_session(KEYS, "web", 60), "web")


REFUSED = {
    "empty": "",
    "no token": "hej",
    "three empty parts": "..",
    "not ASCII": "å.ä.ö",
    "half a character": "\ud800.a.a",
    "strange key": signed(STRANGE),
    "no algorithm": jwt.encode(claims(), None, algorithm="none"),
    "other algorithm": signed("n" * 64, algorithm="HS512"),
    "expired": signed(exp=int(time.time()) - 1),
    "expired, older key": signed(OLD, exp=int(time.time()) - 1),
    "without end": signed(exp=None),
    "without conversation": signed(sub=None),
    "other channel": signed(sub="slack:" + "0" * 32),
    "channel in the middle": signed(sub="xweb:" + "0" * 32),
    "cut short": signed()[:-4],
}


@pytest.mark.parametrize("token", REFUSED.values(), ids=REFUSED.keys())
def test_refuses(token: str) -> None:
    with pytest.raises(tokens.TokenError):
        tokens.conversation(KEYS, token, "web")
