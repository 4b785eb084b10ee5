"""Nothing private is stored of a turn, and what is given is left as it is."""

from __future__ import annotations

import copy
import json
from typing import Any, Dict, List

import pytest

from bot.engine.kept_events import forgets, kept

ADDRESS, PHONE = "lisa.berg@kommunen.example", "070-123 45 67"
TEXT = f"Nå Lisa på {ADDRESS} eller {PHONE}"
MASKED = "Nå Lisa på [e-postadress] eller [telefonnummer]"


def user(text: str, **more: Any) -> Dict[str, Any]:
    parsed = {
        "intent": {"name": "inform", "confidence": 0.9},
        "entities": [{"entity": "contact", "value": text, "start": 0, "end": len(text)}],
        "text": text,
        "message_id": "0701234567",
        "metadata": {},
        "text_tokens": [[0, 2]],
        "intent_ranking": [{"name": "inform", "confidence": 0.9}],
        "response_selector": {"faq": {}},
    }
    event = {"event": "user", "timestamp": 1.0, "text": text, "parse_data": parsed, "input_channel": "web"}
    return {**event, "message_id": "0701234567", "metadata": {}, **more}


def bot(text: str, **custom: Any) -> Dict[str, Any]:
    reply = {"id": "1", "text": text, "choices": [], "items": [], **custom}
    return {"event": "bot", "timestamp": 1.0, "text": None, "data": {"custom": reply}, "metadata": {}}


def slot(name: str, value: Any) -> Dict[str, Any]:
    return {"event": "slot", "timestamp": 1.0, "name": name, "value": value}


LISTEN = {"event": "action", "timestamp": 1.0, "name": "action_listen"}


def test_a_message() -> None:
    (event,) = kept([user(TEXT)])
    assert event["text"] == event["parse_data"]["text"] == event["parse_data"]["entities"][0]["value"] == MASKED
    assert event["message_id"] == "0701234567"
    assert event["parse_data"]["intent"]["name"] == "inform"
    assert "text_tokens" not in event["parse_data"]
    assert ADDRESS not in json.dumps(event) and "Lisa" in json.dumps(event)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([bot(f"Du skrev {ADDRESS.upper()}.")], {"text": "Du skrev [e-postadress]."}),
        ([bot("Ja", choices=[{"title": f"Ändra {PHONE}"}])], {"choices": [{"title": "Ändra [telefonnummer]"}]}),
        ([bot("Ring SKR på 08-452 70 00 eller info@skr.se")], {"text": "Ring SKR på 08-452 70 00 eller info@skr.se"}),
    ],
)
def test_a_reply_keeps_what_the_person_did_not_write(events: List[Dict[str, Any]], expected: Dict[str, Any]) -> None:
    reply = kept([user(TEXT), *events])[1]["data"]["custom"]
    assert {name: reply[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("asked", {"question": "clarify", "text": TEXT}, {"question": "clarify", "text": MASKED}),
        (
            "search",
            {"query": {"words": ["nå", "lisa", "berg", "070"], "filters": {"municipality": ["Lund"]}}, "next": 3},
            {"query": {"words": ["nå"], "filters": {"municipality": ["Lund"]}}, "next": 3},
        ),
        ("doubts", 1, 1),
        ("submission_failures", 2, 2),
        ("said", "Nå [namn]", None),
        ("forget", True, None),
        ("session_started_metadata", {"title": TEXT}, None),
    ],
)
def test_slots(name: str, value: Any, expected: Any) -> None:
    assert kept([user(TEXT), slot(name, value)])[1]["value"] == expected


def test_what_is_said_to_be_stored_instead() -> None:
    pressed = user("/inform{}", metadata={"title": "Sven Tuvasson"})
    events = [user("hej"), LISTEN, user("jag heter Sven Tuvasson"), slot("said", "jag heter [namn]"), LISTEN, pressed]
    first, _, second, _, _, third = kept(events)
    assert (first["text"], second["text"], third["text"]) == ("hej", "jag heter [namn]", "/inform{}")
    assert second["parse_data"]["entities"] == []
    assert "Tuvasson" not in json.dumps(second) and third["metadata"]["title"] == "Sven Tuvasson"
    (masked, _) = kept([user("hej"), slot("said", "[namn] har 070-123 45 67")])
    assert masked["text"] == masked["parse_data"]["text"] == "[namn] har [telefonnummer]"
    (replaced, _) = kept([pressed, slot("said", "[namn]")])
    assert "Tuvasson" not in json.dumps(replaced) and replaced["metadata"]["title"] == "[namn]"


def test_as_many_events_and_those_given_unchanged() -> None:
    start = {"event": "action", "timestamp": 1.0, "name": "action_session_start"}
    events = [start, slot("session_started_metadata", {"title": ADDRESS}), LISTEN, user(TEXT), bot(TEXT), LISTEN]
    before = copy.deepcopy(events)
    after = kept(events)
    assert events == before
    assert [event["event"] for event in after] == [event["event"] for event in events]
    assert after[0] == start and after[5] == LISTEN
    assert ADDRESS not in json.dumps(after)


@pytest.mark.parametrize(
    ("events", "expected"),
    [([slot("forget", True)], True), ([slot("forget", None)], False), ([user("forget"), LISTEN], False), ([], False)],
)
def test_forgetting(events: List[Dict[str, Any]], expected: bool) -> None:
    assert forgets(events) is expected
