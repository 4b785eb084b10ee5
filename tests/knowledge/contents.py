"""Content as tests want it: files made of entries, what files hold, and what is stored, by kind."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List

import pytest
from ruamel.yaml import YAML

from bot.knowledge import entries, exporter
from bot.knowledge.content import Reading
from bot.knowledge.files.problems import ContentError
from bot.knowledge.importer import import_content
from bot.knowledge.kinds import BY_SECTION
from bot.knowledge.rescheduling import mark_of, version_to_come


@dataclass
class Content:
    """Checked entries by id or key."""

    sources: Dict[str, entries.Source] = field(default_factory=dict)
    answers: Dict[str, entries.Answer] = field(default_factory=dict)
    guides: Dict[str, entries.Guide] = field(default_factory=dict)
    examples: Dict[str, entries.Example] = field(default_factory=dict)
    notices: Dict[str, entries.Notice] = field(default_factory=dict)


def read(path: Path) -> Content:
    content, reading = Content(), Reading()
    for each in reading.entries(path, lambda _: None):
        getattr(content, each.kind.section)[each.identity] = each.kind.entry(**each.values)
    if reading.problems:
        raise reading.problems.error()
    return content


def everything() -> Dict[str, List[Dict[str, Any]]]:
    """All that is stored, as it is exported."""
    return {section: list(exporter.entries(section)) for section in BY_SECTION}


def seen(kind: str, identity: str, day: dt.date) -> str:
    """The mark of a version to come, for somebody who has just read it."""
    found = version_to_come(kind, identity, day)
    assert found is not None
    return mark_of(found)


def written(folder: Path, **content: List[Dict[str, Any]]) -> Path:
    """A file as `guiden export` writes it; each entry begins on the line after its kind's name."""
    path = folder / "nytt.yml"
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(json.loads(json.dumps({"answers": [], **content})), file)  # by way of JSON: no aliases
    return path


def refused(path: Path) -> List[str]:
    """The problems that an import names; nothing may have been stored."""
    before = everything()
    with pytest.raises(ContentError) as caught:
        import_content(path)
    assert everything() == before
    return caught.value.problems
