"""Read content files and check them, an entry at a time, so that an error names its place and nothing piles up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple

from bot.knowledge.faults import checked
from bot.knowledge.files.csv_table import read_csv
from bot.knowledge.files.items import Item, Reader
from bot.knowledge.files.problems import ContentError, Place, Problems, fault
from bot.knowledge.files.xlsx_table import read_xlsx
from bot.knowledge.files.yaml_reader import read_yaml
from bot.knowledge.kinds import Kind
from bot.settings import PROJECT_ROOT

CONTENT = PROJECT_ROOT / "data" / "knowledge"
# In the same folder, but read by bot.swedish.register.
_PLACES = {"kommuner.csv", "landskap.csv", "regioner.csv"}
# Hidden files, and those by which Excel marks a workbook as open.
_NOT_CONTENT = (".", "~$")

READERS: Dict[str, Reader] = {".yml": read_yaml, ".yaml": read_yaml, ".csv": read_csv, ".xlsx": read_xlsx}

Told = Callable[[int], None]


class Checked(NamedTuple):
    """`values` are those of the entry's model."""

    kind: Kind
    identity: str
    values: Dict[str, Any]
    place: Place

    @property
    def valid_from(self) -> Optional[dt.date]:
        return self.values.get("valid_from")


class Reading:
    """The reading of files: `problems` has what was wrong, `places` where each entry stands."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.places: Dict[Tuple[str, str, Optional[dt.date]], Place] = {}

    def entries(self, path: Path, told: Told) -> Iterator[Checked]:
        """What is right in a file, or in a folder and those below it; `told` hears of every so many bytes read.

        Raises:
            ContentError: there is no file to read.
        """
        for file in files(path):
            try:
                for item in _items(file, told):
                    yield from self._checked(item)
            except ContentError as error:
                self.problems.add(error.problems)

    def _checked(self, item: Item) -> Iterator[Checked]:
        entry, faults = checked(item.kind.entry, item.fields)
        if entry is None:
            self.problems.add([f"{item.place}: {fault}" for fault in faults])
            return
        values = entry.dict()
        found = Checked(item.kind, values[item.kind.key], values, item.place)
        before = self.places.setdefault((item.kind.name, found.identity, found.valid_from), item.place)
        if before is item.place:
            yield found
        else:
            self.problems.add([f"{item.place}: {found.identity} finns redan på {before}"])


def files(path: Path) -> List[Path]:
    """The content files under a path, in order.

    Raises:
        ContentError: there is none.
    """
    found = [path] if path.is_file() else sorted(each for each in path.rglob("*") if _may_be_content(each))
    content = [each for each in found if each.suffix.lower() in READERS]
    if not content:
        raise ContentError([f"{path}: här finns ingen fil att läsa in ({', '.join(READERS)})"])
    return content


def _may_be_content(file: Path) -> bool:
    return file.is_file() and file.name not in _PLACES and not file.name.startswith(_NOT_CONTENT)


def size(path: Path) -> int:
    """Bytes in all content files under a path."""
    return sum(file.stat().st_size for file in files(path))


def _items(path: Path, told: Told) -> Iterator[Item]:
    try:
        file = path.open("rb")
    except OSError:
        raise fault(path, 1, "filen går inte att öppna") from None
    with file:
        passed = 0
        for item in READERS[path.suffix.lower()](path, file):
            told(file.tell() - passed)
            passed = file.tell()
            yield item
