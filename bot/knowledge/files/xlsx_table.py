"""Examples as an Excel workbook whose cells are texts, and years numbers; a formula is neither written nor read."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import ParseError

from bot.knowledge.files import example_rows
from bot.knowledge.files.example_rows import COLUMNS, NUMBERS, Row
from bot.knowledge.files.items import Item
from bot.knowledge.files.problems import ContentError, fault

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SHEET = "Exempel"
# Characters that a cell takes; Excel refuses a workbook with more.
LARGEST_CELL = 32_767
WIDE, NARROW = 60, 20
_WIDE_COLUMNS = {"title", "requirement", "result", "source_url", "source_title"}

# OSError: openpyxl's word for an archive without a workbook.
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, IndexError, ValueError)

# Excel writes what XML would lose as _xHHHH_ (ST_Xstring in ECMA-376, part 1, 22.9.2.19); openpyxl leaves that to us.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(path: Path, file: BinaryIO) -> Iterator[Item]:
    """The first sheet of a workbook.

    Raises:
        ContentError: where the file can't be read on.
    """
    return example_rows.items(path, _rows(path, file))


def _rows(path: Path, file: BinaryIO) -> Iterator[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(file, read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its size isn't always so
        for number, row in enumerate(sheet.iter_rows(), start=1):
            yield Row(number, [_read(path, number, cell) for cell in row])
    except (InvalidFileException, *_DAMAGED):
        raise fault(path, 1, "filen är ingen arbetsbok i formatet XLSX, eller är skadad") from None


def _read(path: Path, number: int, cell: Any) -> str:
    """What a cell of any type says, as text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise fault(path, number, f"cell {cell.coordinate} är en formel; klistra in den som värde")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), str(value))


def write_xlsx(file: BinaryIO, examples: Iterable[Mapping[str, Any]]) -> None:
    """
    Raises:
        ContentError: a list is too long for a cell.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    for position, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = WIDE if name in _WIDE_COLUMNS else NARROW
    sheet.append(_cells(sheet, COLUMNS, bold=True))
    for example in examples:
        sheet.append(_cells(sheet, example_rows.cells(example)))
    book.save(file)


def _cells(sheet: WriteOnlyWorksheet, texts: Sequence[str], bold: bool = False) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    for name, text in zip(COLUMNS, texts):
        written = _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
        if len(written) > LARGEST_CELL:
            raise ContentError([f"{texts[0]}: {name}: är för lång för en cell i Excel; skriv ut som CSV eller YAML"])
        if not text:
            yield None
        elif name in NUMBERS and text.isdecimal():
            yield int(text)
        else:
            cell = WriteOnlyCell(sheet)
            cell.value = written
            cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
            if bold:
                cell.font = Font(bold=True)
            yield cell
