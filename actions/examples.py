"""Find examples, page and narrow the list, and open one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from actions.base import GuidenAction, Outcome, Turn
from actions.fallback import take_option
from bot.knowledge import store
from bot.knowledge.narrow import narrow
from bot.knowledge.query import Query, read_query
from bot.knowledge.records import Example
from bot.knowledge.search import Found, count_examples, search_examples
from bot.replies import build, texts

NARROWING_KINDS = ("method", "contract_type")
NO_CONTRACT = "not_applicable"
MAX_NARROWING = 2


class ActionSearchExamples(GuidenAction):
    intents = ("search_examples",)

    def name(self) -> str:
        return "action_search_examples"

    def respond(self, turn: Turn) -> Outcome:
        return show(_asked(turn), 0)


class ActionMoreResults(GuidenAction):
    intents = ("more_results",)

    def name(self) -> str:
        return "action_more_results"

    def respond(self, turn: Turn) -> Outcome:
        remembered = turn.slots.get("search")
        if not remembered:
            return show(Query(), 0)
        if remembered["kind"] == "guides":
            return show_guides(remembered["ids"], remembered["next"])
        return show(remembered_query(turn), remembered["next"])


class ActionExampleDetails(GuidenAction):
    """Opens what "nummer 2" or "den sista" points at in the list shown last."""

    intents = ("example_details",)

    def name(self) -> str:
        return "action_example_details"

    def respond(self, turn: Turn) -> Outcome:
        option = next((take_option(turn, position) for position in turn.values("ordinal")), None)
        if option is not None:
            return option
        remembered = turn.slots.get("search")
        if not remembered or not remembered["ids"]:
            return show(read_query(turn.text), 0)
        identity = _pointed_at(turn, remembered)
        if identity is None:
            seen = remembered["next"]
            return Outcome([texts.what_next(f"Vilket menar du? Jag har visat {seen}. Skriv till exempel ”nummer 1”.")])
        if remembered["kind"] == "guides":
            return Outcome([build.guides_reply(1, 0, store.guides([identity]))])
        return open_example(identity)


def open_example(identity: str) -> Outcome:
    example = store.example(identity)
    if example is None:
        return Outcome([texts.what_next("Det exemplet finns inte kvar. Vill du se andra?")], {"search": None})
    return Outcome([build.example_reply(example)])


def _pointed_at(turn: Turn, remembered: Mapping[str, Any]) -> Optional[str]:
    shown = remembered["ids"][: remembered["next"]]
    numbers = [int(value) for value in turn.values("ordinal")] or ([1] if len(shown) == 1 else [])
    if not numbers:
        return None
    position = numbers[0] - 1 if numbers[0] > 0 else len(shown) + numbers[0]
    return shown[position] if 0 <= position < len(shown) else None


def _asked(turn: Turn) -> Query:
    previous = remembered_query(turn)
    if turn.choice is None:
        return narrow(previous, turn.text)
    if turn.choice.get("again"):
        return previous
    if "add" in turn.choice:
        return replace(previous, filters={**previous.filters, **turn.choice["add"]})
    return Query(filters=turn.choice.get("filters", {}))


def remembered_query(turn: Turn) -> Query:
    remembered = turn.slots.get("search") or {}
    if remembered.get("kind") != "examples":
        return Query()
    return Query(tuple(remembered["words"]), remembered["filters"], remembered["excluded"])


def show(query: Query, first: int) -> Outcome:
    """A page of what the query finds, or why there is nothing and what is nearest."""
    found = search_examples(query)
    ids = found.results or found.nearby
    page = store.examples(ids[first : first + build.PAGE])
    if found.results and not page:
        return Outcome([texts.what_next("Det var alla. Vill du söka på något annat?")])
    if found.results:
        reply = build.examples_reply(query, found.total, first, page, _narrowing(query, found))
    else:
        reply = build.nothing_found(query, found.emptied_by, page)
    return Outcome([reply], {"search": _remember("examples", query, ids, first + len(page))})


def _remember(kind: str, query: Query, ids: Sequence[str], following: int) -> Dict[str, Any]:
    return {
        "kind": kind,
        "words": list(query.words),
        "filters": dict(query.filters),
        "excluded": dict(query.excluded),
        "ids": list(ids),
        "next": following,
    }


def _narrowing(query: Query, found: Found) -> List[Tuple[str, str, int]]:
    """The commonest values that would make a longer list shorter."""
    if found.total <= build.PAGE:
        return []
    examples = store.examples(found.results)
    values = [
        (kind, value)
        for kind in NARROWING_KINDS
        if kind not in query.filters
        for value, _ in _counted(kind, examples).most_common(1)
    ]
    choices = [
        (kind, value, count_examples(replace(query, filters={**query.filters, kind: [value]})))
        for kind, value in values
    ]
    return [choice for choice in choices if choice[2] < found.total][:MAX_NARROWING]


def _counted(kind: str, examples: Sequence[Example]) -> Counter[str]:
    """How many examples have each value; "no contract" is nothing to narrow by."""
    counted = Counter(getattr(example, kind) for example in examples)
    del counted[NO_CONTRACT]
    return counted


def show_guides(ids: Sequence[str], first: int) -> Outcome:
    """A page of guides by id."""
    page = store.guides(ids[first : first + build.PAGE])
    if not page:
        return Outcome([build.no_guide() if not ids else texts.what_next("Det var alla guider jag hittade.")])
    remembered = _remember("guides", Query(), ids, first + len(page))
    return Outcome([build.guides_reply(len(ids), first, page)], {"search": remembered})
