"""What a message in the middle of a form means: an answer to the question, or something about the form, or neither.

A free-text question takes nearly everything: a title may look like a search and a description like a question. There
only the short phrases below and real questions, with a question mark, are anything else.
"""

from __future__ import annotations

import enum
from typing import Dict, Optional

from actions.base import Turn
from bot.replies.labels import INTENT_LABELS
from bot.submissions import fields, sentences
from bot.submissions.fields import Field
from bot.swedish.text import fold

SURE = 0.6
# Where an answer may look like nearly anything, the classifier has to be surer than that.
VERY_SURE = 0.9
HINTED = 0.15
SHORT_ANSWER = 3


class Meaning(enum.Enum):
    ANSWER = "answer"
    SKIP = "skip"
    KEEP = "keep"
    HELP = "help"
    REPEAT = "repeat"
    BACK = "back"
    CHANGE = "change"
    CANCEL = "cancel"
    ELSEWHERE = "elsewhere"  # means what it means outside the form, which goes on afterwards


_PHRASES = {
    Meaning.SKIP: "hoppa över, hoppa, skippa, skip, nästa, nästa fråga, pass, vet inte, jag vet inte, vet ej, "
    "ingen aning",
    Meaning.KEEP: "behåll, behåll som det är, ändra inte",
    Meaning.HELP: "hjälp, hjälp mig, help, jag förstår inte, förstår inte, vad menar du, hur menar du, vad menas",
    Meaning.REPEAT: "upprepa, upprepa frågan, repetera, vad var frågan, ta det igen, en gång till",
    Meaning.BACK: "backa, backa ett steg, tillbaka, gå tillbaka, föregående, föregående fråga, förra frågan, back",
    Meaning.CHANGE: "ändra, jag vill ändra, ändra något, ändra ett svar, jag skrev fel, jag svarade fel, det blev fel",
    Meaning.CANCEL: "avbryt, avbryta, jag vill avbryta, nej avbryt, avbrytt, stopp, stoppa, sluta, sluta nu, avsluta, "
    "jag vill sluta, jag vill inte fortsätta, cancel, glöm det, strunt i det, strunta i det",
    Meaning.ELSEWHERE: "tack, tackar, tack så mycket, tack för hjälpen, tusen tack, hej, hejsan, hej hej, hallå, "
    "god morgon, god dag, hej då, hejdå, prata med en människa, jag vill prata med en människa, är du en robot",
}
_MEANINGS: Dict[str, Meaning] = {
    fold(phrase): meaning for meaning, phrases in _PHRASES.items() for phrase in phrases.split(", ")
}
# To an optional question these are no answer, either.
_NOTHING = set(map(fold, ("nej", "nä", "inget", "ingen", "inga", "finns inte", "finns ingen", "ingen länk", "inte än")))
_RESTART = set(
    map(fold, ("börja om", "starta om", "börja om från början", "restart", "jag vill börja om", "vi börjar om"))
)
_MEANING_OF_INTENT = {
    "cancel": Meaning.CANCEL, "change_answer": Meaning.CHANGE, "help": Meaning.HELP, "repeat": Meaning.REPEAT,
}  # fmt: skip
# What lies outside the subject is more often an answer that we didn't expect: the form says what it expects.
_ANSWERS = {"affirm", "deny", "inform", "submit_example", "restart", "out_of_scope"}
_INTENTS_ELSEWHERE = {"faq", *INTENT_LABELS} - set(_MEANING_OF_INTENT) - _ANSWERS


def read(turn: Turn, item: Optional[Field]) -> Meaning:
    """`item` is the field that was asked for; None when the question was what to change or whether to send."""
    if not turn.text:
        return Meaning.ANSWER if turn.intent == "inform" else Meaning.ELSEWHERE
    said = plain(turn.text)
    if said in _MEANINGS:
        return _MEANINGS[said]
    if item is not None and item.optional and said in _NOTHING:
        return Meaning.SKIP
    if _replies_to_interruption(turn, item):
        return Meaning.ELSEWHERE
    if item is not None and item.free_text:
        return _read_free_text(turn)
    if item is not None and item.recognises(turn.text) and len(turn.text.split()) <= SHORT_ANSWER:
        return Meaning.ANSWER
    return _read_by_intent(turn)


def plain(text: str) -> str:
    """A phrase as it is compared: folded, without punctuation and a polite ending."""
    return " ".join(fold(text).replace(",", " ").strip(" .!?…").split()).removesuffix(" tack")


def is_free_text_answer(turn: Turn) -> bool:
    """Whether a form that is under way takes the message as it is, whatever it was classified as."""
    requested = (turn.slots.get("requested_slot") or "").removeprefix(fields.SLOT_PREFIX)
    item = fields.named(requested)
    return item is not None and item.free_text and bool(turn.text) and plain(turn.text) not in _RESTART


def seems_to_stop(turn: Turn) -> bool:
    return turn.intent in {"cancel", "restart"} and turn.confidence >= SURE


def _replies_to_interruption(turn: Turn, item: Optional[Field]) -> bool:
    """A typed yes or no to what an interruption asked, unless the form's own question takes one."""
    waiting = turn.slots.get("asked") and turn.intent in {"affirm", "deny"} and turn.confidence >= SURE
    return bool(waiting) and item is not None and not item.choices


def _read_free_text(turn: Turn) -> Meaning:
    if _is_question(turn):
        return _MEANING_OF_INTENT.get(turn.intent, Meaning.ELSEWHERE)
    return Meaning.CHANGE if _corrects(turn) else Meaning.ANSWER


def _read_by_intent(turn: Turn) -> Meaning:
    if _corrects(turn):
        return Meaning.CHANGE
    if turn.intent in _MEANING_OF_INTENT and turn.confidence >= SURE:
        return _MEANING_OF_INTENT[turn.intent]
    surely_elsewhere = turn.intent in _INTENTS_ELSEWHERE and turn.confidence >= VERY_SURE
    return Meaning.ELSEWHERE if surely_elsewhere or _is_question(turn) else Meaning.ANSWER


def _corrects(turn: Turn) -> bool:
    """What is wrong in the middle of a form is an answer in it. Its words settle that: a hint of the intent will do."""
    hinted = sum(confidence for name, confidence in turn.ranking if name in {"change_answer", "report_problem"})
    return hinted >= HINTED and sentences.corrects(turn.text)


def _is_question(turn: Turn) -> bool:
    return turn.text.rstrip().endswith("?") and turn.intent not in _ANSWERS - {"out_of_scope"}
