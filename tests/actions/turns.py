"""Run an action as Rasa does, and read what came out of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import GuidenAction
from bot.swedish import entities

CONVERSATION = "web:1"


@dataclass(frozen=True)
class Said:
    """What the action said, which actions it named as the next, and the slots afterwards."""

    replies: Sequence[Mapping[str, Any]]
    next_actions: Sequence[str]
    slots: Mapping[str, Any]

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def choices(self) -> List[str]:
        return [choice["title"] for reply in self.replies for choice in reply["choices"]]


def typed(text: str, intent: str, confidence: float = 0.95) -> Dict[str, Any]:
    found = [
        {"entity": each.kind, "value": each.value, "start": each.start, "end": each.end} for each in entities.find(text)
    ]
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": found}


def pressed(intent: str, value: Any = None) -> Dict[str, Any]:
    found = [] if value is None else [{"entity": "choice", "value": value}]
    return {"text": f"/{intent}", "intent": {"name": intent, "confidence": 1.0}, "entities": found}


def run(action: GuidenAction, message: Mapping[str, Any], slots: Mapping[str, Any]) -> Said:
    tracker = Tracker(CONVERSATION, dict(slots), dict(message), [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, {}))
    changed = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    following = [event["name"] for event in events if event["event"] == "followup"]
    return Said([each["custom"] for each in dispatcher.messages], following, {**slots, **changed})
