"""What every action shares: work off the event loop, one way to answer in context, one way to fail."""

from __future__ import annotations

import abc
import dataclasses
import logging
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Type

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.counting import count_turn
from actions.turn import REPLY_TO_EDITOR, Turn, read_turn
from bot import metrics, tracing
from bot.database import today
from bot.engine.logs import in_conversation
from bot.engine.workers import off_loop
from bot.knowledge.store import guide_at
from bot.knowledge.upcoming import bring_in_due_now_and_then
from bot.replies import texts
from bot.replies.model import Reply
from bot.submissions import drafts
from bot.submissions.pausing import goes_on
from bot.swedish.follow_ups import PAGE, kind_of

logger = logging.getLogger(__name__)

# The question after which "fortsätt" or a code alone goes on with an example, and the form that does so.
TO_GO_ON = "to_go_on"
FORM = "submission_form"
LISTS = {"examples", "guides"}  # kinds of replies that "fortsätt" asks more of
# What ends the form, and the slot that says how until it has been done.
END, ENDING = "action_submission_end", "submission_decision"
# What the channel has put in the place of what must not be kept (bot.privacy), as the person is told of it.
MASKED = {"[personnummer]": "ett personnummer", "[hälsouppgift]": "en uppgift om någons hälsa"}
# Seconds that an action may take on an action server: more than a database may, so that what is said of it is what
# became of it. On the web nobody waits for so long: after GUIDEN_ANSWER_TIMEOUT_SECONDS the chat is told to ask again,
# and gets what was said.
TIME_LIMIT = 10


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
        over = self.name() == END
        if turn.slots.get(ENDING) == "send" and not over:  # it was cut off before the example was sent
            return Outcome(events=[FollowupAction(END)])
        if turn.is_reply_to_editor and not over:
            return act_as(REPLY_TO_EDITOR, turn)
        if turn.waits_for == TO_GO_ON and turn.is_code or _goes_on(turn) and not over:
            return Outcome(events=[FollowupAction(FORM)])
        if turn.is_code:
            return act_as("inform", turn)
        asked = "" if turn.follow_up else kind_of(turn.text)
        guide = guide_at(turn.page) if asked == PAGE and turn.page else None
        if guide is not None:
            return act_as("search_guides", turn, choice={"guide": guide.id})
        answer = next((reply["answer"] for reply in reversed(turn.replies_before) if reply.get("answer")), None)
        if not answer or asked in ("", PAGE):
            return self.respond(turn)
        return act_as("faq", turn, answer=answer, follow_up=asked)

    def _respond_today(self, turn: Turn) -> Outcome:
        """With the content whose day has come; what stands in its way is no reason not to answer."""
        try:
            bring_in_due_now_and_then(today())
        except Exception:
            logger.exception("content whose day has come can't be brought in")
        return self.respond_in_context(turn)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        with in_conversation(tracker.sender_id):
            outcome = await self._carried_out(tracker)
        taken_out = [what for mark, what in MASKED.items() if mark in (tracker.latest_message.get("text") or "")]
        notices = [texts.was_masked(taken_out)] if taken_out and outcome.replies else []
        for reply in [*notices, *outcome.replies]:
            dispatcher.utter_message(json_message=reply.as_json())
        count_turn(tracker, outcome.replies)
        remembered = {"doubts": 0, "asked": None, **outcome.slots}
        changed = {name: value for name, value in remembered.items() if tracker.slots.get(name) != value}
        return [*outcome.events, *(SlotSet(name, value) for name, value in changed.items())]

    async def _carried_out(self, tracker: Tracker) -> Outcome:
        try:
            with tracing.span("action", action=self.name()):
                turn = read_turn(tracker)
                return await off_loop(self._respond_today, turn, seconds=TIME_LIMIT)
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), tracker.sender_id)
            metrics.ACTION_ERRORS.labels(self.name()).inc()
            return self.failed(tracker)

    def failed(self, tracker: Tracker) -> Outcome:
        """An apology. What we asked stays asked, so that a reply to it can be given again."""
        return Outcome([texts.technical_error()], {"asked": tracker.slots.get("asked")})


def _goes_on(turn: Turn) -> bool:
    """Whether a "fortsätt" is about an example: that was asked for, or one is left here and no list was just shown."""
    if not goes_on(turn.text):
        return False
    if turn.waits_for == TO_GO_ON:
        return True
    listed = any(reply["kind"] in LISTS for reply in turn.replies_before)
    return not listed and drafts.of_conversation(turn.conversation) is not None


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
