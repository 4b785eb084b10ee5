"""Read content files and check them, entry by entry, so that an error names its file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple, Type

import pydantic
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from bot.knowledge import entries


class ContentError(Exception):
    """Content that can't be taken in; `problems` holds one "file:line: what" each, in Swedish."""

    def __init__(self, problems: List[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Content:
    """Checked entries of every kind, by id or key."""

    sources: Dict[str, entries.Source] = field(default_factory=dict)
    answers: Dict[str, entries.Answer] = field(default_factory=dict)
    guides: Dict[str, entries.Guide] = field(default_factory=dict)
    examples: Dict[str, entries.Example] = field(default_factory=dict)
    notices: Dict[str, entries.Notice] = field(default_factory=dict)
    places: Dict[Tuple[str, str], str] = field(default_factory=dict)  # (kind, id) -> "file:line"


KINDS: Dict[str, Type[entries.Entry]] = {
    "sources": entries.Source,
    "answers": entries.Answer,
    "guides": entries.Guide,
    "examples": entries.Example,
    "notices": entries.Notice,
}


def read(path: Path) -> Content:
    """All content in a file, or in a folder and the folders below it.

    Raises:
        ContentError: with every problem found, each with file and line.
    """
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    if not path.exists() or not files:
        raise ContentError([f"{path}: här finns ingen YAML-fil att läsa in"])
    content, problems = Content(), []
    for file in files:
        try:
            for kind, item, line in _items(file):
                problems += _take_in(content, kind, item, f"{file}:{line}")
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return content


def _items(file: Path) -> Iterator[Tuple[str, Dict[str, Any], int]]:
    """Kind, fields and line number (counted from 1) of each entry in a file."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContentError([f"{file}:1: filen är inte sparad i UTF-8"]) from None
    try:
        document = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([f"{file}:{line}: filen är inte giltig YAML ({error.problem})"]) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError([f"{file}:{line}: filen har ett otillåtet tecken (U+{error.character:04X})"]) from None
    if isinstance(document, CommentedSeq):
        items = list(_sequence(file, document))
        kind = _kind(file, items)
        yield from ((kind, item, line) for item, line in items)
    elif isinstance(document, CommentedMap) and set(document) & set(KINDS):
        yield from _sections(file, document)
    else:
        raise ContentError([f"{file}:1: filen ska vara en lista med poster, eller ett ämne med answers"])


def _sections(file: Path, document: CommentedMap) -> Iterator[Tuple[str, Dict[str, Any], int]]:
    """A topic of answers (`topic`, `label`, `answers`), or all kinds in one file as `guiden export` writes it."""
    shared = {"topic": document["topic"]} if "topic" in document else {}
    unknown = set(document) - set(KINDS) - {"topic", "label"}
    if unknown:
        raise ContentError([f"{file}:1: okänt fält {', '.join(sorted(unknown))}"])
    for kind in KINDS:
        for item, line in _sequence(file, document.get(kind) or CommentedSeq()):
            yield kind, {**(shared if kind == "answers" else {}), **item}, line


def _sequence(file: Path, sequence: Any) -> Iterator[Tuple[Dict[str, Any], int]]:
    if not isinstance(sequence, CommentedSeq):
        raise ContentError([f"{file}:1: posterna ska vara en lista"])
    for position, item in enumerate(sequence):
        line = sequence.lc.item(position)[0] + 1
        if not isinstance(item, CommentedMap):
            raise ContentError([f"{file}:{line}: posten ska ha namngivna fält"])
        yield dict(item), line


def _kind(file: Path, items: List[Tuple[Dict[str, Any], int]]) -> str:
    fields = {key for item, _ in items for key in item}
    for kind, tell_tale in (
        ("notices", "as_of"),
        ("sources", "key"),
        ("examples", "requirement"),
        ("guides", "summary"),
    ):
        if tell_tale in fields:
            return kind
    raise ContentError([f"{file}:1: det går inte att se om posterna är exempel, guider, källor eller notiser"])


def _take_in(content: Content, kind: str, item: Dict[str, Any], place: str) -> List[str]:
    name = item.get("id") or item.get("key") or "utan id"
    try:
        entry = KINDS[kind](**{str(key): value for key, value in item.items()})
    except pydantic.ValidationError as error:
        return [
            f"{place}: {name}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()
        ]
    identity = getattr(entry, "key" if kind in {"sources", "notices"} else "id")
    collection = getattr(content, kind)
    if identity in collection:
        return [f"{place}: {identity} finns redan på {content.places[kind, identity]}"]
    collection[identity] = entry
    content.places[kind, identity] = place
    return []
