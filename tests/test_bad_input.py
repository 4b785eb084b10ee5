"""Hostile texts, from the question they answer through submission, publishing and export: always the same text."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import openpyxl
import pytest
from click.testing import CliRunner

from bot import cli
from bot.conversations.client import WebVisitor
from bot.conversations.runner import form_values, told_code
from bot.conversations.servers import Servers
from bot.knowledge import store
from bot.settings import PROJECT_ROOT
from bot.submissions.codes import hash_of
from bot.submissions.publishing import publish
from bot.submissions.queue import submission
from bot.submissions.suggesting import suggested_example
from tests.databases import in_process_database
from tests.replicas import Assistant, MakePlace
from tests.submissions.hostile_texts import KEPT, LINKS, REFUSED, TRACE, TURNED_AWAY
from tests.submissions.stored import Tables
from tests.web_client import assert_error, post

FIRST = "Vi i Örebro gjorde 2022 en reserverad upphandling av en tjänst inom parkskötsel och vill gärna dela med oss"
# What a person says to the questions that are left, unless it is a text of the table.
PLAIN = {
    "title": "Praktik i parken", "organisation": "Parkbolaget", "target_groups": "unga",
    "requirement": "Tio platser om året", "result": "Sju fick jobb", "link": "hoppa över", "consent": "ja",
    "contact_name": "Kim Ek", "contact_email": "kim@example.se",
}  # fmt: skip
# The free-text questions with the most characters that they take.
LONGEST = {
    "title": 150, "organisation": 150, "target_groups": 300, "requirement": 900, "result": 900, "contact_name": 100,
}  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


class Sent(NamedTuple):
    """`kept` is what must be stored of the free texts, `told` all that was said to the person."""

    row: Dict[str, Any]
    code: str
    kept: Dict[str, str]
    told: str


@pytest.fixture(scope="module")
def servers(model: Path, make_place: MakePlace) -> Iterator[Servers]:
    """Servers of these tests' own: nobody else should find what is published here."""
    with Assistant(make_place("hostile")) as running:
        yield running


@pytest.fixture(scope="module")
def sent(servers: Servers) -> Dict[str, Sent]:
    """What came of each text that is kept, by its name in the table."""
    with contextlib.closing(Tables(servers.database)) as tables:
        return {name: send(servers, tables, *texts) for name, texts in KEPT.items()}


def send(servers: Servers, tables: Tables, said: str, kept: str) -> Sent:
    """A whole submission: the text answers each free-text question, with the question's name so that none is like
    another; a plain answer where it is too long."""
    visitor = WebVisitor(servers.address)
    visitor.say(FIRST)
    wanted = {}
    for name, plain in PLAIN.items():
        hostile = name in LONGEST and len(f"{kept} {name}") <= LONGEST[name]
        visitor.say(f"{said} {name}" if hostile else plain)
        if name in LONGEST:
            wanted[name] = f"{kept} {name}" if hostile else plain
    visitor.say("skicka")
    code = told_code(visitor.last)
    (row,) = tables.submissions([hash_of(code)])
    return Sent(row, code, wanted, "\n".join(message["text"] for message in visitor.all))


def at_question(servers: Servers, wanted: str) -> WebVisitor:
    """A visitor who is asked that."""
    visitor = WebVisitor(servers.address)
    visitor.say(FIRST)
    for name, plain in PLAIN.items():
        if name == wanted:
            break
        visitor.say(plain)
    return visitor


# -- the conversation -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEPT)
def test_the_text_is_stored_as_it_was_written(sent: Dict[str, Sent], name: str) -> None:
    assert {field: sent[name].row[field] for field in LONGEST} == sent[name].kept
    assert sent[name].row["contact_email"] == PLAIN["contact_email"]


@pytest.mark.parametrize("name", KEPT)
def test_the_summary_shows_the_text_as_it_was_written(sent: Dict[str, Sent], name: str) -> None:
    assert [text for text in sent[name].kept.values() if text not in sent[name].told] == []


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("field", LONGEST)
def test_a_text_without_words_or_too_long_is_refused(servers: Servers, name: str, field: str) -> None:
    visitor = at_question(servers, field)
    conversation = visitor.conversation
    before, question = form_values(servers.database, conversation), visitor.last[-1]["text"]
    visitor.say(REFUSED[name])
    assert form_values(servers.database, conversation) == before
    assert visitor.last[-1]["text"] == question and len(visitor.last) > 1


@pytest.mark.parametrize("name", TURNED_AWAY)
def test_what_the_channel_turns_away_changes_nothing(servers: Servers, name: str) -> None:
    text, code = TURNED_AWAY[name]
    visitor = at_question(servers, "organisation")
    conversation = visitor.conversation
    before = form_values(servers.database, conversation)
    assert_error(post(servers.address, visitor.token, {"text": text}), 400, code)
    assert form_values(servers.database, conversation) == before
    assert before["title"] == PLAIN["title"]
    visitor.say(PLAIN["organisation"])
    assert form_values(servers.database, conversation) == {**before, "organisation": PLAIN["organisation"]}


@pytest.mark.parametrize(("said", "kept"), LINKS)
def test_links(servers: Servers, said: str, kept: Optional[str]) -> None:
    visitor = at_question(servers, "link")
    visitor.say(said)
    assert form_values(servers.database, visitor.conversation).get("link") == kept


# -- published and exported -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(servers: Servers, sent: Dict[str, Sent]) -> Dict[str, str]:
    """The ids of the examples that the submissions have become, by the text's name."""
    identities = {}
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, servers.folder, servers.database):
        for name, each in sent.items():
            waiting = submission(each.row["id"])
            assert waiting is not None
            identities[name] = suggested_example(waiting)["id"]
            publish(waiting.id, {}, waiting.revision, "ida@example.se")
    return identities


@pytest.fixture(scope="module")
def exported(servers: Servers, published: Dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Dict[str, Path]:
    """What `guiden export` has written, by kind of file."""
    folder = tmp_path_factory.mktemp("exported")
    paths = {kind: folder / f"exempel.{kind}" for kind in ("yml", "csv", "xlsx")}
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, servers.folder, servers.database):
        for path in paths.values():
            guiden("export", path)
    return paths


def guiden(*arguments: object) -> str:
    done = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def cells(path: Path) -> List[str]:
    """The texts of a table's cells, as a spreadsheet reads them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [cell for row in csv.reader(file, delimiter=";") for cell in row]
    sheet = openpyxl.load_workbook(path).active
    found = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    return [cell.value for cell in found if isinstance(cell.value, str)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_exported_cell_is_a_formula(exported: Dict[str, Path], kind: str) -> None:
    found = cells(exported[kind])
    assert any(cell.startswith("'=HYPERLINK") for cell in found)
    assert [cell for cell in found if cell.startswith(RISKY)] == []


@pytest.mark.parametrize("kind", ["yml", "csv", "xlsx"])
@pytest.mark.usefixtures("database")
def test_what_was_exported_comes_back_as_the_same_text(
    exported: Dict[str, Path], kind: str, sent: Dict[str, Sent], published: Dict[str, str]
) -> None:
    guiden("import", exported[kind])
    for name, identity in published.items():
        example = store.example(identity)
        assert example is not None
        kept = {field: getattr(example, field) for field in ("title", "organisation", "requirement", "result")}
        assert kept == {field: sent[name].kept[field] for field in kept}


@pytest.mark.parametrize("name", KEPT)
def test_another_visitor_sees_the_text(servers: Servers, sent: Dict[str, Sent], published: Any, name: str) -> None:
    visitor = WebVisitor(servers.address)
    visitor.say(f"Hur går det med {sent[name].code}?")
    visitor.choose(visitor.last[-1]["choices"][0]["id"])
    shown = "\n".join(str(message) for message in visitor.last)
    assert sent[name].kept["title"] in "\n".join(
        f"{message['text']}\n{[item['title'] for item in message['items']]}" for message in visitor.last
    ), shown


@pytest.mark.usefixtures("published")
def test_nothing_was_executed(servers: Servers) -> None:
    assert [path for folder in (PROJECT_ROOT, servers.folder, Path.cwd()) for path in folder.glob(f"*{TRACE}*")] == []
