"""Find examples, and page and narrow the list."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

from actions.base import GuidenAction, Outcome
from actions.lists import remembered_query, show, show_guides, show_similar
from actions.turn import Turn
from bot.knowledge.retrieval.narrow import add, allow_words, narrow, remove
from bot.knowledge.retrieval.query import Query
from bot.swedish.list_requests import wants_similar


class ActionSearchExamples(GuidenAction):
    intents = ("search_examples",)

    def name(self) -> str:
        return "action_search_examples"

    def respond(self, turn: Turn) -> Outcome:
        opened = (turn.slots.get("search") or {}).get("opened")
        if opened and wants_similar(turn.text):
            return show_similar(opened, 0)
        similar = (turn.choice or {}).get("similar") or _similar_again(turn)
        if similar:
            return show_similar(similar, 0)
        return show(_asked(turn), 0)


class ActionMoreResults(GuidenAction):
    intents = ("more_results",)

    def name(self) -> str:
        return "action_more_results"

    def respond(self, turn: Turn) -> Outcome:
        remembered: Dict[str, Any] = turn.slots.get("search") or {}
        following = remembered.get("next", 0)
        if remembered.get("kind") == "guides":
            return show_guides(remembered["ids"], following)
        if remembered.get("opened") and wants_similar(turn.text):
            return show_similar(remembered["opened"], 0)
        if remembered.get("similar"):
            return show_similar(remembered["similar"], following)
        return show(remembered_query(turn), following)


def _similar_again(turn: Turn) -> Optional[str]:
    """The example whose likes were listed, when the list is asked for once more."""
    again = bool(turn.choice and turn.choice.get("again"))
    return (turn.slots.get("search") or {}).get("similar") if again else None


def _asked(turn: Turn) -> Query:
    previous = remembered_query(turn)
    if turn.choice is None:
        return narrow(previous, turn.text)
    changes: Mapping[str, Any] = turn.choice
    if changes.get("again"):
        return previous
    if "add" in changes:
        return add(previous, changes["add"])
    if changes.get("allow_words"):
        return allow_words(previous)
    if "remove" in changes or "allow" in changes:
        return remove(previous, changes.get("remove", {}), changes.get("allow", {}))
    return Query(filters=changes.get("filters", {}))
