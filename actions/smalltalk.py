"""The turns that carry no task: greetings, thanks, yes and no, help, again, from the start."""

from __future__ import annotations

from typing import Any, Callable, Dict, Tuple, Type

from actions.base import GuidenAction, Outcome, Turn, action_for
from actions.form_reading import is_free_text_answer
from bot.replies import texts
from bot.replies.model import KINDS, Choice, Item, Reply, Source


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
ActionOutOfScope = _says("action_out_of_scope", "out_of_scope", texts.out_of_scope)
ActionCancel = _says("action_cancel", "cancel", texts.nothing_to_cancel)


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
        return answer_to_question(turn, {"page_feedback": "feedback_positive", "withdraw": "withdraw_submission"})


class ActionDeny(GuidenAction):
    """A no to whatever we asked last."""

    intents = ("deny",)

    def name(self) -> str:
        return "action_deny"

    def respond(self, turn: Turn) -> Outcome:
        asked = (turn.slots.get("asked") or {}).get("question")
        if asked == "withdraw":
            return Outcome([texts.what_next("Då låter jag exemplet vara kvar.")])
        if asked == "clarify":
            action = action_for("nlu_fallback")
            assert action is not None
            return action.respond(_instead(turn, text=turn.slots["asked"]["text"], intent="nlu_fallback"))
        return answer_to_question(turn, {"page_feedback": "feedback_negative"})


def answer_to_question(turn: Turn, meanings: Dict[str, str]) -> Outcome:
    """Do what the answer means for the question we asked, or ask what the person wants."""
    intent = meanings.get((turn.slots.get("asked") or {}).get("question", ""))
    action = action_for(intent) if intent else None
    if intent is None or action is None:
        return Outcome([texts.no_question_waiting()])
    return action.respond(_instead(turn, intent=intent))


def _instead(turn: Turn, **changes: Any) -> Turn:
    return Turn(**{**turn.__dict__, **changes})


class ActionInform(GuidenAction):
    """A bare "Malmö" or "städ" with no question waiting is a search, and a bare code asks how it goes."""

    intents = ("inform",)

    def name(self) -> str:
        return "action_inform"

    def respond(self, turn: Turn) -> Outcome:
        if not turn.text:
            return Outcome([texts.choice_is_over()])
        intent = _meant_by_itself(turn)
        action = action_for(intent)
        assert action is not None
        return action.respond(_instead(turn, intent=intent))


def _meant_by_itself(turn: Turn) -> str:
    if turn.values("submission_code"):
        asked = (turn.slots.get("asked") or {}).get("question")
        return "withdraw_submission" if asked == "code_to_withdraw" else "submission_status"
    return "search_examples" if turn.entities else "nlu_fallback"


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


class ActionRestart(GuidenAction):
    """Takes the place of Rasa's own action of that name, which says nothing.

    Rasa runs it even in the middle of a form. When it keeps silent there, the form takes the message as an answer.
    """

    intents: Tuple[str, ...] = ("restart",)

    def name(self) -> str:
        return "action_restart"

    def respond(self, turn: Turn) -> Outcome:
        if is_free_text_answer(turn):
            return Outcome()
        return Outcome([texts.started_over()], events=[{"event": "restart"}])
