"""How a turn is read and answered: what was typed, what a button stands for, and what is about the answer before."""

from __future__ import annotations

import asyncio
from typing import Any, List

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import base
from actions.base import Outcome
from actions.smalltalk import ActionThank
from actions.turn import read_turn
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


def test_content_that_cannot_be_brought_in_keeps_nobody_from_an_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: Any) -> None:
        raise RuntimeError("the database is locked")

    monkeypatch.setattr(base, "bring_in_due_now_and_then", refuse)
    dispatcher = CollectingDispatcher()
    asyncio.run(ActionThank().run(dispatcher, _tracker("tack", None), {}))
    assert [message["custom"]["kind"] for message in dispatcher.messages] == ["smalltalk"]
    assert "the database is locked" in caplog.text and "tack" not in caplog.text


ANSWERED = [{"event": "bot", "data": {"custom": {"answer": "faq/iop_definition"}}}, {"event": "user"}]
FOLLOW_UPS = [  # what was typed, what the action does with it
    ("varför?", ("faq", "faq/iop_definition", "why")),
    ("exempel från Malmö", None),
]


@pytest.mark.parametrize(("text", "passed_on"), FOLLOW_UPS)
def test_a_follow_up_goes_to_the_answer_before(text: str, passed_on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: List[Any] = []
    monkeypatch.setattr(
        base, "act_as", lambda intent, turn, **changes: seen.append((intent, *changes.values())) or Outcome()
    )
    tracker = _tracker(text, None)
    tracker.events = ANSWERED
    ActionThank().respond_in_context(read_turn(tracker))
    assert seen == ([passed_on] if passed_on else [])
