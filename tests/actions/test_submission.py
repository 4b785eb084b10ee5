"""When something breaks in the middle of a submission, nothing that was told is lost and nothing is sent twice."""

from __future__ import annotations

import asyncio
from typing import Any, Dict

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import GuidenAction
from actions.submission import ActionSubmissionEnd, ValidateSubmissionForm
from bot.submissions import store

SLOTS: Dict[str, Any] = {
    "submission_title": "Praktik i parken",
    "submission_place": "Lund",
    "submission_decision": "send",
    "submission_receipt": "HG-0000-0000-0000",
    "requested_slot": "submission_place",
}


def broken(*_: Any) -> None:
    raise OSError("the database is away")


def run(action: GuidenAction) -> Dict[str, Any]:
    """The slots that the action sets; what it says must be the apology alone."""
    message = {"text": "Lund", "intent": {"name": "inform", "confidence": 1.0}, "entities": []}
    tracker = Tracker("web:1", SLOTS, message, [], False, None, {"name": "submission_form"}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    assert [reply["custom"]["kind"] for reply in dispatcher.messages] == ["error"]
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_a_failed_submission_keeps_the_answers_and_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "submit", broken)
    slots = run(ActionSubmissionEnd())
    assert slots["submission_decision"] is None
    assert not {"submission_title", "submission_place", "submission_receipt"} & set(slots)


def test_a_failed_question_stays_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ValidateSubmissionForm, "respond", broken)
    slots = run(ValidateSubmissionForm())
    assert slots["requested_slot"] == "submission_place"
    assert slots["submission_failures"] == 0
