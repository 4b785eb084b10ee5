"""Examples as CSV that Swedish Excel opens as it is: UTF-8 with its mark, semicolons, every cell in quotation marks."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path
from typing import Any, BinaryIO, Iterable, Iterator, Mapping

from bot.knowledge.files import example_rows
from bot.knowledge.files.checked_text import CheckedText
from bot.knowledge.files.example_rows import COLUMNS, Row
from bot.knowledge.files.items import Item
from bot.knowledge.files.problems import fault


def read_csv(path: Path, file: BinaryIO) -> Iterator[Item]:
    """Cells may be parted by semicolons or commas, whichever the header has more of.

    Raises:
        ContentError: where the file can't be read on.
    """
    # csv needs the lines' own ends: a line break inside a cell is part of its text.
    text = io.TextIOWrapper(io.BufferedReader(CheckedText(path, file)), encoding="utf-8-sig", newline="")
    return example_rows.items(path, _rows(path, text))


def _rows(path: Path, text: io.TextIOWrapper) -> Iterator[Row]:
    header = text.readline()
    delimiter = max(";,", key=header.count)
    rows = csv.reader(itertools.chain([header], text), delimiter=delimiter, strict=True)
    for number in itertools.count(1):
        try:
            cells = next(rows, None)
        except csv.Error:
            what = "raden går inte att läsa: ett citattecken är fel satt eller en cell är för lång"
            raise fault(path, number, what) from None
        if cells is None:
            return
        yield Row(number, cells)


def write_csv(file: BinaryIO, examples: Iterable[Mapping[str, Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for example in examples:
        writer.writerow(example_rows.cells(example))
    text.flush()
    text.detach()  # the file is the caller's to close
