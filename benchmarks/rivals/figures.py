"""A rival's row of figures, and the table of all rows."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from benchmarks.rivals.lines import Line

IN_SCOPE = ("formal", "informal", "authentic")
OUT_OF_SCOPE = ("out_of_scope_far", "out_of_scope_near")
ANSWER = "faq/"

Row = Dict[str, Any]
Rankings = Sequence[Sequence[str]]

HEADINGS = (
    "Rival", "Rätt först", "Bland tre", "Hålls ute", "p50 ms", "p95 ms", "p50 mot stock", "p95 mot stock",
    "Träning s", "Minne MB", "Modell MB",
)  # fmt: skip


def row(
    rival: str,
    sets: Mapping[str, Sequence[Line]],
    parsed: Mapping[str, Any],
    training_seconds: float,
    model_bytes: int,
    note: str,
) -> Row:
    """`parsed` has a ranking and a time for each line of every set, in order."""
    rankings = _by_set(sets, parsed["rankings"])
    firsts = {name: [line.label in found[:1] for line, found in zip(sets[name], rankings[name])] for name in IN_SCOPE}
    threes = [line.label in found[:3] for name in IN_SCOPE for line, found in zip(sets[name], rankings[name])]
    out = [not "".join(found[:1]).startswith(ANSWER) for name in OUT_OF_SCOPE for found in rankings[name]]
    parse_p50, parse_p95 = np.percentile(parsed["ms"], [50, 95])
    per_set = ", ".join(f"{name} {_decimal(float(np.mean(right)), 3)}" for name, right in firsts.items())
    return {
        "rival": rival,
        "first": round(float(np.mean(np.concatenate(list(firsts.values())))), 4),
        "among_three": round(float(np.mean(threes)), 4),
        "kept_out": round(float(np.mean(out)), 4),
        "parse_p50_ms": round(float(parse_p50), 3),
        "parse_p95_ms": round(float(parse_p95), 3),
        "training_seconds": round(training_seconds, 1),
        "memory_mb": round(parsed["memory_mb"]),
        "model_mb": round(model_bytes / 2**20, 1),
        "note": f"{note}; rätt först: {per_set}",
    }


def table(rows: Sequence[Row]) -> str:
    """Times are compared to stock Rasa's, if it was run: 0,10 is a tenth of its time."""
    stock = next((row for row in rows if row["rival"] == "stock"), None)
    cells = [HEADINGS, *(_cells(row, stock) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in cells]
    return "\n".join([*lines, "", *(f"{row['rival']}: {row['note']}" for row in rows)])


def _cells(row: Row, stock: Optional[Row]) -> Tuple[str, ...]:
    ratios = [_decimal(row[key] / stock[key], 2) if stock else "–" for key in ("parse_p50_ms", "parse_p95_ms")]
    return (
        row["rival"],
        *(_decimal(row[key], 3) for key in ("first", "among_three", "kept_out")),
        *(_decimal(row[key], 2) for key in ("parse_p50_ms", "parse_p95_ms")),
        *ratios,
        *(_decimal(row[key], digits) for key, digits in (("training_seconds", 1), ("memory_mb", 0), ("model_mb", 1))),
    )


def _by_set(sets: Mapping[str, Sequence[Line]], rankings: Rankings) -> Dict[str, List[Sequence[str]]]:
    left = iter(rankings)
    return {name: [next(left) for _ in lines] for name, lines in sets.items()}


def questions(sets: Mapping[str, Iterable[Line]]) -> List[str]:
    return [line.text for lines in sets.values() for line in lines]


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
