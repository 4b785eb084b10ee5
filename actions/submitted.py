"""What can be done with a code: ask how it goes, answer the editors, and take an example back."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Mapping, Optional

from actions.base import GuidenAction, Outcome
from actions.form_phrases import Meaning, meaning_of
from actions.turn import REPLY_TO_EDITOR, Turn
from bot.privacy import erasure
from bot.replies import submissions, texts
from bot.submissions import drafts, store, withdrawal
from bot.submissions.codes import hash_of
from bot.submissions.editing import answer_editor


class ActionSubmissionStatus(GuidenAction):
    intents = ("submission_status",)

    def name(self) -> str:
        return "action_submission_status"

    def respond(self, turn: Turn) -> Outcome:
        if isinstance(turn.choice, dict):
            return Outcome(
                [submissions.ask_for_reply()], {"asked": {"question": REPLY_TO_EDITOR, "code": turn.choice["reply"]}}
            )
        code = code_in(turn)
        if code is None:
            return _without_code(turn)
        status = store.status(code)
        return Outcome([submissions.status(code, status) if status else submissions.unknown_code()])


def _without_code(turn: Turn) -> Outcome:
    """Without a code there may be a draft in this very conversation."""
    draft = drafts.of_conversation(turn.conversation)
    if draft is not None and draft.values:
        return Outcome([submissions.status(draft.code, store.Status("draft"))])
    return Outcome([submissions.ask_for_code()])


class ActionReplyToEditor(GuidenAction):
    """Passes on what is written right after "Svara redaktionen", all but a mere "avbryt"."""

    intents = (REPLY_TO_EDITOR,)

    def name(self) -> str:
        return "action_reply_to_editor"

    def respond(self, turn: Turn) -> Outcome:
        if meaning_of(turn.text) is Meaning.CANCEL:
            return Outcome([texts.what_next("Då skickar jag inget svar.")])
        passed_on = answer_editor(hash_of(turn.slots["asked"]["code"]), turn.text)
        return Outcome([submissions.reply_passed_on() if passed_on else submissions.unknown_code()])


class ActionWithdrawSubmission(GuidenAction):
    """Asks before it deletes."""

    intents = ("withdraw_submission",)

    def name(self) -> str:
        return "action_withdraw_submission"

    def respond(self, turn: Turn) -> Outcome:
        asked: Mapping[str, Any] = turn.slots.get("asked") or {}
        waiting = asked.get("question") == "withdraw" and not code_in(turn)
        if waiting and turn.intent == "withdraw_submission":
            return _take_back(turn, asked["code"], everything=turn.choice == "everything" or asked["is_gone"])
        if turn.choice == "everything" and not turn.replies_before:  # nothing is left of where it was offered
            return _erased()
        code = code_in(turn)
        if code is None:
            return Outcome([submissions.ask_for_code()], {"asked": {"question": "code_to_withdraw"}})
        status = store.status(code)
        if status is None:
            return Outcome([submissions.unknown_code()])
        asked = {"question": "withdraw", "code": code, "is_gone": status.state == "withdrawn"}
        return Outcome([submissions.surely_withdraw(code, status)], {"asked": asked})


def _take_back(turn: Turn, code: str, everything: bool) -> Outcome:
    if everything:
        with suppress(erasure.UnknownCode):  # pressed twice
            erasure.erase(code, asked_in=turn.conversation)
        return _erased()
    if withdrawal.withdraw(code):
        return Outcome([texts.what_next("Exemplet och alla uppgifter i det är borttagna.")])
    return Outcome([submissions.unknown_code()])


def _erased() -> Outcome:
    return Outcome([submissions.erased()], {"forget": True})


def code_in(turn: Turn) -> Optional[str]:
    if isinstance(turn.choice, dict):
        return turn.choice["code"]
    return next(iter(turn.values("submission_code")), None)
