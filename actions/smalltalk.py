"""The turns that carry no task: greetings, thanks, yes and no, help, again."""

from __future__ import annotations

from typing import Any, Callable, Dict, Type

from rasa_sdk.events import FollowupAction

from actions.base import FORM, GuidenAction, Outcome, act_as
from actions.fallback import CLARIFY, NOT_UNDERSTOOD, take_option
from actions.form_progress import CODE
from actions.turn import Turn
from bot.replies import texts
from bot.replies.fallback import LEAVE_QUESTION
from bot.replies.model import KINDS, Choice, Item, Reply, Source
from bot.submissions.store import leave_question
from bot.swedish.analyzer import analyse, is_word


def _says(action_name: str, intent: str, reply: Callable[[], Reply]) -> Type[GuidenAction]:
    """An action that always gives the same reply."""

    class Says(GuidenAction):
        intents = (intent,)

        def name(self) -> str:
            return action_name

        def respond(self, turn: Turn) -> Outcome:
            return Outcome([reply()])

    return Says


ActionGreet = _says("action_greet", "greet", texts.greeting)
ActionThank = _says("action_thank", "thank", texts.welcome)
ActionBotChallenge = _says("action_bot_challenge", "bot_challenge", texts.not_a_person)


class ActionOutOfScope(GuidenAction):
    """Says where the subject ends; a message without a word that we can read isn't outside it but not understood."""

    intents = ("out_of_scope",)

    def name(self) -> str:
        return "action_out_of_scope"

    def respond(self, turn: Turn) -> Outcome:
        if not any(is_word(word.text.lower()) or is_word(word.lemma) for word in analyse(turn.text)):
            return act_as(NOT_UNDERSTOOD, turn)
        return Outcome([texts.out_of_scope()])


class ActionHelp(GuidenAction):
    intents = ("help",)

    def name(self) -> str:
        return "action_guiden_help"

    def respond(self, turn: Turn) -> Outcome:
        return Outcome([texts.suggest_questions() if turn.choice == "questions" else texts.help_text()])


class ActionGoodbye(GuidenAction):
    intents = ("goodbye",)

    def name(self) -> str:
        return "action_goodbye"

    def respond(self, turn: Turn) -> Outcome:
        return Outcome([texts.goodbye()], {"asked": {"question": "page_feedback"}})


class ActionAffirm(GuidenAction):
    """A yes to whatever we asked last."""

    intents = ("affirm",)

    def name(self) -> str:
        return "action_affirm"

    def respond(self, turn: Turn) -> Outcome:
        if turn.choice == LEAVE_QUESTION:
            return _leave_question(turn)
        meanings = {"page_feedback": "feedback_positive", "withdraw": "withdraw_submission"}
        return take_option(turn, "1") or answer_to_question(turn, meanings)


def _leave_question(turn: Turn) -> Outcome:
    """Keep the question that was searched for last; an old button has none any more."""
    asked = turn.slots.get("asked") or {}
    if asked.get("question") != LEAVE_QUESTION:
        return Outcome([texts.choice_is_over()])
    leave_question(asked["text"], turn.channel)
    return Outcome([texts.question_left()])


class ActionDeny(GuidenAction):
    """A no to whatever we asked last."""

    intents = ("deny",)

    def name(self) -> str:
        return "action_deny"

    def respond(self, turn: Turn) -> Outcome:
        asked = (turn.slots.get("asked") or {}).get("question")
        if asked == "withdraw":
            return Outcome([texts.what_next("Då låter jag exemplet vara kvar.")])
        if asked == CLARIFY:
            return act_as(NOT_UNDERSTOOD, turn, text=turn.slots["asked"]["text"])
        return answer_to_question(turn, {"page_feedback": "feedback_negative"})


def answer_to_question(turn: Turn, meanings: Dict[str, str]) -> Outcome:
    """Do what the answer means for the question we asked, or ask what the person wants."""
    intent = meanings.get((turn.slots.get("asked") or {}).get("question", ""))
    return act_as(intent, turn) if intent else Outcome([texts.no_question_waiting()])


class ActionInform(GuidenAction):
    """With no question waiting a bare "Malmö" or "städ" is a search, "tvåan" opens one and a code asks how it goes."""

    intents = ("inform",)

    def name(self) -> str:
        return "action_inform"

    def respond(self, turn: Turn) -> Outcome:
        if turn.choice == "send" and turn.slots.get(CODE):  # it could not be sent, so the summary comes again
            return Outcome(events=[FollowupAction(FORM)])
        if not turn.text:
            return Outcome([texts.choice_is_over()])
        return act_as(_meant_by_itself(turn), turn)


def _meant_by_itself(turn: Turn) -> str:
    if turn.values("submission_code"):
        asked = (turn.slots.get("asked") or {}).get("question")
        return "withdraw_submission" if asked == "code_to_withdraw" else "submission_status"
    if turn.values("ordinal"):
        return "example_details"
    return "search_examples" if turn.entities else NOT_UNDERSTOOD


class ActionRepeat(GuidenAction):
    intents = ("repeat",)

    def name(self) -> str:
        return "action_repeat"

    def respond(self, turn: Turn) -> Outcome:
        replies = tuple(_again(reply) for reply in turn.replies_before)
        return Outcome(replies or [texts.nothing_to_repeat()], {"asked": turn.slots.get("asked")})


def _again(reply: Any) -> Reply:
    """The reply once more, with an id of its own."""
    assert reply["kind"] in KINDS
    return Reply(
        reply["kind"],
        reply["text"],
        sources=tuple(Source(**source) for source in reply["sources"]),
        items=tuple(Item(**{**item, "source": Source(**item["source"])}) for item in reply["items"]),
        choices=tuple(Choice(**choice) for choice in reply["choices"]),
        answer=reply["answer"],
    )
