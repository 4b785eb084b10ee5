"""Find guides and reports."""

from __future__ import annotations

from actions.base import GuidenAction, Outcome
from actions.lists import show_guides
from actions.turn import Turn
from bot.knowledge.retrieval.query import label, read_query
from bot.knowledge.search import search_guides


class ActionSearchGuides(GuidenAction):
    intents = ("search_guides",)

    def name(self) -> str:
        return "action_search_guides"

    def respond(self, turn: Turn) -> Outcome:
        if turn.choice and "guide" in turn.choice:
            return show_guides([turn.choice["guide"]], 0)
        found = search_guides(read_query(turn.text))
        years = found.query.filters.get("year", ()) if found.emptied_by == "year" else ()
        return show_guides(found.results, 0, ", ".join(label("year", year) for year in years))
