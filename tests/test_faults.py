"""When a part fails: the visitor gets an apology, the log says why and where but not what was said, and it heals."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
import sqlalchemy as sa

from bot.conversations.checks import find_choice
from bot.conversations.client import WebVisitor
from bot.conversations.runner import form_values
from bot.conversations.servers import Servers
from tests.one_process import with_replicas
from tests.replicas import Assistant, MakePlace
from tests.web_client import Response, assert_error, call, history, post

QUESTION = "vad är IOP?"
SECRET = "hemligord"  # a word of the visitor's that must not reach a log
TOLD = (  # all that the form asks for
    "Vi i Umeå gjorde 2019 en reserverad upphandling av tvätt som tjänst för unga och vill berätta",
    "Tvätten vid älven", "Älvtvätten", "Två platser för unga i varje skift", "nej", "nej", "nej",
)  # fmt: skip


A_FILE = pytest.mark.one_process("the database is a file")


@pytest.fixture(scope="module")
def fragile(model: Path, make_place: MakePlace) -> Iterator[Servers]:
    """Servers of these tests' own, so that what they break is nobody else's."""
    with Assistant(make_place("fragile"), with_action_server=True) as running:
        yield running


@pytest.fixture(scope="module")
def on_a_file(request: pytest.FixtureRequest, folder_with_content: Callable[[str], Path]) -> Iterator[Servers]:
    """`fragile` on SQLite."""
    if not with_replicas(request.config):
        yield request.getfixturevalue("fragile")
        return
    with Servers(folder_with_content("on_a_file"), prepared=True) as running:
        yield running


@pytest.fixture
def guest(fragile: Servers) -> WebVisitor:
    return WebVisitor(fragile.address)


def assert_apology(replies: List[Dict[str, Any]]) -> None:
    (reply,) = replies
    assert reply["kind"] == "error"
    assert reply["text"].startswith("Förlåt")
    assert [choice["title"] for choice in reply["choices"]] == ["Prata med en människa"]


def assert_unavailable(response: Response) -> None:
    assert_error(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "5"


def assert_answers(guest: WebVisitor) -> None:
    assert [reply["answer"] for reply in guest.say(QUESTION)] == ["faq/iop_definition"]


def assert_logged(fragile: Servers, guest: WebVisitor, reason: str) -> None:
    log = fragile.log()
    assert guest.conversation in log
    assert reason in log
    assert SECRET not in log


def no_such_table(database: str, table: str) -> str:
    """As the database says it."""
    return f"no such table: {table}" if database.startswith("sqlite") else f'relation "{table}" does not exist'


@contextlib.contextmanager
def renamed_table(database: str, table: str) -> Iterator[None]:
    engine = sa.create_engine(database, future=True)
    try:
        _execute(engine, f"ALTER TABLE {table} RENAME TO {table}_away")
        yield
        _execute(engine, f"ALTER TABLE {table}_away RENAME TO {table}")
    finally:
        engine.dispose()


@contextlib.contextmanager
def without_answer(database: str, identity: str) -> Iterator[None]:
    engine = sa.create_engine(database, future=True)
    try:
        _execute(engine, "UPDATE answer SET id = 'away' WHERE id = :id", id=identity)
        yield
        _execute(engine, "UPDATE answer SET id = :id WHERE id = 'away'", id=identity)
    finally:
        engine.dispose()


def _execute(engine: sa.engine.Engine, statement: str, **values: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(statement), values)


@contextlib.contextmanager
def file_away(folder: Path) -> Iterator[None]:
    """The database's files are moved; whoever opens it meanwhile gets an empty one."""
    (folder / "away").mkdir()
    for file in folder.glob("guiden.db*"):
        file.rename(folder / "away" / file.name)
    yield
    for file in folder.glob("guiden.db*"):
        file.unlink()
    for file in (folder / "away").iterdir():
        file.rename(folder / file.name)
    (folder / "away").rmdir()


# -- actions ------------------------------------------------------------------------------------------------------


def test_an_action_that_raises(fragile: Servers, guest: WebVisitor) -> None:
    guest.say("hej")
    with without_answer(fragile.database, "iop_definition"):
        assert_apology(guest.say(f"{QUESTION} {SECRET}"))
    assert_logged(fragile, guest, "LookupError: no answer with id 'iop_definition'")
    assert "action_answer failed in conversation" in fragile.log()
    assert_answers(guest)
    kinds = [message["kind"] for message in history(fragile.address, guest.token)]
    assert kinds == ["user", "smalltalk", "user", "error", "user", "answer"]


def test_what_a_person_wrote_is_not_in_the_error_of_a_failed_insert(fragile: Servers, guest: WebVisitor) -> None:
    with renamed_table(fragile.database, "feedback"):
        assert_apology(guest.say(f"jag vill rapportera ett fel på sidan: länken är trasig {SECRET}"))
    assert_logged(fragile, guest, no_such_table(fragile.database, "feedback"))
    assert_answers(guest)


def test_the_choice_of_an_apology_works(fragile: Servers, guest: WebVisitor) -> None:
    with without_answer(fragile.database, "iop_definition"):
        (apology,) = guest.say(QUESTION)
    assert guest.choose(apology["choices"][0]["id"])[0]["kind"] == "handover"


def test_the_action_server_killed(fragile: Servers, guest: WebVisitor) -> None:
    guest.say("hej")
    fragile.stop("actions", signal.SIGKILL)
    health = call(fragile.address, "/health")
    assert (health.status, health.json["actions"]) == (503, False)
    assert_apology(guest.say(f"{QUESTION} {SECRET}"))
    fragile.start(["actions"])
    fragile.wait_until_ready()
    assert_logged(fragile, guest, "Couldn't connect to the server")
    assert_answers(guest)


def test_a_form_survives_the_action_server(fragile: Servers, guest: WebVisitor) -> None:
    guest.say("jag vill skicka in ett exempel")
    (asked,) = guest.say("Städning med sysselsättningskrav")[-1:]
    kept = form_values(fragile.database, guest.conversation)
    assert kept["title"] == "Städning med sysselsättningskrav"
    fragile.stop("actions", signal.SIGKILL)
    assert_apology(guest.say("Lunds kommun"))
    fragile.start(["actions"])
    fragile.wait_until_ready()
    assert guest.say("Lunds kommun")[-1]["kind"] == "form"
    values = form_values(fragile.database, guest.conversation)
    assert (values["title"], values["organisation"]) == (kept["title"], "Lunds kommun")


def test_a_form_that_could_not_begin_begins_when_asked_again(fragile: Servers, guest: WebVisitor) -> None:
    begins = "jag vill skicka in ett exempel"
    with renamed_table(fragile.database, "draft"):
        assert_apology(guest.say(begins))
    assert_answers(guest)
    assert "Vad vill du kalla exemplet?" in guest.say(begins)[-1]["text"]


def test_what_could_not_be_sent_can_be_sent_again(fragile: Servers, guest: WebVisitor) -> None:
    for text in TOLD:
        guest.say(text)
    send = find_choice(guest.last, "Skicka")
    with renamed_table(fragile.database, "submission"):
        (apology,) = guest.choose(send)
        assert "inte skickat än" in apology["text"]
        assert find_choice(guest.choose(send), "Skicka")
    guest.choose(find_choice([apology], "Försök igen"))
    assert "Din kod är HG-" in guest.choose(find_choice(guest.last, "Skicka"))[-1]["text"]


def test_the_bot_killed(fragile: Servers, guest: WebVisitor) -> None:
    """Token, history and choices outlive the process."""
    (answer,) = guest.say(QUESTION)
    said = history(fragile.address, guest.token)
    fragile.stop("serve", signal.SIGKILL)
    fragile.start(["serve"])
    fragile.wait_until_ready()
    assert history(fragile.address, guest.token) == said
    assert guest.choose(answer["choices"][0]["id"])[0]["kind"] == "answer"


# -- the database -------------------------------------------------------------------------------------------------


def test_a_table_away(fragile: Servers, guest: WebVisitor) -> None:
    with renamed_table(fragile.database, "answer"):
        assert call(fragile.address, "/health").json["database"] is False
        assert_apology(guest.say(f"{QUESTION} {SECRET}"))
    assert_logged(fragile, guest, no_such_table(fragile.database, "answer"))
    assert_answers(guest)


@A_FILE
def test_the_database_away(on_a_file: Servers) -> None:
    guest = WebVisitor(on_a_file.address)
    (greeting,) = guest.say("hej")
    with file_away(on_a_file.folder):
        assert call(on_a_file.address, "/health").status == 503
        assert_unavailable(post(on_a_file.address, guest.token, {"text": f"{QUESTION} {SECRET}", "id": "question-1"}))
    assert call(on_a_file.address, "/health").status == 200
    assert_logged(on_a_file, guest, "no such table")
    again = post(on_a_file.address, guest.token, {"text": QUESTION, "id": "question-1", "again": True})
    assert [reply["answer"] for reply in again.json["messages"]] == ["faq/iop_definition"]
    assert greeting in history(on_a_file.address, guest.token)


@A_FILE
def test_the_database_locked(on_a_file: Servers) -> None:
    """Another program writes for longer than we wait: what can't be saved isn't answered either, nor logged."""
    guest = WebVisitor(on_a_file.address)
    guest.say("hej")
    lock = sqlite3.connect(on_a_file.folder / "guiden.db", isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        assert_unavailable(post(on_a_file.address, guest.token, {"text": f"{QUESTION} {SECRET}"}))
    finally:
        lock.close()
    assert_logged(on_a_file, guest, "database is locked")
    assert_answers(guest)
