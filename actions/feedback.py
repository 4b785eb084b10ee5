"""Take in what people think of the information, and faults they report."""

from __future__ import annotations

from actions.base import GuidenAction, Outcome, Turn
from bot.replies import texts
from bot.submissions import store


class ActionFeedback(GuidenAction):
    intents = ("feedback_positive", "feedback_negative")

    def name(self) -> str:
        return "action_feedback"

    def respond(self, turn: Turn) -> Outcome:
        helped = turn.intent == "feedback_positive"
        store.add_feedback("helpful" if helped else "unhelpful", turn.channel, turn.slots.get("last_answer"))
        return Outcome([texts.thanks_for_feedback(helped)])


class ActionReportProblem(GuidenAction):
    intents = ("report_problem",)

    def name(self) -> str:
        return "action_report_problem"

    def respond(self, turn: Turn) -> Outcome:
        store.add_feedback("problem", turn.channel, turn.slots.get("last_answer"), turn.text)
        return Outcome([texts.thanks_for_report()])
