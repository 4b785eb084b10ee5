"""A form filled in by talking: one base class for asking, refusing, skipping, changing, interrupting and cancelling.

Rasa's form calls `validate_<form>` with every message while it is active. That one call decides everything here: what
the message meant, what to keep, and what to ask next. So one rule is enough, whatever a person says in the middle.
"""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

from actions.base import GuidenAction, Outcome, Turn, action_for
from bot.replies import texts
from bot.replies.model import Choice, Reply
from bot.submissions import fields
from bot.submissions.fields import SKIPPED, Field, Refused, Value
from bot.submissions.store import new_code

FAILURES_BEFORE_HELP = 3
CHANGE = "change"
# In the middle of the form a question must be clearly one to be taken for something else than an answer.
SURE = 0.6
# Said in the form these mean what they mean elsewhere; the form goes on afterwards.
INTERRUPTIONS = (
    "faq", "search_examples", "more_results", "example_details", "search_guides", "talk_to_human", "bot_challenge",
    "greet", "thank", "feedback_positive", "feedback_negative", "report_problem", "out_of_scope", "submission_status",
)  # fmt: skip
# Stands for "no question waits for its answer" where a field is expected.
NO_FIELD = Field("", "", "", "", str)
_SKIP_WORDS = {"hoppa över", "skippa", "vet inte", "nästa", "pass", "hoppa", "inget", "nej", "ingen"}


@dataclass
class Progress:
    """The form's values by field name, what was asked for, and how often its answer was refused in a row.

    `asking` names what to ask next when it isn't simply the first field without a value: a field that is being
    changed keeps its old value until a new one is accepted.
    """

    values: Dict[str, Optional[Value]]
    requested: Optional[str]
    failures: int = 0
    asking: Optional[str] = None
    said: List[Reply] = field(default_factory=list)
    other_slots: Dict[str, Any] = field(default_factory=dict)


class FormAction(GuidenAction, abc.ABC):
    """Subclasses name the form, its fields and what the end looks like."""

    form_name: str
    decision = "decision"

    def name(self) -> str:
        return f"validate_{self.form_name}"

    @abc.abstractmethod
    def summary(self, values: Mapping[str, Optional[Value]]) -> Reply:
        """What will be sent, with "Skicka", "Ändra" and "Avbryt"."""

    def respond(self, turn: Turn) -> Outcome:
        progress = self._progress(turn)
        if progress.requested is None:
            self._begin(turn, progress)
        else:
            self._take(turn, progress)
        return self._outcome(turn, progress)

    # -- reading ----------------------------------------------------------------------------------

    def _progress(self, turn: Turn) -> Progress:
        values = {item.name: turn.slots.get(item.slot) for item in fields.form()}
        requested = (turn.slots.get("requested_slot") or "").removeprefix(fields.SLOT_PREFIX) or None
        return Progress(values, requested, turn.slots.get("submission_failures") or 0)

    def _begin(self, turn: Turn, progress: Progress) -> None:
        """What the first message already says is not asked again."""
        progress.said.append(
            Reply("form", "Vad roligt att du vill berätta! Jag ställer några korta frågor. Du kan när som helst skriva "
                          "”hjälp”, ”ändra”, ”hoppa över” eller ”avbryt”, och inget sparas förrän du väljer Skicka.")
        )  # fmt: skip
        for item in fields.form():
            found = [entity["value"] for entity in turn.entities if entity["entity"] in item.entity_kinds]
            if len(found) == 1:
                self._try_keep(item, found[0], progress)

    def _take(self, turn: Turn, progress: Progress) -> None:
        if turn.intent == "cancel" and turn.confidence >= SURE:
            progress.values[self.decision] = "cancel"
        elif progress.requested == self.decision:
            self._take_decision(turn, progress)
        elif progress.requested == CHANGE:
            self._take_change(turn, progress)
        else:
            self._take_value(turn, progress, self._field(progress.requested))

    # -- one field --------------------------------------------------------------------------------

    def _take_value(self, turn: Turn, progress: Progress, item: Field) -> None:
        if progress.values.get(item.name) is not None:
            progress.asking = item.name
        if turn.choice is not None and turn.intent == "inform":
            self._take_choice(turn.choice, progress, item)
        elif item.optional and _is_skip(turn):
            self._keep(item, SKIPPED, progress)
        elif turn.intent == "help" and turn.confidence >= SURE or turn.text.strip(" ?!.").lower() == "hjälp":
            progress.said.append(Reply("form", item.help))
        elif self._fits_choice(item, turn):
            self._try_keep(item, turn.text, progress)
        elif self._changes_another(turn, progress, item):
            return
        elif self._is_interruption(turn, item):
            self._interrupt(turn, progress)
        elif not self._try_keep(item, turn.text, progress):
            progress.failures += 1

    def _take_choice(self, choice: Any, progress: Progress, item: Field) -> None:
        if choice == "skip" and item.optional:
            self._keep(item, SKIPPED, progress)
        elif isinstance(choice, dict) and choice.get("field") == item.name:
            self._try_keep(item, choice["value"], progress)
        else:
            progress.said.append(Reply("form", "Det valet hörde till en tidigare fråga."))

    @staticmethod
    def _fits_choice(item: Field, turn: Turn) -> bool:
        """A field with given choices takes a short reply that names one of them, whatever it was classified as."""
        if not item.choices or turn.text.rstrip().endswith("?") or len(turn.text.split()) > 6:
            return False
        try:
            item.parse(turn.text)
        except Refused:
            return False
        return True

    def _try_keep(self, item: Field, text: str, progress: Progress) -> bool:
        try:
            self._keep(item, item.parse(text), progress)
        except Refused as reason:
            progress.said.append(Reply("form", str(reason)))
            return False
        return True

    @staticmethod
    def _keep(item: Field, value: Value, progress: Progress) -> None:
        progress.values[item.name] = value
        progress.asking = None
        progress.failures = 0

    # -- something else than an answer ------------------------------------------------------------

    @staticmethod
    def _is_interruption(turn: Turn, item: Field) -> bool:
        if turn.choice is not None:
            return True
        sure = turn.intent in INTERRUPTIONS and turn.confidence >= SURE
        return sure and (turn.text.rstrip().endswith("?") or not item.free_text)

    @staticmethod
    def _interrupt(turn: Turn, progress: Progress) -> None:
        """Answer what was asked; the form's question comes again after it."""
        action = action_for(turn.intent)
        if action is not None:
            outcome = action.respond(turn)
            progress.said += outcome.replies
            progress.other_slots.update(outcome.slots)

    def _changes_another(self, turn: Turn, progress: Progress, current: Field) -> bool:
        """ "Kommunen ska vara Lund" changes that field and keeps the question that was asked."""
        if turn.intent != "change_answer" or turn.confidence < SURE:
            return False
        for item in fields.form():
            found = [entity["value"] for entity in turn.entities if entity["entity"] in item.entity_kinds]
            if found and item.name != current.name and progress.values.get(item.name) is not None:
                if self._try_keep(item, found[0], progress):
                    shown = fields.shown(item, progress.values[item.name] or "")
                    progress.said.append(Reply("form", f"Jag har ändrat {item.label} till {shown}."))
                return True
        return False

    # -- the end ----------------------------------------------------------------------------------

    def _take_decision(self, turn: Turn, progress: Progress) -> None:
        word = turn.text.strip(" .!").lower()
        decision = turn.choice if turn.intent == "inform" else None
        if decision == "send" or word in {"skicka", "skicka in", "ja skicka"} or (word in {"ja", "ja tack"}):
            progress.values[self.decision] = "send"
        elif decision == "change" or word in {"ändra", "andra"}:
            progress.asking = CHANGE
        elif decision == "cancel" or word in {"avbryt", "nej"}:
            progress.values[self.decision] = "cancel"
        elif self._changes_another(turn, progress, NO_FIELD):
            return
        elif self._is_interruption(turn, NO_FIELD):
            self._interrupt(turn, progress)
        else:
            progress.failures += 1
            progress.said.append(Reply("form", "Välj Skicka, Ändra eller Avbryt."))

    def _take_change(self, turn: Turn, progress: Progress) -> None:
        named = turn.choice or turn.text.strip(" .!").lower()
        item = next((item for item in fields.form() if named in {item.name, item.label}), None)
        if item is not None:
            progress.asking = item.name
        elif not self._changes_another(turn, progress, NO_FIELD):
            progress.said.append(Reply("form", "Jag förstod inte vad du vill ändra."))
            progress.asking = CHANGE

    def _field(self, name: str) -> Field:
        return next(item for item in fields.form() if item.name == name)

    # -- answering --------------------------------------------------------------------------------

    def _outcome(self, turn: Turn, progress: Progress) -> Outcome:
        kept = {fields.SLOT_PREFIX + name: value for name, value in progress.values.items()}
        slots = {**progress.other_slots, **kept}
        if progress.values.get(self.decision):
            return Outcome(progress.said, {**slots, "requested_slot": None})
        if progress.failures >= FAILURES_BEFORE_HELP:
            progress.said.append(texts.human())
            progress.failures = 0
        asked, question = self._next_question(progress)
        slots["submission_failures"] = progress.failures
        slots["submission_receipt"] = turn.slots.get("submission_receipt") or new_code()
        return Outcome([*progress.said, question], {**slots, "requested_slot": fields.SLOT_PREFIX + asked})

    def _next_question(self, progress: Progress) -> Tuple[str, Reply]:
        if progress.asking == CHANGE:
            return CHANGE, _what_to_change()
        item = self._field(progress.asking) if progress.asking else fields.next_field(progress.values)
        if item is not None:
            return item.name, _question(item)
        return self.decision, self.summary(progress.values)

    def failed(self, tracker: Any) -> Outcome:
        """An apology, and the question that was asked stays asked."""
        requested = tracker.slots.get("requested_slot") or fields.SLOT_PREFIX + fields.form()[0].name
        failures = tracker.slots.get("submission_failures") or 0
        return Outcome([texts.technical_error()], {"requested_slot": requested, "submission_failures": failures})


def _is_skip(turn: Turn) -> bool:
    return turn.text.strip(" .!").lower() in _SKIP_WORDS


def _question(item: Field) -> Reply:
    choices = [Choice(title, "inform", {"field": item.name, "value": value}) for title, value in item.choices]
    if item.optional:
        choices.append(Choice("Hoppa över", "inform", "skip"))
    return Reply("form", item.question, choices=tuple(choices))


def _what_to_change() -> Reply:
    choices = tuple(
        Choice(item.label.capitalize(), "inform", item.name) for item in fields.form() if not item.needs_consent
    )
    return Reply("form", "Vad vill du ändra?", choices=choices)
