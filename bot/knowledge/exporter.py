"""Write out what is stored, an entry at a time, as `guiden import` reads it back to the same."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterable, Iterator, List, TextIO

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.knowledge import plain
from bot.knowledge.files.csv_table import write_csv
from bot.knowledge.files.problems import ContentError
from bot.knowledge.files.xlsx_table import write_xlsx
from bot.knowledge.kinds import BY_SECTION, Kind
from bot.knowledge.upcoming import upcoming

WIDTH = 110
# Entries that are read, and written, at a time.
BATCH = 500

Shown = Dict[str, Any]


def entries(section: str) -> Iterator[Shown]:
    """All entries of `answers`, `examples` and so on, by id, those to come after the current ones."""
    kind = BY_SECTION[section]
    with session_scope() as session:
        yield from map(plain.shown, _current(session, kind))
        if kind.is_dated:
            yield from map(plain.shown, upcoming(session, kind))


def write_file(path: Path) -> None:
    """By the file's suffix: all content as YAML, or the examples as a table. A file there is replaced when all is well.

    Raises:
        ContentError: no format has that suffix, the file can't be written, or the format can't hold an example.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise ContentError([f"{path}: filens namn ska sluta på {', '.join(_WRITERS)}"])
    try:
        _replace(path, write)
    except OSError:
        raise ContentError([f"{path}: filen går inte att skriva"]) from None


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    unfinished = path.with_name(f".{path.name}.tmp")
    file = unfinished.open("wb")
    try:
        with file:
            write(file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_yaml(file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    write_yaml(text)
    text.flush()
    text.detach()


_WRITERS: Dict[str, Callable[[BinaryIO], None]] = {
    ".yml": _write_yaml,
    ".yaml": _write_yaml,
    ".csv": lambda file: write_csv(file, entries("examples")),
    ".xlsx": lambda file: write_xlsx(file, entries("examples")),
}


def write_yaml(stream: TextIO) -> None:
    """All content in one file."""
    for section in BY_SECTION:
        found = entries(section)
        first = list(itertools.islice(found, BATCH))
        stream.write(f"{section}:\n" if first else f"{section}: []\n")
        for batch in itertools.chain([first], _batches(found)):
            if batch:
                yaml.dump(batch, stream, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def _batches(found: Iterable[Shown]) -> Iterator[List[Shown]]:
    found = iter(found)
    while batch := list(itertools.islice(found, BATCH)):
        yield batch


def _current(session: Session, kind: Kind) -> Iterator[Shown]:
    key = getattr(kind.table, kind.key)
    last = ""
    while True:
        rows = session.scalars(sa.select(kind.table).where(key > last).order_by(key).limit(BATCH)).all()
        if not rows:
            return
        yield from [plain.stored(kind, row) for row in rows]
        last = getattr(rows[-1], kind.key)
        session.expunge_all()
