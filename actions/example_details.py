"""Open an example of the list that was just shown, or set two beside each other."""

from __future__ import annotations

from typing import Any, Dict, List

from actions.base import GuidenAction, Outcome
from actions.fallback import take_option
from actions.lists import gone, remember, show, show_guides, show_similar, shown
from actions.turn import Turn
from bot.knowledge import store
from bot.knowledge.retrieval.query import read_query
from bot.replies import texts
from bot.replies.examples import comparison, example_reply
from bot.swedish.list_requests import wants_comparison, wants_similar


class ActionExampleDetails(GuidenAction):
    """Opens what "nummer 2" or "den sista" points at in the list shown last, and compares "1 och 3"."""

    intents = ("example_details",)

    def name(self) -> str:
        return "action_example_details"

    def respond(self, turn: Turn) -> Outcome:
        if isinstance(turn.choice, dict):
            return open_example(turn.choice["id"], turn)
        option = next((take_option(turn, position) for position in turn.values("ordinal")), None)
        if option is not None:
            return option
        remembered = turn.slots.get("search")
        if not remembered or not remembered["ids"]:
            is_about_a_list = turn.values("ordinal") and wants_comparison(turn.text)
            return Outcome([texts.nothing_to_compare()]) if is_about_a_list else show(read_query(turn.text), 0)
        if remembered.get("opened") and wants_similar(turn.text):
            return show_similar(remembered["opened"], 0)
        pointed_at = _pointed_at(turn)
        missing = len(pointed_at) < len(turn.values("ordinal"))
        if wants_comparison(turn.text) and not missing:
            return _compare(turn, pointed_at)
        if missing or not pointed_at:
            return Outcome([texts.which_one(len(shown(turn)))])
        if remembered["kind"] == "guides":
            return show_guides(pointed_at[:1], 0)
        return open_example(pointed_at[0], turn)


def open_example(identity: str, turn: Turn) -> Outcome:
    example = store.example(identity)
    if example is None:
        return gone()
    remembered: Dict[str, Any] = turn.slots.get("search") or remember("examples", [identity], 1)
    return Outcome([example_reply(example)], {"search": {**remembered, "opened": identity}})


def _compare(turn: Turn, pointed_at: List[str]) -> Outcome:
    """The two that were pointed at; one beside the one that was opened; else the first two of the list."""
    remembered = turn.slots["search"]
    candidates = [*pointed_at, *filter(None, [remembered.get("opened")]), *shown(turn)]
    examples = store.examples(list(dict.fromkeys(candidates))[:2])
    if remembered["kind"] != "examples" or len(examples) < 2:
        return Outcome([texts.nothing_to_compare()])
    return Outcome([comparison(*examples)], {"search": remembered})


def _pointed_at(turn: Turn) -> List[str]:
    """Ids of the shown ones that positions name, in the order named."""
    ids = shown(turn)
    numbers = [int(value) for value in turn.values("ordinal")] or ([1] if len(ids) == 1 else [])
    positions = [number - 1 if number > 0 else len(ids) + number for number in numbers]
    return [ids[position] for position in positions if 0 <= position < len(ids)]
