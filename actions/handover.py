"""Show the way to a human being."""

from __future__ import annotations

from actions.base import GuidenAction, Outcome
from actions.turn import Turn
from bot.replies import texts


class ActionTalkToHuman(GuidenAction):
    intents = ("talk_to_human",)

    def name(self) -> str:
        return "action_talk_to_human"

    def respond(self, turn: Turn) -> Outcome:
        return Outcome([texts.human()])
