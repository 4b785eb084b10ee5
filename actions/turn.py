"""What a person just said and what the conversation remembers, read once for every action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Mapping, Optional, Tuple

from rasa_sdk import Tracker

from bot.replies.model import AS_WRITTEN

# The question after which whatever is written is passed on to the editors.
REPLY_TO_EDITOR = "reply_to_editor"


@dataclass(frozen=True)
class Turn:
    """What the person just said and what the conversation remembers.

    `choice` is what a pressed button stands for, None for typed text and for a button that its intent says all about.
    `text` is what was typed, empty for a button. `answer` is `faq/<id>` when a knowledge question was understood, and
    `follow_up` says that it is about that answer (bot.swedish.follow_ups). `page` is the address of the page that the
    assistant stands on, if it said so.
    """

    text: str
    intent: str
    answer: Optional[str]
    confidence: float
    ranking: Tuple[Tuple[str, float], ...]
    entities: Tuple[Mapping[str, Any], ...]
    choice: Any
    slots: Mapping[str, Any]
    conversation: str
    replies_before: Tuple[Mapping[str, Any], ...]
    follow_up: str = ""
    page: Optional[str] = None

    @property
    def channel(self) -> str:
        """web, teams or slack: conversation ids begin with it."""
        return self.conversation.split(":")[0] if ":" in self.conversation else "web"

    @property
    def is_code(self) -> bool:
        """Whether a submission's code was typed and nothing else."""
        codes = [each for each in self.entities if each["entity"] == "submission_code"]
        return any(self.text.strip(" .!") == self.text[each["start"] : each["end"]] for each in codes)

    @property
    def waits_for(self) -> Optional[str]:
        """What we asked last, other than a question of the form."""
        return (self.slots.get("asked") or {}).get("question")

    @property
    def is_reply_to_editor(self) -> bool:
        return bool(self.text) and self.waits_for == REPLY_TO_EDITOR

    def values(self, kind: str) -> List[str]:
        return [entity["value"] for entity in self.entities if entity["entity"] == kind]


def read_turn(tracker: Tracker) -> Turn:
    message = tracker.latest_message
    intent = message.get("intent") or {}
    entities = tuple(message.get("entities") or ())
    choice = next((entity["value"] for entity in entities if entity["entity"] == "choice"), None)
    selected = (message.get("response_selector") or {}).get("faq", {}).get("response", {})
    answer = selected.get("intent_response_key") if intent.get("name") == "faq" else None
    follow_up = ""
    if intent.get("name") == "faq" and choice:
        follow_up = choice["follow_up"] if isinstance(choice, dict) else ""
        answer = f"faq/{choice['answer'] if follow_up else choice}"
    return Turn(
        text=_said(tracker, choice),
        intent=intent.get("name") or "",
        answer=answer,
        confidence=intent.get("confidence") or 0.0,
        ranking=tuple((item["name"], item["confidence"]) for item in message.get("intent_ranking") or ()),
        entities=tuple(entity for entity in entities if entity["entity"] != "choice"),
        choice=None if choice == AS_WRITTEN else choice,
        slots=dict(tracker.slots),
        conversation=tracker.sender_id,
        replies_before=_last_replies(tracker),
        follow_up=follow_up,
        page=(message.get("metadata") or {}).get("page"),
    )


def _said(tracker: Tracker, choice: Any) -> str:
    """What was typed. A button that says how to take what was typed before it stands for that."""
    if choice == AS_WRITTEN:
        return (tracker.slots.get("asked") or {}).get("text", "")
    text = tracker.latest_message.get("text") or ""
    return "" if text.startswith("/") else text


def _last_replies(tracker: Tracker) -> Tuple[Mapping[str, Any], ...]:
    """The replies of the turn before, oldest first."""
    replies: List[Mapping[str, Any]] = []
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            custom = (event.get("data") or {}).get("custom")
            if custom:
                replies.append(custom)
        elif event.get("event") == "user" and replies:
            break
    return tuple(reversed(replies))
