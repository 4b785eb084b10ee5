"""What is nearest when filters leave nothing: the same with one of them let go, or with several."""

from __future__ import annotations

from dataclasses import replace
from typing import Iterable, Tuple

from sqlalchemy.engine import Connection

from bot.knowledge.retrieval.matches import Found, Matches
from bot.knowledge.retrieval.query import KINDS, Query
from bot.swedish import register

NEARBY = 3
# Filters that say most about what a person wants are let go last when nothing matches; a municipality is widened.
KEPT = {"municipality": 1, "method": 2, "region": 2}


def nearest(connection: Connection, query: Query) -> Found:
    """Let go of one filter, whichever leaves what the words fit best; if that isn't enough, of several.

    The method and the place are kept as long as possible, a municipality's region longer than the municipality.
    """

    def left(wider: Query) -> Tuple[Tuple[str, ...], float]:
        search = Matches(connection, "example", wider)
        return search.found().results, search.best()

    losses = [(kind, *left(_without_kind(query, kind))) for kind in KINDS if _can_lose(query, kind)]
    options = sorted((loss for loss in losses if loss[1]), key=lambda loss: (KEPT.get(loss[0], 0), -loss[2]))
    if options:
        ids = dict.fromkeys(identity for _, found, _ in options for identity in found)
        return Found(query, nearby=tuple(ids)[:NEARBY], emptied_by=options[0][0])
    regional = _without_kind(query, "municipality")
    for kinds in ({"region", "method"}, {"method"}, {"region"}):
        wider = _keeping(regional, kinds)
        ids_left = left(wider)[0] if wider.filters else ()
        if ids_left:
            only = next(iter(query.filters)) if len(query.filters) == 1 else ""
            return Found(query, nearby=ids_left[:NEARBY], emptied_by=only)
    return Found(query)


def _can_lose(query: Query, kind: str) -> bool:
    return kind in query.filters and (len(query.filters) > 1 or kind == "municipality")


def _keeping(query: Query, kinds: Iterable[str]) -> Query:
    return replace(query, filters={kind: values for kind, values in query.filters.items() if kind in set(kinds)})


def _without_kind(query: Query, kind: str) -> Query:
    """The query without a kind of filter; its municipalities are widened to their regions."""
    wider = _keeping(query, set(query.filters) - {kind})
    if kind != "municipality":
        return wider
    names = register.region_names_by_code()
    places = [register.municipalities()[name] for name in query.filters.get("municipality", ())]
    regions = [*query.filters.get("region", ()), *(names[place.region_code] for place in places)]
    return replace(query, filters={**wider.filters, "region": regions}) if regions else wider
