"""What is wrong with content, said in Swedish and with the place, so that an editor finds it."""

from __future__ import annotations

from pathlib import Path
from typing import List, NamedTuple, Sequence

# More than these help nobody, and a long file may have one in every entry.
MOST_SHOWN = 100


class Place(NamedTuple):
    """A line of a YAML file or a row of a table, from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class ContentError(Exception):
    """Content that can't be taken in: `problems` says why, "file:line: id: field: what", and `more` counts the rest."""

    def __init__(self, problems: Sequence[str], more: int = 0) -> None:
        self.problems, self.more = list(problems), more
        super().__init__("\n".join([*self.problems, *([f"… och {more} fel till"] if more else [])]))


class Problems:
    """Collects problems; the first ones are kept, the others counted."""

    def __init__(self) -> None:
        self._shown: List[str] = []
        self._more = 0

    def add(self, problems: Sequence[str]) -> None:
        room = max(0, MOST_SHOWN - len(self._shown))
        self._shown += problems[:room]
        self._more += len(problems[room:])

    def __bool__(self) -> bool:
        return bool(self._shown)

    def error(self) -> ContentError:
        return ContentError(self._shown, self._more)


def fault(file: Path, line: int, what: str) -> ContentError:
    """Something that makes the rest of a file unreadable."""
    return ContentError([f"{Place(file, line)}: {what}"])
