"""A form filled in by talking: one base class for asking, refusing, skipping, changing, interrupting, pausing, going
on later and cancelling.

Rasa's form calls `validate_<form>` with every message while it is active. That one call decides everything here: what
the message meant, what to keep, and what to ask next. So one rule is enough, whatever a person says in the middle.
"""

from __future__ import annotations

import abc
import dataclasses
from typing import Any, Callable, Dict, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions import form_questions
from actions.base import GuidenAction, Outcome
from actions.form_answers import choose_change, interrupt, pass_on_reply, take_value
from actions.form_beginning import begin, begins_another, take_up
from actions.form_phrases import Meaning
from actions.form_progress import CHANGE, CODE, DECISION, ENDING, FAILURES, VERSION, Progress
from actions.form_reading import read
from actions.turn import Turn
from bot.replies import texts
from bot.replies.model import Reply
from bot.submissions import fields
from bot.submissions.fields import Field, Values
from bot.submissions.parsing import visible

FAILURES_BEFORE_HELP = 3


class FormAction(GuidenAction, abc.ABC):
    """Subclasses name the form and say what its end looks like."""

    form_name: str
    greeting: str

    def name(self) -> str:
        return f"validate_{self.form_name}"

    @abc.abstractmethod
    def summary(self, values: Values) -> Reply:
        """What will be sent, with "Skicka", "Ändra" and "Avbryt"."""

    @abc.abstractmethod
    def before_summary(self, values: Values) -> List[Reply]:
        """What the person should know before deciding; said when the summary is new."""

    @abc.abstractmethod
    def sends(self, turn: Turn) -> bool:
        """Whether a reply to the summary says to send it."""

    def respond_in_context(self, turn: Turn) -> Outcome:
        """Whatever is said in the middle of a form is about the form, or for the editors who were to be replied to."""
        return self.respond(turn)

    def respond(self, turn: Turn) -> Outcome:
        turn = dataclasses.replace(turn, text=visible(turn.text))
        if turn.is_reply_to_editor:
            return self._outcome(turn, pass_on_reply(turn))
        if turn.slots.get("requested_slot") is None or begins_another(turn):
            return self._outcome(turn, begin(turn, self.greeting))
        progress = Progress.of(turn)
        return self._outcome(turn, progress if progress.ending else self._take(turn, progress))

    def failed(self, tracker: Tracker) -> Outcome:
        """An apology. The question that was asked stays asked; before the first one the form isn't begun."""
        requested = tracker.slots.get("requested_slot")
        ending = {} if requested else {ENDING: "failed"}
        slots = {"asked": tracker.slots.get("asked"), **ending}
        return Outcome([texts.technical_error()], slots, _always(requested, tracker.slots.get(FAILURES) or 0))

    # -- a message in the middle ------------------------------------------------------------------

    def _take(self, turn: Turn, progress: Progress) -> Progress:
        """`progress` after the message, or that of another draft which it asks to go on with."""
        item = fields.named(progress.requested or "")
        meaning = read(turn, item, bool(progress.asking))
        if meaning is Meaning.RESUME:
            return take_up(turn, self.greeting) or progress.refuse_code()
        step = self._steps(turn, progress, item).get(meaning)
        if step is not None:
            step()
        elif item is not None:
            take_value(turn, progress, item)
        elif progress.requested == CHANGE:
            choose_change(turn, progress)
        else:
            self._take_decision(turn, progress)
        return progress

    def _steps(self, turn: Turn, progress: Progress, item: Optional[Field]) -> Dict[Meaning, Callable[[], None]]:
        """What to do with each meaning that is about the form; those of a field only where one is asked for."""
        steps: Dict[Meaning, Callable[[], None]] = {
            Meaning.CANCEL: progress.cancel,
            Meaning.HELP: lambda: progress.say(item.help if item else form_questions.HELP[progress.requested or ""]),
            Meaning.PAUSE: lambda: progress.end("pause"),
            Meaning.BACK: lambda: progress.go_back(item),
            Meaning.KEEP: progress.keep_old,
            Meaning.SEND: progress.send,
            Meaning.ELSEWHERE: lambda: interrupt(turn, progress, "inform" if turn.is_code else turn.intent),
            Meaning.CHANGE: lambda: progress.change(turn.text),
            Meaning.REPEAT: lambda: None,
            Meaning.OVERVIEW: lambda: progress.say(form_questions.so_far(progress.values)),
        }
        if item is not None:
            steps[Meaning.SKIP] = lambda: progress.skip(item)
            steps[Meaning.REMOVE] = lambda: progress.remove(item)
        return steps

    def _take_decision(self, turn: Turn, progress: Progress) -> None:
        if self.sends(turn):
            progress.end("send")
        elif turn.choice == "change":
            progress.asking = CHANGE
        elif turn.choice == "cancel":
            progress.cancel()
        elif turn.intent == "deny":
            progress.say("Då skickar jag inte. Välj Ändra om något ska rättas, eller Avbryt om du vill sluta.")
        elif not progress.change_named(turn.text):
            progress.refuse("Välj Skicka, Ändra eller Avbryt.")

    # -- answering --------------------------------------------------------------------------------

    def _outcome(self, turn: Turn, progress: Progress) -> Outcome:
        if not progress.ending:
            progress.save(turn)
        slots = {**progress.other_slots, "said": progress.stored_as}
        if progress.ending:
            return Outcome(progress.said, {**slots, ENDING: progress.ending}, _always(None, progress.failures))
        if progress.failures >= FAILURES_BEFORE_HELP:
            progress.said.append(texts.human())
            progress.failures = 0
        assert progress.draft is not None
        slots.update({CODE: progress.draft.code, VERSION: progress.draft.version})
        asked, questions = self._next_question(progress)
        return Outcome([*progress.said, *questions], slots, _always(fields.SLOT_PREFIX + asked, progress.failures))

    def _next_question(self, progress: Progress) -> Tuple[str, List[Reply]]:
        if progress.asking == CHANGE:
            return CHANGE, [form_questions.what_to_change(progress.values)]
        item = fields.named(progress.asking or "") or fields.next_field(progress.values)
        if item is not None:
            return item.name, [form_questions.question(item, progress.values.get(item.name))]
        return DECISION, [*self._news(progress), self.summary(progress.values)]

    def _news(self, progress: Progress) -> List[Reply]:
        """What `before_summary` says now, unless it is what it said when the summary was there before."""
        if progress.values == progress.before:
            return []
        news = self.before_summary(progress.values)
        if fields.next_field(progress.before) is not None:
            return news
        said = [reply.items for reply in self.before_summary(progress.before)]
        return [reply for reply in news if reply.items not in said]


def _always(requested: Optional[str], failures: int) -> List[Dict[str, Any]]:
    """What Rasa's form must be told even if nothing changed.

    Without the requested slot it asks for the first slot that is empty; without any other slot it takes the message as
    rejected and lets the rules answer it, too.
    """
    return [SlotSet("requested_slot", requested), SlotSet(FAILURES, failures)]
