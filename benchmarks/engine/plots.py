"""What the measurements look like: growth of a conversation and of memory, load, and the soak."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any, Mapping, Sequence, Tuple

from matplotlib.figure import Figure

_COLOURS = {"vår": "#0072b2", "stock": "#d55e00"}
_OTHERS = ("#009e73", "#cc79a7")
Readings = Sequence[Tuple[float, float]]


def growth(figures: Mapping[str, Any], file: Path) -> None:
    """Time by message, and memory by conversation."""
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    for name, conversations in figures["milliseconds"].items():
        medians = [statistics.median(times) for times in zip(*conversations)]
        left.plot(range(1, len(medians) + 1), medians, label=name, color=_COLOURS[name], linewidth=1)
    left.set(yscale="log", xlabel="Meddelande i samtalet", ylabel="Millisekunder", title="Tid för ett svar")
    left.legend()
    _memory(right, {"vår": figures["memory_mb"]}, "Samtal om två meddelanden")
    figure.savefig(file, dpi=150)


def load(figures: Mapping[str, Mapping[str, Any]], file: Path) -> None:
    """Turns a second, and how long they took."""
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    names = list(figures)
    colours = [_COLOURS.get(name, _COLOURS["vår"]) for name in names]
    left.bar(names, [each["turns_per_second"] for each in figures.values()], color=colours)
    left.set(ylabel="Turer per sekund", title="Genomströmning, 32 samtal")
    for share, colour in zip(("p50_ms", "p99_ms"), _OTHERS):
        right.plot(names, [each[share] for each in figures.values()], "o", color=colour, label=share[:3])
    right.set(yscale="log", ylabel="Millisekunder", title="Svarstid, 32 samtal")
    right.legend()
    figure.savefig(file, dpi=150)


def soak(memory: Mapping[str, Readings], file: Path) -> None:
    """Memory of each replica by minute."""
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    _memory(figure.subplots(), memory, "Minuter")
    figure.savefig(file, dpi=150)


def _memory(axes: Any, readings: Mapping[str, Readings], label: str) -> None:
    for (name, each), colour in zip(readings.items(), (_COLOURS["vår"], *_OTHERS)):
        axes.plot(*zip(*each), label=name, color=colour)
    most = max(mb for each in readings.values() for _, mb in each)
    axes.set(xlabel=label, ylabel="MB", title="Minne", ylim=(0, 1.2 * most))
    axes.legend()
