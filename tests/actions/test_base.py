"""How a turn is read: what was typed, what a button stands for, and a button that takes what was typed before."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.base import read_turn
from bot.replies.model import AS_WRITTEN

ASKED = {"question": "clarify", "text": "Kalmar gjorde visst något"}


def _tracker(text: str, choice: Any) -> Tracker:
    entities = [{"entity": "choice", "value": choice}] if choice is not None else []
    message = {"text": text, "intent": {"name": "search_examples"}, "entities": entities}
    return Tracker("web:1", {"asked": ASKED}, message, [], False, None, {}, "action_listen")


@pytest.mark.parametrize(
    ("text", "choice", "said", "stands_for"),
    [
        ("exempel från Malmö", None, "exempel från Malmö", None),
        ("/search_examples", None, "", None),
        ('/search_examples{"choice": {"again": true}}', {"again": True}, "", {"again": True}),
        (f'/search_examples{{"choice": "{AS_WRITTEN}"}}', AS_WRITTEN, ASKED["text"], None),
    ],
)
def test_what_was_said(text: str, choice: Any, said: str, stands_for: Any) -> None:
    turn = read_turn(_tracker(text, choice))
    assert (turn.text, turn.choice) == (said, stands_for)
