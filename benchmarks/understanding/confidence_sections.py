"""The sections on confidence: whether it means what it says, and what can be done with it."""

from __future__ import annotations

from typing import Dict, Mapping

import numpy as np

from benchmarks.understanding import measures, plots
from benchmarks.understanding.data import DISTANCES, out_of_scope
from benchmarks.understanding.layout import Figure, Section, Table, number
from benchmarks.understanding.measures import Reliability, Roc
from benchmarks.understanding.predictions import Predictions
from bot.nlu.network import SHARPNESS

THRESHOLDS = np.arange(0, 1, 0.05).tolist()
SHARPNESSES = (1.0, 1.25, 1.5, 1.75, 2.0)
REFUSED_LIMITS = (0.01, 0.02, 0.04, 0.10, 0.20)


def of_calibration(sources: Mapping[str, Predictions], chosen: float) -> Section:
    """`sources` are lines by where they come from."""
    curves = {name: measures.reliability(predictions) for name, predictions in sources.items()}
    errors = [(name, number(curve.error), str(curve.counts.sum())) for name, curve in curves.items()]
    return Section(
        "Kalibrering",
        "Om klassificeraren är rätt kalibrerad har den rätt lika ofta som den är säker. "
        f"Under tröskeln {number(chosen, 2)} i config.yml frågar assistenten hellre än svarar.",
        [
            Table("Förväntat kalibreringsfel (ECE)", ("Rader", "ECE", "Antal"), errors),
            *(_sharpness_table(name, predictions) for name, predictions in sources.items()),
        ],
        [
            _reliability_figure(curves),
            *(_threshold_figure(name, predictions, chosen) for name, predictions in sources.items()),
        ],
    )


def _sharpness_table(name: str, predictions: Predictions) -> Table:
    """Where the loss is least, SHARPNESS in bot/nlu/network.py is right."""
    rows = []
    for sharpness in SHARPNESSES:
        sharpened = predictions.sharpened(sharpness / SHARPNESS)
        error = measures.reliability(sharpened).error
        rows.append((number(sharpness, 2), number(error), number(measures.log_loss(sharpened))))
    return Table(f"Skärpa: {name.lower()}", ("Skärpa", "ECE", "Logaritmisk förlust"), rows)


def _reliability_figure(curves: Mapping[str, Reliability]) -> Figure:
    rows = [
        (name, *map(number, (confidence, accuracy)), str(count))
        for name, curve in curves.items()
        for confidence, accuracy, count in zip(curve.confidence, curve.accuracy, curve.counts)
    ]
    errors = ", ".join(f"{number(curve.error)} för {name.lower()}" for name, curve in curves.items())
    return Figure(
        plots.reliability("reliability", curves),
        "Andel rätt mot hur säker klassificeraren var",
        f"Linjediagram över andel rätt i tio klasser av säkerhet. Kalibreringsfelet är {errors}.",
        Table("Kalibreringskurvan", ("Rader", "Säkerhet i medeltal", "Andel rätt", "Antal"), rows),
    )


def _threshold_figure(name: str, predictions: Predictions, chosen: float) -> Figure:
    found = measures.thresholds(predictions, THRESHOLDS)
    (now,) = measures.thresholds(predictions, [chosen])
    return Figure(
        plots.thresholds(f"threshold-{name.lower()}", found, chosen),
        f"Vad tröskeln gör: {name.lower()}",
        f"Linjediagram. Vid tröskeln {number(chosen, 2)} besvaras {number(now.coverage)} av raderna i ämnet, "
        f"{number(now.accuracy)} av dem rätt, och {number(now.wrongly_answered)} av dem utanför ämnet.",
        Table(
            f"Trösklar: {name.lower()}",
            ("Tröskel", "Besvarade i ämnet", "Rätt av de besvarade", "Utanför ämnet men besvarade"),
            [
                (number(row.threshold, 2), *map(number, (row.coverage, row.accuracy, row.wrongly_answered)))
                for row in found
            ],
        ),
    )


def of_scope(sources: Mapping[str, Predictions]) -> Section:
    curves = {name: _roc_curves(predictions) for name, predictions in sources.items()}
    rows = [
        (f"{name}, {label}", *map(number, (curve.area, curve.operating_point[1], curve.operating_point[0])))
        for name, found in curves.items()
        for label, curve in found.items()
    ]
    headings = ("Rader", "AUC", "Avvisade utanför ämnet nu", "Avvisade i ämnet nu")
    return Section(
        "Utanför ämnet",
        "Hur väl sannolikheten för out_of_scope skiljer rader utanför ämnet från rader i det. "
        "Klassificeraren avvisar när out_of_scope är den sannolikaste etiketten; den punkten är märkt i diagrammen.",
        [Table("Arean under ROC-kurvan", headings, rows)],
        [_roc_figure(name, found) for name, found in curves.items()],
    )


def _roc_curves(predictions: Predictions) -> Dict[str, Roc]:
    inside = predictions.where(lambda line: line.in_scope)
    return {
        label: measures.roc(inside, predictions.where(out_of_scope(distance))) for distance, label in DISTANCES.items()
    }


def _roc_figure(name: str, curves: Mapping[str, Roc]) -> Figure:
    rows = [(label, *(number(curve.at(limit)) for limit in REFUSED_LIMITS)) for label, curve in curves.items()]
    areas = ", ".join(f"{number(curve.area)} {label}" for label, curve in curves.items())
    return Figure(
        plots.roc(f"roc-{name.lower()}", curves),
        f"ROC-kurvor: {name.lower()}; axeln slutar där en fjärdedel av frågorna i ämnet avvisas",
        f"Linjediagram över andelen avvisade utanför ämnet mot andelen avvisade i ämnet. Arean är {areas}.",
        Table(
            f"Avvisade utanför ämnet när högst så många avvisas i ämnet: {name.lower()}",
            ("Rader", *(number(limit, 2) for limit in REFUSED_LIMITS)),
            rows,
        ),
    )
