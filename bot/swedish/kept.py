"""Tables that take long to work out are worked out once, kept beside the models and read from there afterwards."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import marshal
import os
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any, Callable, Tuple, TypeVar

from bot.settings import PROJECT_ROOT, settings

logger = logging.getLogger(__name__)

Table = TypeVar("Table")
Sources = Tuple[str, ...]

# What every table of Swedish words is made of, beside spaCy's lemmas: patterns below the project's folder.
WORDS: Sources = ("bot/swedish/*.py", "bot/swedish/*.yml", "data/knowledge/*.csv")
FOLDER = "words"
_LEMMAS = "spacy-lookups-data"
_DIGEST_SIZE = 16  # bytes


def kept(sources: Sources) -> Callable[[Callable[[], Table]], Callable[[], Table]]:
    """Keep what a function returns: plain dicts, lists, tuples, frozensets, strings and numbers.

    The first process that calls the function works the table out and leaves a file; others read that, as long as the
    sources, the lemmas and Python are the same. A file that can't be written or read costs time and nothing else.
    """

    def decorate(work_out: Callable[[], Table]) -> Callable[[], Table]:
        name = f"{work_out.__module__}.{work_out.__name__}".rpartition("swedish.")[2]

        @functools.lru_cache(maxsize=1)
        @functools.wraps(work_out)
        def table() -> Table:
            file = settings().models_dir / FOLDER / f"{name}-{fingerprint(sources)}"
            with contextlib.suppress(OSError, _Broken):
                return _read(file)
            made = work_out()
            try:
                _write(file, made)
            except OSError as error:
                _warn(file.parent, error.strerror or type(error).__name__)
            else:
                _remove_others(file, name)
            return made

        return table

    return decorate


class _Broken(Exception):
    """Not a file as `_write` leaves it."""


def _read(file: Path) -> Any:
    """marshal and not pickle, which would run code that somebody put into the file. Broken bytes could crash marshal,
    so a digest goes before them."""
    content = memoryview(file.read_bytes())
    if _digest(content[_DIGEST_SIZE:]) != content[:_DIGEST_SIZE]:
        raise _Broken
    return marshal.loads(content[_DIGEST_SIZE:])


def _write(file: Path, table: Any) -> None:
    """All of it or nothing, whoever else writes the same at the same time."""
    content = marshal.dumps(table)
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with open(handle, "wb") as output:
            output.write(_digest(content) + content)
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)


def _remove_others(file: Path, name: str) -> None:
    for other in file.parent.glob(f"{name}-*"):
        if not other.name.startswith(file.name):
            with contextlib.suppress(OSError):
                other.unlink()


def _digest(content: Any) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest()


@functools.cache
def fingerprint(sources: Sources) -> str:
    """Sixteen hex digits that change with what is made of the sources, which are patterns as in WORDS."""
    digest = hashlib.blake2b(digest_size=8)
    digest.update(f"{metadata.version(_LEMMAS)} {sys.version_info[:2]} {marshal.version}".encode())
    for file in sorted(file for pattern in sources for file in PROJECT_ROOT.glob(pattern)):
        content = file.read_bytes()
        digest.update(f"\n{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


@functools.lru_cache(maxsize=1)
def _warn(folder: Path, reason: str) -> None:
    """Once, not for every table."""
    logger.warning("word tables can't be kept in %s (%s): every start takes seconds longer", folder, reason)
