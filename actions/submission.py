"""Take in an example by dialogue, say how it goes with one, and take one back."""

from __future__ import annotations

from typing import Optional

from rasa_sdk import Tracker

from actions.base import GuidenAction, Outcome, Turn, act_as
from actions.form import DECISION, FormAction
from actions.form_questions import described
from actions.form_reading import SURE, plain
from bot.replies import texts
from bot.replies.model import Choice, Reply
from bot.submissions import fields, store
from bot.submissions.fields import Values
from bot.submissions.sentences import names_field
from bot.swedish.text import words

STATUS_TEXTS = {
    "pending": "väntar på att redaktionen ska läsa det",
    "published": "är publicerat och går att hitta i sökningen",
    "declined": "publiceras inte. Redaktionen har gått igenom det",
    "withdrawn": "är borttaget",
}
SEND_PHRASES = {"skicka", "skicka in", "skicka det", "skicka in det", "ja skicka", "ja skicka in", "ja"}


class ValidateSubmissionForm(FormAction):
    form_name = "submission_form"
    greeting = (
        "Vad roligt att du vill berätta! Jag ställer några korta frågor. Du kan när som helst skriva ”hjälp”, ”ändra”, "
        "”backa”, ”hoppa över” eller ”avbryt”, och inget blir ett inskickat exempel förrän du väljer Skicka."
    )

    def summary(self, values: Values) -> Reply:
        return Reply(
            "form",
            "\n".join(["Så här ser ditt exempel ut:", *described(values), "Vill du skicka in det?"]),
            choices=(
                Choice("Skicka", "inform", "send"),
                Choice("Ändra", "inform", "change"),
                Choice("Avbryt", "inform", "cancel"),
            ),
        )

    def sends(self, turn: Turn) -> bool:
        """A yes with a "but" is no yes."""
        if turn.choice == "send" or plain(turn.text) in SEND_PHRASES:
            return True
        agrees = bool(turn.text) and turn.intent == "affirm" and turn.confidence >= SURE
        return agrees and not names_field(turn.text) and not {"inte", "men"} & set(words(turn.text))


class ActionSubmissionEnd(GuidenAction):
    """Stores the submission, or nothing when it was cancelled, and empties the form either way."""

    def name(self) -> str:
        return "action_submission_end"

    def respond(self, turn: Turn) -> Outcome:
        emptied = {name: None for name in turn.slots if name.startswith(fields.SLOT_PREFIX)}
        if turn.slots.get(fields.SLOT_PREFIX + DECISION) != "send":
            return Outcome([texts.what_next("Jag har avbrutit. Inget av det du skrev är sparat som exempel.")], emptied)
        values = {item.name: turn.slots.get(item.slot) for item in fields.form()}
        code = turn.slots["submission_receipt"]
        store.submit(code, values, turn.channel)
        receipt = Reply(
            "form",
            f"Tack! Ditt exempel är inskickat och väntar på granskning. Din kod är {code}. Spara den: med koden kan du "
            "fråga hur det går, och ta bort exemplet om du ångrar dig.",
            choices=(Choice("Hitta exempel", "search_examples"), Choice("Ställ en fråga", "help", "questions")),
        )
        return Outcome([receipt], emptied)

    def failed(self, tracker: Tracker) -> Outcome:
        """The answers stay: whoever asks to submit again meets the summary, with the same code."""
        return Outcome([texts.technical_error()], {fields.SLOT_PREFIX + DECISION: None})


class ActionSubmissionStatus(GuidenAction):
    intents = ("submission_status",)

    def name(self) -> str:
        return "action_submission_status"

    def respond(self, turn: Turn) -> Outcome:
        code = _code(turn)
        if code is None:
            return Outcome([_ask_for_code()])
        status = store.status(code)
        if status is None:
            return Outcome([_unknown_code()])
        return Outcome([Reply("smalltalk", f"Exemplet med koden {code} {STATUS_TEXTS[status]}.")])


class ActionWithdrawSubmission(GuidenAction):
    """Asks before it deletes."""

    intents = ("withdraw_submission",)

    def name(self) -> str:
        return "action_withdraw_submission"

    def respond(self, turn: Turn) -> Outcome:
        asked = turn.slots.get("asked") or {}
        if turn.intent == "withdraw_submission" and asked.get("question") == "withdraw" and not _code(turn):
            return Outcome([self._delete(asked["code"])])
        code = _code(turn)
        if code is None:
            return Outcome([_ask_for_code()], {"asked": {"question": "code_to_withdraw"}})
        if store.status(code) is None:
            return Outcome([_unknown_code()])
        question = f"Vill du ta bort exemplet med koden {code}? Det går inte att ångra."
        return Outcome(
            [Reply("smalltalk", question, choices=texts.YES_NO)], {"asked": {"question": "withdraw", "code": code}}
        )

    @staticmethod
    def _delete(code: str) -> Reply:
        if store.withdraw(code):
            return texts.what_next("Exemplet och alla uppgifter i det är borttagna.")
        return _unknown_code()


class ActionChangeAnswer(GuidenAction):
    """Outside the form there is nothing of the person's to change, but "inte Malmö" changes what was searched for."""

    intents = ("change_answer",)

    def name(self) -> str:
        return "action_change_answer"

    def respond(self, turn: Turn) -> Outcome:
        if turn.entities and (turn.slots.get("search") or turn.slots.get("asked")):
            return act_as("inform", turn)
        return Outcome([texts.what_next("Du håller inte på med något exempel just nu, så det finns inget att ändra.")])


def _code(turn: Turn) -> Optional[str]:
    return next(iter(turn.values("submission_code")), None)


def _ask_for_code() -> Reply:
    return Reply("smalltalk", "Skriv koden du fick när du skickade in exemplet. Den ser ut så här: HG-7K3M-Q9XD-04TZ.")


def _unknown_code() -> Reply:
    return Reply("smalltalk", "Jag hittar inget exempel med den koden. Kontrollera att den är rätt skriven.")
