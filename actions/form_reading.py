"""What a message in the middle of a form means: an answer to the question, or something about the form, or neither.

A free-text question takes nearly everything: a title may look like a search and a description like a question. There
only a few short phrases, corrections in so many words, and questions are anything else.
"""

from __future__ import annotations

import re
from typing import Optional

from actions.form_phrases import Meaning, denies, does_not_know, meaning_of, says_nothing, starts_anew
from actions.turn import Turn
from bot.replies.labels import INTENT_LABELS
from bot.submissions import corrections, fields
from bot.submissions.fields import Field
from bot.submissions.pausing import pauses

SURE = 0.6
# Where an answer may look like nearly anything, the classifier has to be surer than that.
VERY_SURE = 0.9
# How likely a correction is by its intent, where the words may be one; and where they answer the question, too.
HINTED, ANSWERS_TOO = 0.15, 0.3
SHORT_ANSWER = 3
# "Har ni frågat vilka som …, så är det dem vi menar" is long for a question without a question mark.
LONGEST_UNMARKED_QUESTION = 9

_MEANING_OF_INTENT = {
    "cancel": Meaning.CANCEL, "change_answer": Meaning.CHANGE, "help": Meaning.HELP, "repeat": Meaning.REPEAT,
}  # fmt: skip
# What lies outside the subject is more often an answer that we didn't expect: the form says what it expects.
_ANSWERS = {"affirm", "deny", "inform", "submit_example", "restart", "out_of_scope"}
_INTENTS_ELSEWHERE = {"faq", *INTENT_LABELS} - set(_MEANING_OF_INTENT) - _ANSWERS
# Nothing less than one of these throws away what was told.
_CANCELS = re.compile(r"\b(?:avbryt|sluta|avsluta|stopp|cancel|strunt|gl[öo]m|skit i|l[äa]gg\w* ne[rd])", re.I)
_VERB = (
    r"(?:[äa]r|e|g[öo]r|g[äa]ller|menas|g[åa]r|betyder|inneb[äa]r|heter|kostar|h[äa]nder|fungerar|funkar|skiljer|s[äa]ger|kr[äa]vs|"
    r"r[äa]knas|kan|f[åa]r|ska|skall|b[öo]r|m[åa]ste|beh[öo]ver|finns|har|kommer|sparas|syns|visas|l[äa]ser|ser|vet|granskar)"
)
# "Vad är …" and "får man …" ask without a question mark; "hur vi gjorde" and "alla får plats" don't.
_ASKS = re.compile(
    rf"(?:(?:hej|men|och|ok|du)\W+)*(?:(?:vad|va|hur|varf[öo]r|vem|vilka|vilken|vilket|var|n[äa]r)\s+{_VERB}"
    rf"|{_VERB}\s+(?:man|vi|ni|du|jag|det))\b",
    re.I,
)
_ASKS_TO_SEE = re.compile(r"(?:\w+ ){0,3}?(?:visa|s[öo]k|hitta|leta|se)\b.*\b(?:exempel|guide|rapport)", re.I)


def read(turn: Turn, item: Optional[Field], changing: bool) -> Meaning:
    """`item` is the field that was asked for; None when the question was what to change or whether to send.

    `changing` says that there is an answer already, which stays unless there is a new one.
    """
    if not turn.text:
        return _read_button(turn)
    phrase = meaning_of(turn.text)
    if phrase and (changing or phrase not in {Meaning.KEEP, Meaning.REMOVE}):
        return phrase
    if changing and denies(turn.text) and not (item and item.recognises(turn.text)):
        return Meaning.KEEP
    if says_nothing(turn.text) and (changing if item is None else item.optional):
        return Meaning.KEEP if item is None else Meaning.REMOVE if changing else Meaning.SKIP
    if does_not_know(turn.text) and item is not None:
        return Meaning.SKIP
    if pauses(turn.text):
        return Meaning.PAUSE
    if turn.values("submission_code"):
        return Meaning.RESUME if _wants_to_go_on(turn) else Meaning.ELSEWHERE
    if _replies_to_interruption(turn, item):
        return Meaning.ELSEWHERE
    if item is not None and item.free_text:
        return _read_free_text(turn)
    short = item is not None and item.recognises(turn.text) and len(turn.text.split()) <= SHORT_ANSWER
    if short and not _ASKS.match(turn.text):
        return Meaning.ANSWER
    return _read_by_intent(turn, item is not None and item.has_answer(turn.text))


def _read_button(turn: Turn) -> Meaning:
    if turn.intent == "submit_example" and turn.choice is not None:
        return Meaning.RESUME
    return Meaning.ANSWER if turn.intent == "inform" else Meaning.ELSEWHERE


def is_for_form(turn: Turn) -> bool:
    """Whether a form that is under way takes the message as it is, whatever it was classified as."""
    requested = (turn.slots.get("requested_slot") or "").removeprefix(fields.SLOT_PREFIX)
    if requested and turn.is_reply_to_editor:
        return True
    if not requested or not turn.text or starts_anew(turn.text):
        return False
    item = fields.named(requested)
    return item is not None and item.free_text or corrections.corrects(turn.text)


def seems_to_stop(turn: Turn) -> bool:
    return turn.intent in {"cancel", "restart"} and turn.confidence >= SURE


def _wants_to_go_on(turn: Turn) -> bool:
    """A code alone goes on with what it leads to, unless it was asked for."""
    return turn.intent == "submit_example" or turn.is_code and not turn.slots.get("asked")


def _replies_to_interruption(turn: Turn, item: Optional[Field]) -> bool:
    """A typed yes or no to what an interruption asked, unless the form's own question takes one."""
    waiting = turn.slots.get("asked") and turn.intent in {"affirm", "deny"} and turn.confidence >= SURE
    return bool(waiting) and item is not None and not item.choices


def _read_free_text(turn: Turn) -> Meaning:
    if _is_question(turn):
        return _MEANING_OF_INTENT.get(turn.intent, Meaning.ELSEWHERE)
    takes_back = turn.intent == "change_answer" and turn.confidence >= VERY_SURE and bool(turn.entities)
    return Meaning.CHANGE if takes_back or _corrects(turn) else Meaning.ANSWER


def _read_by_intent(turn: Turn, answers: bool) -> Meaning:
    """`answers` when an answer to the question stands in the message."""
    if _corrects(turn, ANSWERS_TOO if answers else HINTED):
        return Meaning.CHANGE
    if turn.intent in _MEANING_OF_INTENT and turn.confidence >= SURE:
        surely = turn.intent != "cancel" or _CANCELS.search(turn.text)
        return _MEANING_OF_INTENT[turn.intent] if surely else Meaning.ANSWER
    # A word or two about the field, such as "verkstad", is an answer rather than a question about it.
    bare = turn.intent == "faq" and len(turn.text.split()) <= SHORT_ANSWER
    surely_elsewhere = turn.intent in _INTENTS_ELSEWHERE and turn.confidence >= VERY_SURE and not bare
    if _is_question(turn):
        return Meaning.HELP if turn.intent == "help" else Meaning.ELSEWHERE
    return Meaning.ELSEWHERE if surely_elsewhere else Meaning.ANSWER


def _corrects(turn: Turn, likely: float = HINTED) -> bool:
    """What is wrong in the middle of a form is an answer in it. Its words settle that, with a hint of the intent."""
    hinted = sum(confidence for name, confidence in turn.ranking if name in {"change_answer", "report_problem"})
    return corrections.corrects(turn.text) or hinted >= likely and corrections.may_correct(turn.text)


def _is_question(turn: Turn) -> bool:
    if turn.text.rstrip().endswith("?"):
        return turn.intent not in _ANSWERS - {"out_of_scope"}
    if len(turn.text.split()) > LONGEST_UNMARKED_QUESTION:
        return False
    asks = _ASKS.match(turn.text) or turn.intent.startswith("search_") and _ASKS_TO_SEE.match(turn.text)
    return bool(asks) and turn.intent in _INTENTS_ELSEWHERE and _sure_of(turn) >= SURE


def _sure_of(turn: Turn) -> float:
    """How sure the intent is: for a question, that it is one of those we answer, whichever."""
    if turn.intent != "faq":
        return turn.confidence
    return sum(confidence for name, confidence in turn.ranking if name.startswith("faq/"))
