"""How far a form has come during one turn, and the steps that take it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional

from actions import form_questions
from actions.turn import Turn
from bot.replies.model import Reply
from bot.submissions import drafts, fields, store
from bot.submissions.corrections import Change, mentions_field, read_changes
from bot.submissions.drafts import Draft
from bot.submissions.fields import SKIPPED, Field, Values
from bot.submissions.parsing import Refused, Value

# What is asked for when it is no field: which answer to change, and what to do with the summary.
CHANGE = "change"
DECISION = "decision"
# Slots. The answers themselves are in the draft, so that no stored conversation has them.
CODE = fields.SLOT_PREFIX + "receipt"
VERSION = fields.SLOT_PREFIX + "version"
ENDING = fields.SLOT_PREFIX + DECISION
FAILURES = fields.SLOT_PREFIX + "failures"
# Endings after which nothing is left to say: the person has just taken the draft back, or replied to the editors
# instead of beginning one, or the form failed before its first question.
SAID_ALL = {"erased", "replied", "failed"}


@dataclass
class Progress:
    """The draft's values by field name, what was asked for, and how often an answer was refused in a row.

    `asking` names what to ask next when it isn't simply the first field without a value: a field that is being
    changed keeps its old value until a new one is accepted. `before` is what the values were when the turn began, empty
    for a draft that was just taken up. `ending` is how the form ends: send, pause, cancel, moved (it goes on
    elsewhere), gone (there is no draft any more), unknown (no draft has the code), code (which one to go on with?) or
    one of SAID_ALL. `stored_as` is what is kept of the message instead of its own words.
    """

    values: Dict[str, Optional[Value]]
    requested: Optional[str] = None
    failures: int = 0
    asking: Optional[str] = None
    draft: Optional[Draft] = None
    ending: Optional[str] = None
    stored_as: Optional[str] = None
    before: Values = field(default_factory=dict)
    said: List[Reply] = field(default_factory=list)
    other_slots: Dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, turn: Turn) -> Progress:
        """Where the form stands in the middle of it."""
        requested = (turn.slots.get("requested_slot") or "").removeprefix(fields.SLOT_PREFIX)
        code = turn.slots.get(CODE) or ""
        try:
            draft = drafts.read(code, turn.conversation, turn.slots.get(VERSION) or 0)
        except drafts.Moved:
            return cls({}, requested, ending="moved")
        if draft is None:
            # Without a draft it was sent, but the conversation was cut off before the receipt.
            return cls({}, requested, ending="send" if store.is_submitted(code) else "gone")
        changes = requested == CHANGE or draft.values.get(requested) is not None
        asking, failures = requested if changes else None, turn.slots.get(FAILURES) or 0
        return cls(dict(draft.values), requested, failures, asking, draft, before=draft.values)

    def save(self, turn: Turn) -> None:
        """Keep the answers, in a new draft if there is none."""
        try:
            if self.draft is None:
                self.draft = drafts.begin(turn.conversation, turn.channel, self.values)
            else:
                self.draft = drafts.keep(self.draft, self.values)
        except drafts.Moved:
            self.ending = "moved"

    def say(self, text: str) -> None:
        self.said.append(Reply("form", text))

    def end(self, how: str) -> None:
        self.ending = how

    def note(self, told: Mapping[str, Value]) -> None:
        """Keep what was told without being asked for, and say so."""
        self.values.update(told)
        if told:
            self.say(form_questions.noted(told, self.values))

    def refuse_code(self) -> Progress:
        self.say(form_questions.NO_DRAFT)
        return self

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
        if self.asking:
            self.asking = None
        elif item.optional:
            self.keep(item, SKIPPED)
        else:
            self.refuse(
                f"Den frågan behöver jag ett svar på. {item.help} Skriv ”pausa” om du vill ta reda på det först."
            )

    def remove(self, item: Field) -> None:
        if item.optional:
            self.keep(item, SKIPPED)
            self.say(form_questions.changed([item.name], self.values))
        else:
            self.refuse("Det svaret går inte att ta bort, men du kan skriva ett nytt.")

    def keep_old(self) -> None:
        self.asking = None

    def send(self) -> None:
        """Only what has just been read through is sent."""
        if self.requested == DECISION:
            self.end("send")
        elif fields.next_field(self.values):
            self.say("Några frågor är kvar. Sedan får du läsa igenom allt innan du skickar.")
        else:
            self.asking = None

    def cancel(self) -> None:
        """Cancelling a change keeps what was there; cancelling anything else cancels the form."""
        if self.asking:
            self.asking = None
            self.say("Då behåller jag svaret som det var. Skriv ”avbryt” en gång till om du vill sluta helt.")
        else:
            self.end("cancel")

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
        """ "Kommunen ska vara Lund" changes that field and keeps the question that was asked.

        False for a text that changes nothing, or only the field `besides`.
        """
        likely = self.requested == CHANGE or mentions_field(text)
        changes = [each for each in read_changes(text, self.values) if each.text is not None or likely]
        if not changes or [each.field for each in changes] == [besides]:
            return False
        known = any(self.values.get(each.field.name) is not None for each in changes)
        done = [each.field.name for each in changes if self._put(each)]
        missed = [each.field.name for each in changes if each.field.name not in done]
        if done and known or done not in ([], [self.requested]):
            self.say(form_questions.changed(done, self.values) if known else form_questions.noted(done, self.values))
        self.asking = missed[0] if missed else None
        for each in changes:
            if each.field.private and each.text:
                self.hide(text, each.text, each.field)
        return True

    def hide(self, said: str, value: str, item: Field) -> None:
        """Let the conversation be stored without a private value."""
        self.stored_as = (self.stored_as or said).replace(value, f"[{item.label}]")

    def _put(self, change: Change) -> bool:
        """Whether there was a new value to keep; when there is not, the old one stays."""
        if change.text == SKIPPED:
            self.keep(change.field, SKIPPED)
            return True
        return change.text is not None and self.try_keep(change.field, change.text)
