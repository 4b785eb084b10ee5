"""A form filled in by talking: one base class for asking, refusing, skipping, changing, interrupting and cancelling.

Rasa's form calls `validate_<form>` with every message while it is active. That one call decides everything here: what
the message meant, what to keep, and what to ask next. So one rule is enough, whatever a person says in the middle.
"""

from __future__ import annotations

import abc
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions import form_questions
from actions.base import GuidenAction, Outcome, Turn, action_for
from actions.form_progress import CHANGE, DECISION, FAILURES, Progress
from actions.form_reading import Meaning, plain, read, seems_to_stop
from bot.replies import texts
from bot.replies.model import Reply
from bot.submissions import fields, sentences
from bot.submissions.fields import Field, Values
from bot.submissions.store import new_code

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
    def sends(self, turn: Turn) -> bool:
        """Whether a reply to the summary says to send it."""

    def respond_in_context(self, turn: Turn) -> Outcome:
        """Whatever is said in the middle of a form is about the form."""
        return self.respond(turn)

    def respond(self, turn: Turn) -> Outcome:
        progress = Progress.of(turn)
        if progress.requested is None:
            self._begin(turn, progress)
        else:
            self._take(turn, progress)
        return self._outcome(turn, progress)

    def failed(self, tracker: Tracker) -> Outcome:
        """An apology, and the question that was asked stays asked."""
        requested = tracker.slots.get("requested_slot") or fields.form()[0].slot
        return Outcome([texts.technical_error()], events=_always(requested, tracker.slots.get(FAILURES) or 0))

    def _begin(self, turn: Turn, progress: Progress) -> None:
        """What the first message already says is not asked again."""
        progress.say(self.greeting)
        told = sentences.told(turn.text)
        progress.values.update(told)
        if told:
            progress.say(form_questions.noted(told))

    # -- a message in the middle ------------------------------------------------------------------

    def _take(self, turn: Turn, progress: Progress) -> None:
        item = fields.named(progress.requested or "")
        meaning = read(turn, item)
        if meaning is Meaning.CANCEL:
            progress.cancel()
        elif meaning is Meaning.HELP:
            progress.say(item.help if item else form_questions.HELP[progress.requested or DECISION])
        elif meaning is Meaning.BACK:
            progress.go_back(item)
        elif meaning is Meaning.KEEP:
            progress.asking = None
        elif meaning is Meaning.ELSEWHERE:
            _interrupt(turn, progress)
        elif meaning is Meaning.CHANGE:
            progress.change(turn.text)
        elif meaning is Meaning.SKIP and item is not None:
            progress.skip(item)
        elif meaning is not Meaning.REPEAT:
            self._take_answer(turn, progress, item)

    def _take_answer(self, turn: Turn, progress: Progress, item: Optional[Field]) -> None:
        if item is not None:
            _take_value(turn, progress, item)
        elif progress.requested == CHANGE:
            _choose_change(turn, progress)
        else:
            self._take_decision(turn, progress)

    def _take_decision(self, turn: Turn, progress: Progress) -> None:
        if self.sends(turn):
            progress.values[DECISION] = "send"
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
        slots = {fields.SLOT_PREFIX + name: value for name, value in progress.values.items()}
        if progress.values.get(DECISION):
            return _requesting(progress, progress.said, slots, None)
        if progress.failures >= FAILURES_BEFORE_HELP:
            progress.said.append(texts.human())
            progress.failures = 0
        slots["submission_receipt"] = turn.slots.get("submission_receipt") or new_code()
        asked, question = self._next_question(progress)
        return _requesting(progress, [*progress.said, question], slots, fields.SLOT_PREFIX + asked)

    def _next_question(self, progress: Progress) -> Tuple[str, Reply]:
        if progress.asking == CHANGE:
            return CHANGE, form_questions.what_to_change(progress.values)
        item = fields.named(progress.asking or "") or fields.next_field(progress.values)
        if item is None:
            return DECISION, self.summary(progress.values)
        return item.name, form_questions.question(item, progress.values.get(item.name))


def _requesting(progress: Progress, replies: List[Reply], slots: Dict[str, Any], requested: Optional[str]) -> Outcome:
    return Outcome(replies, {**progress.other_slots, **slots}, _always(requested, progress.failures))


def _always(requested: Optional[str], failures: int) -> List[Dict[str, Any]]:
    """What Rasa's form must be told even if nothing changed.

    Without the requested slot it asks for the first slot that is empty; without any other slot it takes the message as
    rejected and lets the rules answer it, too.
    """
    return [SlotSet("requested_slot", requested), SlotSet(FAILURES, failures)]


def _take_value(turn: Turn, progress: Progress, item: Field) -> None:
    if not turn.text:
        _take_choice(turn.choice, progress, item)
    elif item.free_text:
        if progress.try_keep(item, turn.text) and seems_to_stop(turn):
            progress.say(f"Det där tog jag som {item.label}. Vill du sluta skriver du bara ”avbryt”, eller ”börja om”.")
    elif not (_is_about_another(turn, item) and progress.change_named(turn.text, besides=item)):
        progress.try_keep(item, turn.text)


def _is_about_another(turn: Turn, item: Field) -> bool:
    return not item.recognises(turn.text) and sentences.names_field(turn.text)


def _take_choice(choice: Any, progress: Progress, item: Field) -> None:
    if not isinstance(choice, dict) or choice.get("field") != item.name:
        progress.say("Det valet hörde till en tidigare fråga.")
    elif "value" in choice:
        progress.try_keep(item, choice["value"])
    elif choice["do"] == "skip":
        progress.skip(item)
    else:
        progress.asking = None


def _choose_change(turn: Turn, progress: Progress) -> None:
    item = fields.named(turn.choice) if isinstance(turn.choice, str) else None
    if item is not None:
        progress.asking = item.name
    elif plain(turn.text) == "nej":
        progress.asking = None
    elif not progress.change_named(turn.text):
        progress.refuse("Jag förstod inte vilket svar du vill ändra.")


def _interrupt(turn: Turn, progress: Progress) -> None:
    """Answer what was asked; the form's question comes again after it."""
    action = action_for(turn.intent)
    if action is not None:
        outcome = action.respond(turn)
        progress.said += outcome.replies
        progress.other_slots.update(outcome.slots)
