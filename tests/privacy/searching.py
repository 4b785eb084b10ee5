"""Look for words everywhere: in every column of every table, in the files of a database, and in logs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, List, Sequence

import sqlalchemy as sa


def in_database(address: str, words: Sequence[str]) -> List[str]:
    """Where one of the words stands, as "table.column: word", in all tables that there are, whatever their case."""
    engine = sa.create_engine(address, future=True)
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = [
            f"{table.name}.{column.name}: {word}"
            for table in tables.sorted_tables
            for column in table.c
            for (value,) in connection.execute(sa.text(f'SELECT "{column.name}" FROM "{table.name}"'))
            for word in words
            if _has(value, word)
        ]
    engine.dispose()
    return sorted(set(found))


def _has(value: Any, word: str) -> bool:
    """As it is, or as JSON writes it."""
    if value is None:
        return False
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return word.lower() in text.lower() or json.dumps(word)[1:-1].lower() in text.lower()


def in_files(folder: Path, pattern: str, words: Sequence[str]) -> List[str]:
    """Which files' bytes have which of the words, as they are or as JSON writes them, whatever their case."""
    return [
        f"{path.name}: {word}"
        for path in sorted(folder.rglob(pattern))
        if path.is_file()
        for word in words
        if any(form.lower().encode() in path.read_bytes().lower() for form in {word, json.dumps(word)[1:-1]})
    ]


def in_logs(folder: Path, words: Sequence[str]) -> List[str]:
    """In every file of a state folder but the database's own."""
    return [found for found in in_files(folder, "*", words) if not found.startswith("guiden.db")]
