"""The sections on labels: how lines of unknown voices and of the held-out authors were understood."""

from __future__ import annotations

from typing import Iterator, List, Mapping, NamedTuple, Sequence, Tuple

import numpy as np

from benchmarks.understanding import measures
from benchmarks.understanding.data import DISTANCES, out_of_scope
from benchmarks.understanding.layout import Section, Table, against_floor, number
from benchmarks.understanding.predictions import Predictions, joined

FLOORS = {"formal": (0.92, 0.98), "informal": (0.87, 0.95), "authentic": (0.80, 0.92)}
KEPT_OUT_FLOORS = {"out_of_scope_far": 0.92, "out_of_scope_near": 0.75}
MOST_REFUSED = 0.04
ALL = "alla"
CONFUSIONS, EXAMPLES = 30, 2


class Voice(NamedTuple):
    """What a model said about an author whose lines it wasn't trained on."""

    author: str
    copies: int
    predictions: Predictions


class HeldOut(NamedTuple):
    """What a model of all training lines said about a set; `copies` marks lines that are nearly a training line."""

    predictions: Predictions
    copies: np.ndarray

    @property
    def original(self) -> Predictions:
        return self.predictions.only(~self.copies)


def of_voices(voices: Sequence[Voice]) -> Section:
    rows = [_voice_row(voice.author, voice.copies, voice.predictions) for voice in voices]
    copies = sum(voice.copies for voice in voices)
    rows.append(_voice_row("Alla", copies, joined([voice.predictions for voice in voices])))
    headings = (
        "Röst", "Rader", "Kopior borttagna", "Rätt först", "Bland tre", "Avvisade i ämnet",
        "Hålls ute, nära", "Hålls ute, långt från", "Hålls ute, avstånd okänt",
    )  # fmt: skip
    about = (
        "Varje röst hålls undan i tur och ordning: modellen tränas på de andra rösterna och prövas på den undanhållna. "
        "Rader som nästan är kopior av en träningsrad är borttagna. En rad utanför ämnet hålls ute när den "
        "inte får ett kunskapssvar."
    )
    return Section("Korsvalidering grupperad efter röst", about, [Table("Varje röst undanhållen", headings, rows)])


def _voice_row(name: str, copies: int, predictions: Predictions) -> Tuple[str, ...]:
    inside = measures.understood(predictions.where(lambda line: line.in_scope))
    outside = [measures.kept_out(predictions.where(out_of_scope(distance))).unanswered for distance in (*DISTANCES, "")]
    shares = (inside.first, inside.among_three, inside.refused, *outside)
    return (name, str(len(predictions.lines)), str(copies), *map(number, shares))


def of_labels(predictions: Predictions) -> Section:
    scores = [
        (score.label, *map(number, (score.f1, score.precision, score.recall)), str(score.support))
        for score in measures.per_label(predictions)
    ]
    pairs = [
        (pair.label, pair.given, str(pair.count), " · ".join(pair.examples))
        for pair in measures.confusions(predictions, CONFUSIONS, EXAMPLES)
    ]
    return Section(
        "Etiketter och förväxlingar",
        "Över hela korsvalideringen. Etiketterna med lägst F1 står först.",
        [
            Table("F1 för varje etikett", ("Etikett", "F1", "Precision", "Täckning", "Rader"), scores),
            Table("Vanligaste förväxlingarna", ("Rätt etikett", "Gavs i stället", "Antal", "Exempel"), pairs),
        ],
    )


def of_held_out(sets: Mapping[str, HeldOut]) -> Section:
    inside = [row for name, floors in FLOORS.items() for row in _understood_rows(name, sets[name], floors)]
    outside = [row for name, floor in KEPT_OUT_FLOORS.items() for row in _kept_out_rows(name, sets[name], floor)]
    refused = measures.understood(joined([sets[name].predictions for name in FLOORS])).refused
    limit = "hålls" if refused <= MOST_REFUSED else "hålls inte"
    headings = (
        "Mängd",
        "Författare",
        "Rader",
        "Rätt först",
        "Bland tre",
        "Avvisade",
        "Kopior",
        "Rätt först utan kopior",
    )
    headings_outside = ("Mängd", "Författare", "Rader", "Hålls ute", "Avvisade", "Kopior", "Hålls ute utan kopior")
    return Section(
        "Undanhållna författare",
        "Meningar av författare som inte såg någon träningsrad, besvarade av modellen tränad på alla rader. "
        "Kopior är rader som ändå blev nästan lika en träningsrad, ofta för att de är korta. "
        f"Av alla frågor i ämnet avvisas {number(refused)}; gränsen {number(MOST_REFUSED, 2)} {limit}.",
        [Table("I ämnet", headings, inside), Table("Utanför ämnet", headings_outside, outside)],
    )


def _understood_rows(name: str, found: HeldOut, floors: Tuple[float, float]) -> List[Tuple[str, ...]]:
    rows = []
    for author, part in _by_author(found):
        shares = measures.understood(part.predictions)
        floored = (shares.first, shares.among_three)
        cells = map(against_floor, floored, floors) if author == ALL else map(number, floored)
        original = number(measures.understood(part.original).first)
        rows.append((name, author, str(shares.count), *cells, number(shares.refused), _copies(part), original))
    return rows


def _kept_out_rows(name: str, found: HeldOut, floor: float) -> List[Tuple[str, ...]]:
    rows = []
    for author, part in _by_author(found):
        shares = measures.kept_out(part.predictions)
        cell = against_floor(shares.unanswered, floor) if author == ALL else number(shares.unanswered)
        original = number(measures.kept_out(part.original).unanswered)
        rows.append((name, author, str(shares.count), cell, number(shares.refused), _copies(part), original))
    return rows


def _copies(found: HeldOut) -> str:
    return str(int(found.copies.sum()))


def _by_author(found: HeldOut) -> Iterator[Tuple[str, HeldOut]]:
    """Each author's part, and all of it."""
    authors = np.array([line.author for line in found.predictions.lines])
    for author in np.unique(authors):
        own = authors == author
        yield author, HeldOut(found.predictions.only(own), found.copies[own])
    yield ALL, found
