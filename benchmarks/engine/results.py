"""What a part gives: figures for the file, a table for people, and whether what issue 7 asks for is met."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass, field
from typing import Any, Dict, List, Sequence

Row = Sequence[Any]


@dataclass(frozen=True)
class Requirement:
    """`limit` is the most that `measured` may be, or with `at_least` the least."""

    what: str
    measured: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def as_json(self) -> Dict[str, Any]:
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True)
class Measured:
    figures: Dict[str, Any]
    requirements: List[Requirement]
    table: str = ""
    notes: List[str] = field(default_factory=list)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them don't exceed; nan of none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def summary(milliseconds: Sequence[float]) -> Dict[str, float]:
    shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
    return {"count": len(milliseconds), **{name: round(percentile(milliseconds, at), 2) for name, at in shares.items()}}


def median_of(values: Sequence[float], digits: int = 2) -> float:
    return round(statistics.median(values), digits)


def table(heading: Row, rows: Sequence[Row]) -> str:
    """Text to the left, numbers to the right with a decimal comma."""
    cells = [[_cell(value) for value in row] for row in (heading, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heading))]
    to_left = [any(isinstance(row[column], str) for row in rows) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) if left else cell.rjust(width) for cell, width, left in zip(row, widths, to_left))
        .rstrip()
        for row in cells
    )  # fmt: skip


def requirements_table(requirements: Sequence[Requirement]) -> str:
    return table(
        ("Krav", "Uppmätt", "", "Gräns", ""),
        [
            (each.what, f"{each.measured:.3g}".replace(".", ","), "≥" if each.at_least else "≤",
             f"{each.limit:.3g}".replace(".", ","), "uppfyllt" if each.met else "INTE UPPFYLLT")
            for each in requirements
        ],
    )  # fmt: skip


def _cell(value: Any) -> str:
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)
