"""Examples as rows of a table: a column for each field, named as in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Sequence, Tuple

from pydantic.fields import SHAPE_LIST

from bot.knowledge.files.cells import cell_list, cell_text, list_cell, text_cell
from bot.knowledge.files.items import Item
from bot.knowledge.files.problems import Place, fault
from bot.knowledge.kinds import EXAMPLES

_FIELDS = EXAMPLES.entry.__fields__
COLUMNS: Tuple[str, ...] = tuple(_FIELDS)
LISTS = {name for name, field in _FIELDS.items() if field.shape == SHAPE_LIST}
NUMBERS = {name for name, field in _FIELDS.items() if isinstance(field.type_, type) and issubclass(field.type_, int)}
NEEDED = [name for name, field in _FIELDS.items() if field.required]


class Row(NamedTuple):
    """`number` as the spreadsheet shows it: 1 is the header."""

    number: int
    cells: Sequence[str]


def cells(example: Mapping[str, Any]) -> List[str]:
    """The row of an example that is given by its fields, in the order of COLUMNS."""
    return [_cell(name, example.get(name)) for name in COLUMNS]


def _cell(name: str, value: Any) -> str:
    if name in LISTS:
        return list_cell(value or ())
    return text_cell(None if value is None else str(value))


def items(path: Path, rows: Iterable[Row]) -> Iterator[Item]:
    """The examples of a table whose first row is the header.

    Raises:
        ContentError: the header isn't one of examples, or a row is wider than it.
    """
    found = iter(rows)
    header = next(found, Row(1, ()))
    names = _names(path, header)
    for row in found:
        if not any(row.cells):
            continue
        if any(row.cells[len(names) :]):
            raise fault(path, row.number, "raden har fler celler än rubrikraden")
        yield Item(EXAMPLES, _fields(names, row.cells), Place(path, row.number))


def _names(path: Path, header: Row) -> List[str]:
    names = [cell.strip().lower() for cell in header.cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name not in COLUMNS:
            raise fault(path, header.number, f"okänd rubrik {name!r}; rubrikerna är {', '.join(COLUMNS)}")
        if names.count(name) > 1:
            raise fault(path, header.number, f"rubriken {name} står två gånger")
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise fault(path, header.number, f"rubriker saknas: {', '.join(missing)}")
    return names


def _fields(names: Sequence[str], row: Sequence[str]) -> Dict[str, Any]:
    """An empty cell is a field that the example doesn't have."""
    return {name: cell_list(cell) if name in LISTS else cell_text(cell) for name, cell in zip(names, row) if cell}
