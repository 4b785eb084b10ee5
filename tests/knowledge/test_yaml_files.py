"""What a YAML file may hold, and what is said of one that holds something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.knowledge.importer import import_content
from tests.knowledge.contents import everything, refused, written
from tests.knowledge.samples import EXAMPLE

pytestmark = pytest.mark.usefixtures("database")

BROKEN_FILES = {
    "bad YAML": (b"examples:\n- id: [\n", 3),
    "tab in the margin": (b"examples:\n\t- id: x\n", 2),
    "field twice": (b"- id: a\n  id: b\n", 2),
    "forbidden character": (b"- id: a\n  title: \x00\n", 2),
    "Latin-1": ("- id: åäö\n".encode("latin-1"), 1),
    "empty": (b"", 1),
    "a sentence": (b"hej\n", 1),
    "no entries": (b"answers: hej\n", 1),
    "an entry without fields": (b"examples:\n- hej\n", 2),
    "unknown kind of content": (b"recept:\n- id: glass\n", 1),
    "unknown kind beside a known one": (b"answers: []\nrecept:\n- id: glass\n", 2),
}


@pytest.mark.parametrize(("content", "line"), BROKEN_FILES.values(), ids=BROKEN_FILES.keys())
def test_a_broken_file_stops_everything(tmp_path: Path, content: bytes, line: int) -> None:
    written(tmp_path, examples=[EXAMPLE])
    broken = tmp_path / "trasig.yml"
    broken.write_bytes(content)
    (problem,) = refused(tmp_path)
    assert problem.startswith(f"{broken}:{line}: ")


REFUSED = {
    "an anchor": ("- &a\n  key: glass\n", 1, "ankare"),
    "an alias": ("sources:\n- key: a\n  title: *a\n", 3, "alias"),
    "a tag": ("- key: !!python/name:os.system x\n", 1, "märket"),
    "two documents": ("- key: a\n---\n- key: b\n", 3, "ett dokument"),
    "a field without a name": ("- [a]: b\n", 1, "namn"),
    "too deep": ("- key: [[[[[[[[[[x]]]]]]]]]]\n", 1, "nivåer"),
    "a topic after its answers": ("answers: []\ntopic: iop\n", 2, "topic"),
    "an open quotation mark": ("- key: 'a\n", 2, "citattecken"),
    "a colon too many": ("- key: a: b\n", 1, "kolon"),
    "nothing but a topic": ("topic: iop\n", 1, "poster"),
    "a kind that nobody can tell": ("- id: a\n- id: b\n", 1, "går inte att se"),
}


@pytest.mark.parametrize(("content", "line", "named"), REFUSED.values(), ids=REFUSED.keys())
def test_what_yaml_may_not_have(tmp_path: Path, content: str, line: int, named: str) -> None:
    (tmp_path / "trasig.yml").write_text(content, "utf-8")
    (problem,) = [each for each in refused(tmp_path) if named in each]
    assert problem.startswith(f"{tmp_path / 'trasig.yml'}:{line}: ")


def test_the_first_entry_may_lack_the_field_that_tells_the_kind(tmp_path: Path) -> None:
    path = tmp_path / "exempel.yml"
    lacking = {name: value for name, value in EXAMPLE.items() if name != "requirement"}
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(json.loads(json.dumps([lacking, {**EXAMPLE, "id": "lund-vafflor"}])), file)
    (problem,) = refused(path)
    assert problem == f"{path}:1: lund-glasstrutar: requirement: fältet saknas"


def test_texts_are_what_was_written(tmp_path: Path) -> None:
    """Not numbers, days or yes and no, whatever they look like."""
    path = tmp_path / "källor.yml"
    path.write_text("- {key: 007, title: 1.10, publisher: yes, url: https://lund.se, date: 2019-12-02}\n", "utf-8")
    assert import_content(path).added == 1
    assert {"key": "007", "title": "1.10", "publisher": "yes", "url": "https://lund.se", "date": "2019-12-02"} in (
        everything()["sources"]
    )


def test_other_files_and_excels_own_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, examples=[EXAMPLE])
    for name in ("läsmig.txt", "~$exempel.xlsx", ".exempel.csv", "kommuner.csv"):
        (tmp_path / name).write_text("hej", "utf-8")
    assert import_content(tmp_path).added == 1
