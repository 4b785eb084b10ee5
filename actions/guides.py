"""Find guides and reports."""

from __future__ import annotations

from actions.base import GuidenAction, Outcome, Turn
from actions.lists import show_guides
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_guides


class ActionSearchGuides(GuidenAction):
    intents = ("search_guides",)

    def name(self) -> str:
        return "action_search_guides"

    def respond(self, turn: Turn) -> Outcome:
        if turn.choice and "guide" in turn.choice:
            return show_guides([turn.choice["guide"]], 0)
        return show_guides(search_guides(read_query(turn.text)).results, 0)
