"""What a next step may search the examples by: the same filters as a question, with values that exist."""

from __future__ import annotations

from typing import Collection, Dict, Optional

from bot.swedish import register, years

# As in bot.knowledge.retrieval.query, in the order in which an editor thinks of them.
KINDS = ("method", "contract_type", "sector", "target_group", "requirement_type", "municipality", "region", "year")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


def known(filters: Optional[Dict[str, str]]) -> Optional[Dict[str, str]]:
    """The filters as they are.

    Raises:
        ValueError: one that no search knows, or none at all; in Swedish.
    """
    if filters is None:
        return filters
    if not filters:
        raise ValueError("får inte vara tomt")
    for kind, value in filters.items():
        if kind not in KINDS:
            raise ValueError(f"{kind!r} går inte att söka på, bara {', '.join(KINDS)}")
        if kind == "year" and not _is_span(value):
            raise ValueError(f"{value!r} är inget år; skriv 2019, 2019-2021, 2019- eller -2018")
        if kind != "year" and value not in _values(kind):
            raise ValueError(f"{value!r} finns inte bland värdena för {kind}")
    return filters


def _values(kind: str) -> Collection[str]:
    if kind == "municipality":
        return register.municipalities()
    return register.regions() if kind == "region" else register.labels(kind)


def _is_span(value: str) -> bool:
    try:
        first, last = years.span(value)
    except ValueError:
        return False
    ends = [year for year in (first, last) if year is not None]
    return bool(ends) and ends == sorted(ends) and all(EARLIEST_YEAR <= year <= LATEST_YEAR for year in ends)
