"""Take in an example by dialogue: what its form says first and last, and how it ends."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from rasa_sdk import Tracker

from actions import form_questions
from actions.base import FORM, TO_GO_ON, GuidenAction, Outcome, act_as
from actions.form import FormAction
from actions.form_progress import CODE, ENDING, SAID_ALL, VERSION
from actions.form_reading import SURE
from actions.turn import Turn
from bot.knowledge.store import examples
from bot.replies import submissions, texts
from bot.replies.examples import example_item
from bot.replies.model import Choice, Reply
from bot.submissions import drafts, store
from bot.submissions.duplicates import likely_examples
from bot.submissions.field_names import names_field
from bot.submissions.fields import Values
from bot.submissions.parsing import says_yes
from bot.swedish.text import words

MOST_DUPLICATES = 2
# "Ja, skicka in det nu": all words are of these, and one of them sends.
_SENDS = {"ja", "japp", "skicka", "kör"}
_RESERVATIONS = {"inte", "men", "först", "innan", "vänta", "sen", "senare"}
_AROUND_SENDING = set("in det den nu exemplet tack gärna så ok okej jag vi vill kan du bra ser ut då jo".split())


class ValidateSubmissionForm(FormAction):
    form_name = FORM
    greeting = (
        "Vad roligt att du vill berätta! Jag ställer ungefär tolv korta frågor. Du kan när som helst skriva ”hjälp”, "
        "”ändra”, ”backa”, ”hoppa över”, ”pausa” eller ”avbryt”. Svaren sparas medan vi pratar, men inget skickas in "
        "förrän du väljer Skicka."
    )

    def summary(self, values: Values) -> Reply:
        return Reply(
            "form",
            "\n".join(["Så här ser ditt exempel ut:", *form_questions.described(values), "Vill du skicka in det?"]),
            choices=(
                Choice("Skicka", "inform", "send"),
                Choice("Ändra", "inform", "change"),
                Choice("Avbryt", "inform", "cancel"),
            ),
        )

    def before_summary(self, values: Values) -> List[Reply]:
        """Examples that it may be one of."""
        found = examples([each.id for each in likely_examples(values)[:MOST_DUPLICATES]])
        return [submissions.duplicates([example_item(each) for each in found])] if found else []

    def sends(self, turn: Turn) -> bool:
        """A yes with a "but" is no yes, and "det stämmer" only says that all is right."""
        said = set(words(turn.text))
        if turn.choice == "send" or said & _SENDS and said <= _SENDS | _AROUND_SENDING and not turn.text.endswith("?"):
            return True
        agrees = turn.intent == "affirm" and turn.confidence >= SURE and says_yes(turn.text)
        return agrees and not names_field(turn.text) and not _RESERVATIONS & said


class ActionSubmissionEnd(GuidenAction):
    """Sends the draft, keeps it for another day, throws it away or says why not, and empties the form either way."""

    def name(self) -> str:
        return "action_submission_end"

    def respond(self, turn: Turn) -> Outcome:
        endings: Dict[Any, Callable[[Turn], Reply]] = {
            "send": _send,
            "pause": _pause,
            "cancel": _cancel,
            "moved": lambda _: submissions.goes_on_elsewhere(),
            "unknown": lambda _: texts.what_next(form_questions.NO_DRAFT),
            "code": lambda _: submissions.ask_for_code_to_go_on(),
        }
        ending = turn.slots.get(ENDING)
        over = {CODE: None, VERSION: None, ENDING: None}
        if ending in SAID_ALL:
            return Outcome(slots={**over, "asked": turn.slots.get("asked")})
        asked = {"question": TO_GO_ON} if ending in {"pause", "code"} else None
        end = endings.get(ending, lambda _: submissions.no_draft())
        return Outcome([end(turn)], {**over, "asked": asked})

    def failed(self, tracker: Tracker) -> Outcome:
        """The answers stay: whoever tries again meets the summary, with the same code."""
        sending = tracker.slots.get(ENDING) == "send"
        return Outcome([submissions.not_sent_yet() if sending else texts.technical_error()], {ENDING: None})


def _send(turn: Turn) -> Reply:
    code = turn.slots[CODE]
    try:
        draft = drafts.read(code, turn.conversation, turn.slots[VERSION])
    except drafts.Moved:
        return submissions.goes_on_elsewhere()
    if draft is not None:
        store.submit(code, draft.values, turn.channel)
    elif not store.is_submitted(code):
        return submissions.nothing_to_send()
    return submissions.receipt(code)


def _pause(turn: Turn) -> Reply:
    return submissions.paused(turn.slots[CODE])


def _cancel(turn: Turn) -> Reply:
    drafts.discard(turn.slots[CODE])
    return texts.what_next("Jag har avbrutit. Inget av det du berättade är kvar.")


class ActionChangeAnswer(GuidenAction):
    """Outside the form there is nothing of the person's to change, but "inte Malmö" changes what was searched for."""

    intents = ("change_answer",)

    def name(self) -> str:
        return "action_change_answer"

    def respond(self, turn: Turn) -> Outcome:
        if turn.entities and (turn.slots.get("search") or turn.slots.get("asked")):
            return act_as("inform", turn)
        return Outcome([texts.what_next("Du håller inte på med något exempel just nu, så det finns inget att ändra.")])
