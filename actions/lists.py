"""The list that a conversation is about: a page of what a search gives, and what is remembered of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Dict, List, Optional, Sequence, Tuple

from actions.base import Outcome
from actions.turn import Turn
from bot.knowledge import store
from bot.knowledge.retrieval.matches import Found
from bot.knowledge.retrieval.query import Query
from bot.knowledge.search import search_examples, similar_examples
from bot.replies import texts
from bot.replies.examples import PAGE, examples_reply, nothing_found, similar_reply
from bot.replies.guides import guides_reply, no_guide

NARROWING_KINDS = ("method", "contract_type")
MAX_NARROWING = 2
# What more than a page of a list is remembered, for "nummer 14".
MOST_REMEMBERED = 60


def remembered_query(turn: Turn) -> Query:
    """The search that the list came from; filters stay until they are changed."""
    kept: Dict[str, Any] = (turn.slots.get("search") or {}).get("query") or {}
    values: Dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Query(**values)


def shown(turn: Turn) -> List[str]:
    """Ids of what the list has shown so far, in order."""
    remembered = turn.slots.get("search") or {}
    return list(remembered.get("ids", ()))[: remembered.get("next", 0)]


def show(query: Query, first: int) -> Outcome:
    """A page of what the query finds, or why there is nothing and what is nearest."""
    found = search_examples(query, surely=True, narrow_by=NARROWING_KINDS)
    ids = found.results or found.nearby
    page = store.examples(ids[first : first + PAGE])
    if found.results and not page:
        return Outcome([texts.too_many() if first < found.total else texts.that_was_all()])
    if found.results:
        reply = examples_reply(query, found.total, first, page, _narrowing(found))
    else:
        reply = nothing_found(query, found.emptied_by, page)
    return Outcome([reply], {"search": remember("examples", ids, first + len(page), query)})


def show_similar(identity: str, first: int) -> Outcome:
    """A page of examples that are like one."""
    example = store.example(identity)
    if example is None:
        return gone()
    ids = similar_examples(example)
    page = store.examples(ids[first : first + PAGE])
    if ids and not page:
        return Outcome([texts.that_was_all()])
    remembered = {**remember("examples", ids, first + len(page)), "similar": identity}
    return Outcome([similar_reply(example, len(ids), first, page)], {"search": remembered})


def show_guides(ids: Sequence[str], first: int, no_such: str = "") -> Outcome:
    """A page of guides by id; `no_such` names the year that was asked for but that none is from."""
    page = store.guides(ids[first : first + PAGE])
    if not page:
        return Outcome([no_guide() if not ids else texts.what_next("Det var alla guider jag hittade.")])
    remembered = remember("guides", ids, first + len(page))
    return Outcome([guides_reply(len(ids), first, page, no_such)], {"search": remembered})


def gone() -> Outcome:
    return Outcome([texts.what_next("Det exemplet finns inte kvar. Vill du se andra?")], {"search": None})


def remember(kind: str, ids: Sequence[str], following: int, query: Optional[Query] = None) -> Dict[str, Any]:
    """What the slot `search` keeps: `next` is how many were shown, `opened` the example that was opened last."""
    kept = query and {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(query).items()}
    return {"kind": kind, "query": kept, "ids": list(ids[:MOST_REMEMBERED]), "next": following, "opened": None}


def _narrowing(found: Found) -> List[Tuple[str, str, int]]:
    """The commonest values that would make a longer list shorter."""
    if found.total <= PAGE:
        return []
    return [choice for choice in found.narrower if choice[2] < found.total][:MAX_NARROWING]
