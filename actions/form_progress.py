"""How far a form has come during one turn, and the steps that take it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from actions import form_questions
from actions.base import Turn
from bot.replies.model import Reply
from bot.submissions import fields, sentences
from bot.submissions.fields import SKIPPED, Field
from bot.submissions.parsing import Refused, Value

# What is asked for when it is no field: which answer to change, and what to do with the summary.
CHANGE = "change"
DECISION = "decision"
FAILURES = fields.SLOT_PREFIX + "failures"


@dataclass
class Progress:
    """The form's values by field name, what was asked for, and how often an answer was refused in a row.

    `asking` names what to ask next when it isn't simply the first field without a value: a field that is being
    changed keeps its old value until a new one is accepted.
    """

    values: Dict[str, Optional[Value]]
    requested: Optional[str]
    failures: int = 0
    asking: Optional[str] = None
    said: List[Reply] = field(default_factory=list)
    other_slots: Dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, turn: Turn) -> Progress:
        values = {item.name: turn.slots.get(item.slot) for item in fields.form()}
        requested = (turn.slots.get("requested_slot") or "").removeprefix(fields.SLOT_PREFIX) or None
        changes = requested == CHANGE or values.get(requested or "") is not None
        return cls(values, requested, turn.slots.get(FAILURES) or 0, requested if changes else None)

    def say(self, text: str) -> None:
        self.said.append(Reply("form", text))

    def refuse(self, reason: str) -> None:
        self.say(reason)
        self.failures += 1

    def keep(self, item: Field, value: Value) -> None:
        self.values[item.name] = value
        self.asking = None
        self.failures = 0
        if item.name == "consent" and value == "no":
            self.values.update({other.name: None for other in fields.form() if other.needs_consent})

    def try_keep(self, item: Field, text: str) -> bool:
        try:
            value = item.parse(text)
        except Refused as reason:
            self.refuse(f"{reason} {item.help}" if self.failures else str(reason))
            return False
        self.keep(item, value)
        return True

    def skip(self, item: Field) -> None:
        if item.optional:
            self.keep(item, SKIPPED)
        elif self.asking:
            self.asking = None
        else:
            self.refuse(f"Den frågan behöver jag ett svar på. {item.help}")

    def cancel(self) -> None:
        """Cancelling a change keeps what was there; cancelling anything else cancels the form."""
        if self.asking:
            self.asking = None
            self.say("Då behåller jag svaret som det var. Skriv ”avbryt” en gång till om du vill sluta helt.")
        else:
            self.values[DECISION] = "cancel"

    def go_back(self, item: Optional[Field]) -> None:
        before = fields.field_before(item, self.values)
        if before is None:
            self.say("Det här är den första frågan.")
        else:
            self.asking = before.name

    def change(self, text: str) -> None:
        if self.change_named(text):
            return
        if any(value is not None for value in self.values.values()):
            self.asking = CHANGE
        else:
            self.say("Du har inte svarat på något än, så det finns inget att ändra.")

    def change_named(self, text: str, besides: Optional[Field] = None) -> bool:
        """ "Kommunen ska vara Lund" changes that field and keeps the question that was asked."""
        change = sentences.read_change(text, self.values)
        if change is None or change.field is besides:
            return False
        if change.text is None:
            self.asking = change.field.name
        else:
            self._put(change.field, change.text)
        return True

    def _put(self, item: Field, text: str) -> None:
        """A refused value keeps the old one, and the question is asked."""
        old = self.values.get(item.name)
        if text == SKIPPED:
            self.keep(item, SKIPPED)
        elif not self.try_keep(item, text):
            self.asking = item.name
            return
        if old is not None:
            self.say(form_questions.changed(item, self.values[item.name] or SKIPPED))
