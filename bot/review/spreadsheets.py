"""The dashboard's tables for spreadsheets: as Swedish ones read them, and never as formulas."""

from __future__ import annotations

import csv
import io
from typing import Any, Callable, Dict, List, Sequence

from bot.knowledge import store
from bot.knowledge.files.cells import text_cell
from bot.review.figures import INTENT_NAMES, OPINIONS, SENT
from bot.statistics.report import Report, rows_for_csv

Rows = List[List[str]]


def as_csv(rows: Rows) -> bytes:
    """With a byte order mark, by which Excel knows that it is UTF-8."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _sent(report: Report) -> Rows:
    known = [name for name in SENT if all(getattr(each, name) is not None for each in report.sent)]
    return _rows(
        ["Vecka", *(SENT[name] for name in known)],
        [[each.week, *(getattr(each, name) for name in known)] for each in report.sent],
    )


def _answers(report: Report) -> Rows:
    labels = store.answer_labels()
    return _rows(["Id", "Svar", "Gånger"], [[each.name, labels.get(each.name), each.turns] for each in report.answers])


def _intents(report: Report) -> Rows:
    return _rows(
        ["Id", "Ärende", "Gånger"], [[each.name, INTENT_NAMES.get(each.name), each.turns] for each in report.intents]
    )


def _disliked(report: Report) -> Rows:
    labels = store.answer_labels()
    return _rows(
        ["Id", "Svar", *OPINIONS.values()],
        [[each.answer, labels.get(each.answer), each.helpful, each.unhelpful] for each in report.disliked],
    )


def _rows(heading: List[str], rows: Sequence[Sequence[Any]]) -> Rows:
    return [heading, *([text_cell(None if cell is None else str(cell)) for cell in row] for row in rows)]


# By the name that stands in the address, and in the file's name.
TABLES: Dict[str, Callable[[Report], Rows]] = {
    "veckor": rows_for_csv,
    "exempel": _sent,
    "svar": _answers,
    "arenden": _intents,
    "omdomen": _disliked,
}
