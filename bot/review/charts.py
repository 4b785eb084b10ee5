"""Numbers week by week as columns: how big each is drawn and how its week is called. Templates draw them as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence, Tuple

GAP = 0.25  # of a week's share of the width, between two columns
SMALLEST = 2.0  # per cent of the height, so that one is seen beside a thousand
# The highest number that a chart has room for is one of these or ten, a hundred … times one of them.
_TOPS = (1, 2, 3, 4, 5, 6, 8)
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Series:
    """A number for each week, and what is said about all of them together."""

    label: str
    numbers: Sequence[int]
    note: str = ""


@dataclass(frozen=True)
class Column:
    """In per cent of the chart; `title` is for whoever points at it."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True)
class Chart:
    """`notes` are sentences about the numbers; `top` is the number at the upper edge."""

    label: str
    total: int
    notes: Tuple[str, ...]
    top: int
    columns: Tuple[Column, ...]


def charts(weeks: Sequence[str], series: Sequence[Series]) -> List[Chart]:
    """One for each series, all drawn to one scale so that they can be compared."""
    top = scale_top(max((number for each in series for number in each.numbers), default=0))
    return [_chart(weeks, each, top) for each in series]


def _chart(weeks: Sequence[str], series: Series, top: int) -> Chart:
    numbers = series.numbers
    highest = max(numbers)
    most = f"Flest: {grouped(highest)}, {week_name(weeks[numbers.index(highest)]).lower()}." if highest else ""
    share = 100 / len(weeks)
    columns = tuple(
        _column(share * (place + GAP / 2), share * (1 - GAP), 100 * number / top, f"{week_name(week)}: {number}")
        for place, (week, number) in enumerate(zip(weeks, numbers))
        if number
    )
    return Chart(series.label, sum(numbers), tuple(filter(None, (series.note, most))), top, columns)


def _column(x: float, width: float, height: float, title: str) -> Column:
    seen = max(height, SMALLEST)
    return Column(round(x, 2), round(100 - seen, 2), round(width, 2), round(seen, 2), title)


def scale_top(highest: int) -> int:
    """The nearest number that is easy to read and not lower."""
    size = 1
    while highest > 10 * size:
        size *= 10
    return next((step * size for step in _TOPS if step * size >= highest), 10 * size)


def grouped(number: int) -> str:
    """12345 as "12 345", on one line."""
    return f"{number:,}".replace(",", _NO_BREAK)


def percent(part: int, whole: int) -> str:
    """ "83 %", or nothing of nothing."""
    return f"{round(100 * part / whole)}{_NO_BREAK}%" if whole else ""


def week_name(week: str) -> str:
    """2026-W48 as "Vecka 48, 2026"."""
    year, _, number = week.partition("-W")
    return f"Vecka {int(number)}, {year}"


def short_week_name(week: str) -> str:
    """2026-W48 as "v. 48, 2026"."""
    return week_name(week).replace("Vecka ", f"v.{_NO_BREAK}")
