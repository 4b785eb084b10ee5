"""Take in what people think of the information, and faults they report."""

from __future__ import annotations

from typing import Optional

from actions.base import GuidenAction, Outcome
from actions.turn import Turn
from bot.replies import texts
from bot.statistics.trying import is_a_try
from bot.submissions import store


class ActionFeedback(GuidenAction):
    intents = ("feedback_positive", "feedback_negative")

    def name(self) -> str:
        return "action_feedback"

    def respond(self, turn: Turn) -> Outcome:
        helped = turn.intent == "feedback_positive"
        _keep(turn, "helpful" if helped else "unhelpful")
        return Outcome([texts.thanks_for_feedback(helped)])


class ActionReportProblem(GuidenAction):
    intents = ("report_problem",)

    def name(self) -> str:
        return "action_report_problem"

    def respond(self, turn: Turn) -> Outcome:
        _keep(turn, "problem", turn.text)
        return Outcome([texts.thanks_for_report()])


def _keep(turn: Turn, kind: str, text: Optional[str] = None) -> None:
    if not is_a_try(turn.conversation):
        store.add_feedback(kind, turn.channel, _answer(turn), text)


def _answer(turn: Turn) -> Optional[str]:
    """The answer it is about: the one whose choice was pressed, none for the page's, else the last one."""
    if isinstance(turn.choice, dict):
        return turn.choice.get("answer")
    return turn.slots.get("last_answer")
