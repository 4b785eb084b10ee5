"""The parts of a report, the same for the terminal and for the page."""

from __future__ import annotations

import math
from typing import List, NamedTuple, Optional, Sequence, Tuple

SHOWN_ROWS, SHOWN_WIDTH = 15, 48  # a terminal gets the beginning; the page has it all


class Table(NamedTuple):
    caption: str
    headings: Sequence[str]
    rows: List[Tuple[str, ...]]


class Figure(NamedTuple):
    """`alternative` says in words what the plot shows; `numbers` has what it was drawn from."""

    svg: str
    caption: str
    alternative: str
    numbers: Table


class Section(NamedTuple):
    heading: str
    about: str
    tables: Sequence[Table] = ()
    figures: Sequence[Figure] = ()


def as_text(section: Section) -> str:
    return "\n\n".join([section.heading.upper(), section.about, *map(_table_text, section.tables)]) + "\n"


def _table_text(table: Table) -> str:
    shown = [tuple(table.headings), *table.rows[:SHOWN_ROWS]]
    cells = [[_shortened(cell) for cell in row] for row in shown]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in cells]
    left = len(table.rows) - SHOWN_ROWS
    return "\n".join([f"{table.caption}:", *lines, *([f"… och {left} rader till i rapporten"] if left > 0 else [])])


def _shortened(cell: str) -> str:
    return cell if len(cell) <= SHOWN_WIDTH else f"{cell[: SHOWN_WIDTH - 1]}…"


def number(value: Optional[float], digits: int = 3) -> str:
    """As Swedes write it; a dash for what is not known."""
    return "–" if value is None or math.isnan(value) else f"{value:.{digits}f}".replace(".", ",")


def against_floor(value: float, floor: float) -> str:
    return f"{number(value)} (golv {number(floor, 2)} {'nås' if value >= floor else 'nås inte'})"
