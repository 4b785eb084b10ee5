"""How the time of a search grows with the number of examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Sequence

from matplotlib.figure import Figure

_STYLES = {"SQLite": {"color": "#0072b2", "marker": "o"}, "PostgreSQL": {"color": "#d55e00", "marker": "s"}}
LIMIT_MS = 50


def times(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    """p95 by number, both axes logarithmic, beside growth as the square root."""
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for name, style in _STYLES.items():
        own = [row for row in rows if row["database"] == name]
        axes.plot([row["examples"] for row in own], [row["p95_ms"] for row in own], label=f"{name}, p95", **style)
    numbers = sorted({row["examples"] for row in rows})
    lowest = min(row["p95_ms"] for row in rows)
    root = [lowest * (number / numbers[0]) ** 0.5 for number in numbers]
    axes.plot(numbers, root, color="#767676", linestyle=":", label="som roten ur antalet")
    axes.axhline(LIMIT_MS, color="#000000", linewidth=1, linestyle="--", label=f"{LIMIT_MS} ms")
    axes.set(xscale="log", yscale="log", xlabel="Exempel", ylabel="Millisekunder", title="Tid för en sökning")
    axes.legend()
    figure.savefig(file, dpi=150)
