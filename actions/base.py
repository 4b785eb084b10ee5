"""What every action shares: work off the event loop, one way to read a turn, one way to fail."""

from __future__ import annotations

import abc
import asyncio
import dataclasses
import logging
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Type

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.counting import count_turn
from bot.database import today
from bot.knowledge.upcoming import bring_in_due
from bot.replies import texts
from bot.replies.model import AS_WRITTEN, Reply
from bot.submissions.pausing import goes_on
from bot.swedish.follow_ups import kind_of

logger = logging.getLogger(__name__)

# The question after which whatever is written is passed on to the editors.
REPLY_TO_EDITOR = "reply_to_editor"
# The question after which "fortsätt" or a code alone goes on with an example, and the form that does so.
TO_GO_ON = "to_go_on"
FORM = "submission_form"
# What ends the form, and the slot that says how until it has been done.
END, ENDING = "action_submission_end", "submission_decision"
# What the channel has put in the place of what must not be kept (bot.privacy), as the person is told of it.
MASKED = {"[personnummer]": "ett personnummer", "[hälsouppgift]": "en uppgift om någons hälsa"}
# Seconds a visitor waits for a database before we say that it went wrong.
TIME_LIMIT = 10


@dataclass(frozen=True)
class Turn:
    """What the person just said and what the conversation remembers.

    `choice` is what a pressed button stands for, None for typed text and for a button that its intent says all about.
    `text` is what was typed, empty for a button. `answer` is `faq/<id>` when a knowledge question was understood, and
    `follow_up` says that it is about that answer (bot.swedish.follow_ups).
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

    @property
    def channel(self) -> str:
        """web, teams or slack: conversation ids begin with it."""
        return self.conversation.split(":")[0] if ":" in self.conversation else "web"

    @property
    def is_code(self) -> bool:
        """Whether a submission's code was typed and nothing else."""
        codes = [each for each in self.entities if each["entity"] == "submission_code"]
        return any(self.text.strip(" .!") == self.text[each["start"] : each["end"]] for each in codes)

    def values(self, kind: str) -> List[str]:
        return [entity["value"] for entity in self.entities if entity["entity"] == kind]


@dataclass(frozen=True)
class Outcome:
    """What to say and what to remember."""

    replies: Sequence[Reply] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    events: Sequence[Dict[str, Any]] = ()


class GuidenAction(Action, abc.ABC):
    """A user task. Subclasses set `intents` and write `respond`, which may block."""

    intents: Tuple[str, ...] = ()

    @abc.abstractmethod
    def respond(self, turn: Turn) -> Outcome:
        """Runs in a worker thread; may raise, which the visitor is told and the log keeps."""

    def respond_in_context(self, turn: Turn) -> Outcome:
        """As `respond`, but "varför?" right after an answer is about that answer, whatever it was understood as."""
        if turn.slots.get(ENDING) == "send" and self.name() != END:  # it was cut off before the example was sent
            return Outcome(events=[FollowupAction(END)])
        asked = (turn.slots.get("asked") or {}).get("question")
        if turn.text and asked == REPLY_TO_EDITOR and turn.intent != "cancel":
            return act_as(REPLY_TO_EDITOR, turn)
        if asked == TO_GO_ON and (goes_on(turn.text) or turn.is_code):
            return Outcome(events=[FollowupAction(FORM)])
        if turn.is_code:
            return act_as("inform", turn)
        answer = next((reply["answer"] for reply in reversed(turn.replies_before) if reply.get("answer")), None)
        follow_up = kind_of(turn.text) if answer and not turn.follow_up else ""
        if not follow_up:
            return self.respond(turn)
        return act_as("faq", turn, answer=answer, follow_up=follow_up)

    def _respond_today(self, turn: Turn) -> Outcome:
        """With the content whose day has come; what stands in its way is no reason not to answer."""
        try:
            bring_in_due(today())
        except Exception:
            logger.exception("content whose day has come can't be brought in")
        return self.respond_in_context(turn)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        try:
            turn = read_turn(tracker)
            outcome = await asyncio.wait_for(asyncio.to_thread(self._respond_today, turn), TIME_LIMIT)
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), tracker.sender_id)
            outcome = self.failed(tracker)
        taken_out = [what for mark, what in MASKED.items() if mark in (tracker.latest_message.get("text") or "")]
        notices = [texts.was_masked(taken_out)] if taken_out and outcome.replies else []
        for reply in [*notices, *outcome.replies]:
            dispatcher.utter_message(json_message=reply.as_json())
        count_turn(tracker, outcome.replies)
        remembered = {"doubts": 0, "asked": None, **outcome.slots}
        changed = {name: value for name, value in remembered.items() if tracker.slots.get(name) != value}
        return [*outcome.events, *(SlotSet(name, value) for name, value in changed.items())]

    def failed(self, tracker: Tracker) -> Outcome:
        return Outcome([texts.technical_error()])


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


def action_for(intent: str) -> Optional[GuidenAction]:
    """The action that takes care of an intent outside the form."""
    subclasses = _subclasses(GuidenAction)  # type: ignore[type-abstract]
    return next((action() for action in subclasses if intent in action.intents), None)


def act_as(intent: str, turn: Turn, **changes: Any) -> Outcome:
    """What the intent's own action does with the turn, as if it had been understood so."""
    action = action_for(intent)
    assert action is not None, f"no action takes care of {intent}"
    return action.respond(dataclasses.replace(turn, intent=intent, **changes))


def _subclasses(parent: Type[GuidenAction]) -> List[Type[GuidenAction]]:
    return [found for child in parent.__subclasses__() for found in (child, *_subclasses(child))]
