"""The sections that need no classifier: entities, and rivals that another command has measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from benchmarks.understanding import entities
from benchmarks.understanding.data import Annotated
from benchmarks.understanding.entities import Hits
from benchmarks.understanding.layout import Section, Table, against_floor, number

PLACES = ("municipality", "region")
PLACES_FLOOR, ALL_FLOOR = 0.95, 0.88
RIVALS = "rivals.json"
RIVALS_COMMAND = "python -m benchmarks.rivals"
_RIVALS_HEADINGS = (
    "Rival", "Rätt först", "Bland tre", "Hålls ute", "Tolkning p50, ms", "Tolkning p95, ms", "Träning, s", "Minne, MB",
    "Modell, MB", "Anmärkning",
)  # fmt: skip
_DIGITS = {
    "first": 3, "among_three": 3, "kept_out": 3, "parse_p50_ms": 2, "parse_p95_ms": 2, "training_seconds": 1,
    "memory_mb": 0, "model_mb": 1,
}  # fmt: skip


def of_entities(lines: Sequence[Annotated]) -> Section:
    hits = entities.by_kind(lines)
    places, everything = entities.together(hits, PLACES), entities.together(hits, hits)
    rows = [_entity_row(kind, found, None) for kind, found in hits.items()]
    rows += [_entity_row("Platser", places, PLACES_FLOOR), _entity_row("Alla", everything, ALL_FLOOR)]
    return Section(
        "Entiteter",
        "En entitet räknas som funnen när slag och värde är rätt och platserna i texten överlappar. "
        f"I dag är {entities.TODAY} i mätningen.",
        [Table(f"Entiteter i {len(lines)} rader", ("Slag", "F1", "Precision", "Täckning", "Antal", "Funna"), rows)],
    )


def _entity_row(name: str, hits: Hits, floor: Optional[float]) -> Tuple[str, ...]:
    f1 = number(hits.f1) if floor is None else against_floor(hits.f1, floor)
    return (name, f1, number(hits.precision), number(hits.recall), str(hits.expected), str(hits.found))


def of_rivals(folder: Path) -> Section:
    path = folder / RIVALS
    heading = "Mot andra"
    if not path.exists():
        return Section(heading, f"Ingen jämförelse är gjord än; {RIVALS_COMMAND} gör den.")
    rows: List[Dict[str, Any]] = json.loads(path.read_text("utf-8"))
    about = "Samma rader att träna på och samma undanhållna frågor för alla; rival är som i benchmarks/rivals."
    return Section(heading, about, [Table("Rivaler", _RIVALS_HEADINGS, [_rival_row(row) for row in rows])])


def _rival_row(row: Mapping[str, Any]) -> Tuple[str, ...]:
    figures = (number(row.get(key), digits) for key, digits in _DIGITS.items())
    return (row["rival"], *figures, row["note"])
