"""Plots as SVG that can stand in a page among others."""

from __future__ import annotations

import io
import re
from typing import List, Mapping, Sequence, Tuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from benchmarks.understanding.layout import number
from benchmarks.understanding.measures import Reliability, Roc, Threshold

MOST_REFUSED_SHOWN = 0.25  # the rest of the curve is of no use: a quarter of all questions refused
# Told apart without colours too (Okabe and Ito's, with a line of its own each).
_STYLES: List[Mapping[str, str]] = [
    {"color": "#0072b2", "linestyle": "-"},
    {"color": "#d55e00", "linestyle": "--"},
    {"color": "#007a5a", "linestyle": ":"},
]
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "understanding", "font.size": 11, "font.family": "sans-serif"}


def reliability(name: str, curves: Mapping[str, Reliability]) -> str:
    figure, axes = _figure("Hur säker klassificeraren var", "Andel rätt")
    axes.plot([0, 1], [0, 1], color="#767676", linewidth=1, label="Säker lika ofta som rätt")
    for style, (label, curve) in zip(_STYLES, curves.items()):
        axes.plot(curve.confidence, curve.accuracy, marker="o", label=label, **style)
    return _svg(name, figure, axes)


def thresholds(name: str, rows: Sequence[Threshold], chosen: float) -> str:
    figure, axes = _figure("Tröskel", "Andel")
    values = [row.threshold for row in rows]
    shares = [
        ("Rätt av de besvarade", [row.accuracy for row in rows]),
        ("Besvarade i ämnet", [row.coverage for row in rows]),
        ("Utanför ämnet men besvarade", [row.wrongly_answered for row in rows]),
    ]
    for style, (label, ys) in zip(_STYLES, shares):
        axes.plot(values, ys, label=label, **style)
    axes.axvline(chosen, color="#767676", linewidth=1, label=f"Vald tröskel, {number(chosen, 2)}")
    return _svg(name, figure, axes)


def roc(name: str, curves: Mapping[str, Roc]) -> str:
    figure, axes = _figure("Avvisade i ämnet", "Avvisade utanför ämnet")
    for style, (label, curve) in zip(_STYLES, curves.items()):
        axes.plot(curve.in_scope_refused, curve.out_of_scope_refused, label=label, **style)
        axes.plot(*curve.operating_point, marker="o", color=style["color"], linestyle="none", label=f"Nu, {label}")
    axes.set_xlim(-0.005, MOST_REFUSED_SHOWN)
    return _svg(name, figure, axes)


def _figure(horizontal: str, vertical: str) -> Tuple[Figure, Axes]:
    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=horizontal, ylabel=vertical, xlim=(-0.01, 1.01), ylim=(-0.01, 1.02))
    axes.grid(color="#dddddd")
    axes.set_axisbelow(True)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}".replace(".", ",")))
    return figure, axes


def _svg(name: str, figure: Figure, axes: Axes) -> str:
    axes.legend(loc="best", fontsize="small")
    written = io.StringIO()
    with matplotlib.rc_context(_SETTINGS):
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    svg = written.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.S)
    return re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)  # ids are the same in every plot
