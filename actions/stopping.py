"""Breaking off and starting over, and what is left of an example then."""

from __future__ import annotations

from typing import Tuple

from actions.base import TO_GO_ON, GuidenAction, Outcome
from actions.form_progress import CODE
from actions.form_reading import is_for_form
from actions.turn import Turn
from bot.replies import submissions, texts
from bot.submissions import drafts


class ActionCancel(GuidenAction):
    """Outside the form there is nothing to break off, but there may be an example that was begun here."""

    intents = ("cancel",)

    def name(self) -> str:
        return "action_cancel"

    def respond(self, turn: Turn) -> Outcome:
        draft = drafts.of_conversation(turn.conversation, turn.slots.get(CODE))
        if draft is None or not draft.values:
            return Outcome([texts.nothing_to_cancel()])
        return Outcome([submissions.go_on_or_take_away(draft.code)], {"asked": {"question": TO_GO_ON}})


class ActionRestart(GuidenAction):
    """Takes the place of Rasa's own action of that name, which says nothing.

    Rasa runs it even in the middle of a form. When it keeps silent there, the form takes the message as an answer.
    """

    intents: Tuple[str, ...] = ("restart",)

    def name(self) -> str:
        return "action_restart"

    def respond_in_context(self, turn: Turn) -> Outcome:
        if is_for_form(turn):
            return Outcome(slots={"asked": turn.slots.get("asked")})
        return super().respond_in_context(turn)

    def respond(self, turn: Turn) -> Outcome:
        return Outcome([texts.started_over(_left_behind(turn))], events=[{"event": "restart"}])


def _left_behind(turn: Turn) -> str:
    """The code of the example that was being told: it is left as it is."""
    draft = drafts.of_conversation(turn.conversation, turn.slots.get(CODE))
    if draft is None or not draft.values:
        return ""
    drafts.leave(turn.conversation)
    return draft.code
