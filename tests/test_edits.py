"""What an editor changes is what the running assistant says in its very next message."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.knowledge.editing import publish, remove, update
from bot.knowledge.history import versions
from bot.knowledge.importer import import_content
from bot.knowledge.upcoming import bring_in_due
from tests.databases import in_process_database
from tests.knowledge.samples import EXAMPLE, GUIDE

QUESTION, ID = "vad är IOP?", "iop_definition"


@pytest.fixture(autouse=True)
def as_it_was(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process shares the running assistant's database, and leaves the content as it found it."""
    with in_process_database(monkeypatch, tmp_path, servers.database):
        yield
        restore("answer", ID)
        for kind, identity in (("example", EXAMPLE["id"]), ("guide", GUIDE["id"])):
            if is_there(kind, identity):
                remove(kind, identity, versions(kind, identity)[0].number, "test")


def restore(kind: str, identity: str) -> None:
    found = versions(kind, identity)
    update(kind, identity, found[-1].fields, found[0].number, "test")


def is_there(kind: str, identity: str) -> bool:
    try:
        return versions(kind, identity)[0].replaced_at is None
    except LookupError:
        return False


def answer() -> Dict[str, Any]:
    return dict(versions("answer", ID)[0].fields)


def change(**values: Any) -> None:
    update("answer", ID, {**answer(), **values}, versions("answer", ID)[0].number, "test")


def test_a_changed_answer(visitor: WebVisitor) -> None:
    assert "glasspinnar" not in visitor.say(QUESTION)[0]["text"]
    change(text="Det handlar om glasspinnar [1].", why=None, more=None)
    (reply,) = visitor.say(QUESTION)
    assert reply["answer"] == f"faq/{ID}" and "Det handlar om glasspinnar" in reply["text"]


def test_an_answer_changed_in_a_file(servers: Servers, visitor: WebVisitor, tmp_path: Path) -> None:
    visitor.say(QUESTION)
    changed = {name: value for name, value in answer().items() if value is not None and name != "next_steps"}
    path = tmp_path / "svar.yml"
    path.write_text(json.dumps([{**changed, "text": "Det handlar om glasstrutar [1]."}]), "utf-8")  # JSON is YAML
    assert servers.guiden("import", str(path)) == "0 nya, 1 ändrade, 0 oförändrade.\n"
    assert "Det handlar om glasstrutar" in visitor.say(QUESTION)[0]["text"]


def test_an_answer_whose_day_has_come(visitor: WebVisitor) -> None:
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    change(text="I morgon heter det glass [1].", why=None, more=None, valid_from=tomorrow.isoformat())
    assert "heter det glass" not in visitor.say(QUESTION)[0]["text"]
    assert bring_in_due(tomorrow) == 1
    assert "heter det glass" in visitor.say(QUESTION)[0]["text"]


def test_a_new_guide(visitor: WebVisitor, tmp_path: Path) -> None:
    assert GUIDE["title"] not in str(visitor.say("finns det någon guide om glasstrutar?"))
    publish("guide", {**GUIDE, "topics": ["glasstrutar"]}, "test")
    assert GUIDE["id"] in [item["id"] for item in visitor.say("finns det någon guide om glasstrutar?")[0]["items"]]


def test_a_published_example(visitor: WebVisitor) -> None:
    question = "har ni exempel på glasstrutar i Lund?"
    assert EXAMPLE["id"] not in [item["id"] for item in visitor.say(question)[0]["items"]]
    publish("example", EXAMPLE, "test")
    assert EXAMPLE["id"] in [item["id"] for item in visitor.say(question)[0]["items"]]
    remove("example", EXAMPLE["id"], versions("example", EXAMPLE["id"])[0].number, "test")
    assert EXAMPLE["id"] not in [item["id"] for item in visitor.say(question)[0]["items"]]


def test_an_example_from_a_table(servers: Servers, visitor: WebVisitor, tmp_path: Path) -> None:
    path = tmp_path / "exempel.csv"
    lists = {name: "|".join(value) for name, value in EXAMPLE.items() if isinstance(value, list)}
    row = {**EXAMPLE, **lists}
    path.write_text(";".join(row) + "\n" + ";".join(map(str, row.values())) + "\n", "utf-8")
    assert import_content(path).added == 1
    found = visitor.say("har ni exempel på glasstrutar i Lund?")[0]["items"]
    assert EXAMPLE["id"] in [item["id"] for item in found]
