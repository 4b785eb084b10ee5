"""What we send, as Microsoft's own code reads it: activities by the Agents SDK, cards by their renderer."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import pytest

from bot.channels.teams.cards import render
from bot.channels.teams.connector import body_of
from bot.channels.teams.reading import Place
from tests.channels.teams.card_samples import SAMPLES, as_json, choice_id
from tests.channels.teams.peers_run import card_faults, judged
from tests.channels.teams.test_cards import LONG

PLACE = Place("https://smba.trafficmanager.net/emea/", "19:a@thread.v2", "28:us", "29:anna", "1732", False)


@pytest.fixture(scope="module")
def activities() -> List[Dict[str, Any]]:
    """Of every sample, and of what is too long for one."""
    turns = [*SAMPLES.values(), *([reply] for reply in LONG.values())]
    rendered = [activity for replies in turns for activity in render(as_json(replies), choice_id)]
    return [*rendered, {"type": "typing"}]


def test_activities_as_the_agents_sdk_reads_them(activities: List[Dict[str, Any]]) -> None:
    sent = [json.loads(body_of(PLACE, activity)) for activity in activities]
    assert judged({"activities": sent}) == [None] * len(sent)


def test_the_agents_sdk_would_find_a_fault() -> None:
    (missing, unknown) = judged({"activities": [{"text": "hej"}, {"type": "message", "replyTo": "1"}]})
    assert "type" in missing and "replyTo" in unknown


def test_cards_as_the_renderer_reads_them(activities: List[Dict[str, Any]]) -> None:
    cards = [each["content"] for activity in activities for each in activity.get("attachments", ())]
    assert card_faults(cards) == [[]] * len(cards)


FAULTY = [
    {"type": "RichText"},
    {"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "Utan adress"}]},
    {"type": "Input.ChoiceSet", "choices": []},
    {"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "En av sju"}] * 7},
]


@pytest.mark.parametrize("element", FAULTY)
def test_the_renderer_would_find_a_fault(element: Dict[str, Any]) -> None:
    (faults,) = card_faults([{"type": "AdaptiveCard", "version": "1.5", "body": [element]}])
    assert faults
