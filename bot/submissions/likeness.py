"""How likely two examples are one and the same, and what speaks for it."""

from __future__ import annotations

import math
from typing import Any, Iterator, Mapping, Optional

from bot.submissions.links import same_page

Fields = Mapping[str, Any]

# Points for how much of what is told the other tells, too, and for what else they share: with more than ENOUGH of them
# two are likelier one than not. Set by the first half of tests/submissions/judged_duplicates.yml.
COVERED, SAME_SECTOR, SAME_METHOD, SAME_YEAR, ENOUGH = 6.0, 1.5, 1.0, 1.0, 6.5
# For the same place, for one that isn't told, and for a region and one of its municipalities.
SAME_PLACE, NO_PLACE, PLACE_WITHIN = 2.0, 1.0, -1.0
# What each year apart costs after the first, up to so many: people tell of a project by any of its years.
YEAR_APART, MOST_YEARS = 1.0, 5
LIKELY, SURE = 0.5, 1.0
# Of so much shared the reader is told.
MUCH = 0.5


def likeness(told: Fields, other: Fields, share: float) -> float:
    """From 0 to 1. Both are fields of an entry of the kind example; `share` is how much of what is told, from 0 to 1,
    the other tells too.

    A link to the same page is a sure sign. Without one what is done in two places is never the same.
    """
    if same_page(told["source_url"], other["source_url"]):
        return SURE
    place = _place(told, other)
    if place is None:
        return 0.0
    points = place + COVERED * share
    points += SAME_SECTOR * (not set(told["sectors"]).isdisjoint(other["sectors"]))
    points += SAME_METHOD * (told["method"] == other["method"])
    apart = _years_apart(told, other)
    if apart is not None:
        points += SAME_YEAR * (apart <= 1) - YEAR_APART * min(max(apart - 1, 0), MOST_YEARS)
    return 1 / (1 + math.exp(ENOUGH - points))


def _place(told: Fields, other: Fields) -> Optional[float]:
    """Points for the places; None when they are two."""
    if told["region"] is None or other["region"] is None:
        return NO_PLACE
    if told["region"] != other["region"]:
        return None
    if told["municipality"] == other["municipality"]:
        return SAME_PLACE
    return None if told["municipality"] and other["municipality"] else PLACE_WITHIN


def _years_apart(told: Fields, other: Fields) -> Optional[int]:
    return abs(told["year"] - other["year"]) if told["year"] and other["year"] else None


def reasons(told: Fields, other: Fields, share: float) -> str:
    """What they have in common, as a sentence."""
    text = ", ".join(_reasons(told, other, share))
    return f"{text[:1].upper()}{text[1:]}."


def _reasons(told: Fields, other: Fields, share: float) -> Iterator[str]:
    if same_page(told["source_url"], other["source_url"]):
        yield "samma länk"
    if told["region"] and told["region"] == other["region"]:
        same = told["municipality"] and told["municipality"] == other["municipality"]
        yield f"samma kommun ({told['municipality']})" if same else f"samma region ({told['region']})"
    if told["method"] and told["method"] == other["method"]:
        yield "samma arbetssätt"
    sectors = [each for each in told["sectors"] if each in other["sectors"]]
    if sectors:
        yield f"samma bransch ({', '.join(sectors)})"
    apart = _years_apart(told, other)
    if apart is not None and apart <= 1:
        yield "samma år" if apart == 0 else "ett år emellan"
    if share >= MUCH:
        yield "mycket av det som berättas är detsamma"
