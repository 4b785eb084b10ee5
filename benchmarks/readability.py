"""How hard the answers are to read, as LIX: `python -m benchmarks.readability`."""

from __future__ import annotations

import statistics
from typing import Iterator, Tuple

from benchmarks.understanding.layout import number
from bot.knowledge.content import CONTENT, Reading
from bot.swedish.readability import lix

PARTS = ("text", "why", "more")
SHOWN = 5


def main() -> None:
    measured = sorted(_parts(), reverse=True)
    answers = [value for value, name in measured if name.endswith(".text")]
    print(f"LIX, svarens läsbarhet: {number(statistics.mean(answers), 1)} i snitt (under 50), svårast av allt:")
    for value, name in measured[:SHOWN]:
        print(f"  {number(value, 1):>5}  {name}")


def _parts() -> Iterator[Tuple[float, str]]:
    """LIX of each answer, reason and further text, with its name."""
    for entry in Reading().entries(CONTENT, told=lambda _: None):
        if entry.kind.name == "answer":
            texts = ((part, entry.values[part]) for part in PARTS)
            yield from ((lix(text), f"{entry.identity}.{part}") for part, text in texts if text)


if __name__ == "__main__":
    main()
