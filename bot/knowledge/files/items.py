"""What every kind of file gives: entries as fields, not yet checked, each with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterator, NamedTuple

from bot.knowledge.files.problems import Place
from bot.knowledge.kinds import Kind


class Item(NamedTuple):
    kind: Kind
    fields: Dict[str, Any]
    place: Place


Reader = Callable[[Path, BinaryIO], Iterator[Item]]
