"""A choice's id holds for what the button said, in the conversation that was offered it, and nowhere else."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from bot.channels import choices
from bot.channels.choices import Choice, ChoiceError

NEW, OLD, STRANGE = ("n" * 48, "o" * 48, "s" * 48)
KEYS = (NEW, OLD)
HERE, THERE = "web:" + "0" * 32, "web:" + "1" * 32


def offered(title: str = "Visa fler", intent: str = "more_results", value: Any = None) -> dict:
    return {"title": title, "intent": intent, "value": value}


PAYLOADS = [
    (offered(), Choice("Visa fler", "/more_results")),
    (offered("Vad är IOP?", "faq", "iop_definition"), Choice("Vad är IOP?", '/faq{"choice": "iop_definition"}')),
    (offered("Åäö", "inform", 0), Choice("Åäö", '/inform{"choice": 0}')),
    (offered("Nej", "inform", False), Choice("Nej", '/inform{"choice": false}')),
    (
        offered("IOP", "search_examples", {"filters": {"method": ["iop"]}}),
        Choice("IOP", '/search_examples{"choice": {"filters": {"method": ["iop"]}}}'),
    ),
    (offered('"}{\\', "inform", '"}{\\'), Choice('"}{\\', '/inform{"choice": "\\"}{\\\\"}')),
]


@pytest.mark.parametrize(("choice", "expected"), PAYLOADS)
def test_comes_back_as_it_was(choice: dict, expected: Choice) -> None:
    assert choices.from_id(KEYS, HERE, choices.to_id(KEYS, HERE, choice)) == expected


def test_ids_made_with_an_older_key_still_hold() -> None:
    assert choices.from_id(KEYS, HERE, choices.to_id([OLD], HERE, offered())).title == "Visa fler"


def test_an_id_can_stand_in_an_address() -> None:
    identity = choices.to_id(KEYS, HERE, offered("Åäö ÿ ???>>>", "inform", "~" * 50))
    assert identity.replace(".", "").replace("-", "").replace("_", "").isalnum()


GOOD = choices.to_id(KEYS, HERE, offered("Vad är IOP?", "faq", "iop_definition"))
CONTENT, SIGNATURE = GOOD.split(".")


def encoded(*content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


REFUSED = {
    "empty": "",
    "only a point": ".",
    "no signature": CONTENT,
    "empty signature": f"{CONTENT}.",
    "signature cut short": GOOD[:-1],
    "something after the signature": f"{GOOD}0",
    "signature of other content": f"{encoded('Börja om', 'restart', None)}.{SIGNATURE}",
    "another value": f"{encoded('Vad är IOP?', 'faq', 'iop_when')}.{SIGNATURE}",
    "other conversation": choices.to_id(KEYS, THERE, offered()),
    "strange key": choices.to_id([STRANGE], HERE, offered()),
    "a command": "/restart",
    "not base64": f"å.{SIGNATURE}",
    "wrong length": f"A.{SIGNATURE}",
    "not ASCII in the signature": f"{CONTENT}.åäö",
    "half a character in the content": f"\ud800.{SIGNATURE}",
    "half a character in the signature": f"{CONTENT}.\ud800",
}


@pytest.mark.parametrize("identity", REFUSED.values(), ids=REFUSED.keys())
def test_refuses(identity: str) -> None:
    with pytest.raises(ChoiceError):
        choices.from_id(KEYS, HERE, identity)
