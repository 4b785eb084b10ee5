"""After `guiden erase CODE` nothing of a person is left: in no table, log, export, nor in the database's file."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.settings import PROJECT_ROOT
from bot.submissions import editing, publishing
from tests.databases import in_process_database
from tests.one_process import EACH_DATABASE
from tests.privacy.searching import in_database, in_files, in_logs
from tests.replicas import Assistant, MakePlace, Place
from tests.web_client import history

NAME, ADDRESS = "Sven Tuvasson", "sven.tuvasson@kommunen.example"
# Words that nobody else has written, in the title, organisation, target groups, requirement and result.
WORDS = ["tuvasson", "glimrigt", "flumsala", "knorrbor", "plinkade", "vrickes"]
FIRST_ANSWERS = ["Ett glimrigt glasbruk", "Flumsala glasbruk AB", "Lund", "IOP", "en tjänst", "städ"]
MORE_ANSWERS = [
    "2022", "knorrbor och unga", "Leverantören plinkade fram fyra praktikplatser.", "Fyra vrickes fick jobb efteråt.",
    "https://www.flumsala.example/glas", "ja", NAME, ADDRESS,
]  # fmt: skip
CODE = re.compile(r"HG-\w{4}-\w{4}-\w{4}")
MAIL = {"GUIDEN_SMTP_URL": "smtp://127.0.0.1:9", "GUIDEN_MAIL_FROM": "guiden@example.se",
        "GUIDEN_EDITORS_MAIL": "red@example.se"}  # fmt: skip


@pytest.fixture
def own_place(folder_with_content: Callable[[str], Path], make_place_on_postgres: MakePlace) -> Dict[str, MakePlace]:
    return {"sqlite": lambda name: Place(folder_with_content(name)), "postgresql": make_place_on_postgres}


@pytest.fixture(params=EACH_DATABASE)
def running(request: pytest.FixtureRequest, model: Path, own_place: Dict[str, MakePlace]) -> Iterator[Servers]:
    """Servers with a mail server that is away, so that what is to be sent waits."""
    with Assistant(own_place[request.param]("erased_everywhere"), MAIL) as servers:
        yield servers


def say(guest: WebVisitor, *texts: str) -> str:
    for text in texts:
        guest.say(text)
    return "\n".join(message["text"] for message in guest.last)


def code_in(text: str) -> str:
    match = CODE.search(text)
    assert match, text
    return match.group()


def submitted(first: WebVisitor, second: WebVisitor) -> str:
    """The code of an example that is told in two conversations."""
    say(first, "jag vill skicka in ett exempel", *FIRST_ANSWERS)
    code = code_in(say(first, "pausa"))
    say(second, f"fortsätt med {code}", *MORE_ANSWERS)
    assert NAME in second.last[-1]["text"] and ADDRESS in second.last[-1]["text"]
    assert code_in(say(second, "skicka")) == code
    return code


@contextlib.contextmanager
def as_editor(address: str, folder: Path) -> Iterator[None]:
    """What is done here is done in the running service's database, and letters of it are sent."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in MAIL.items():
            patch.setenv(name, value)
        with in_process_database(patch, folder, address):
            yield


def left(servers: Servers, words: List[str]) -> Dict[str, List[str]]:
    return {
        "database": in_database(servers.database, words),
        "logs": in_logs(servers.folder, words),
        "export": [word for word in words if word in servers.guiden("export").lower()],
    }


def ids(messages: List[Dict[str, Any]]) -> List[str]:
    return [item["id"] for message in messages for item in message["items"]]


def test_nothing_is_left(running: Servers, tmp_path: Path) -> None:
    first, second, other = (WebVisitor(running.address) for _ in range(3))
    say(other, "vad är IOP?")
    code = submitted(first, second)
    third = WebVisitor(running.address)
    with as_editor(running.database, tmp_path):
        editing.ask(1, f"Hej {NAME}, hur många plinkade?", 1, "Red Aktör")
    assert "plinkade" in say(third, f"hur går det med {code}?")
    with as_editor(running.database, tmp_path):
        publishing.publish(1, {}, 2, "Red Aktör")
    assert "lund-glimrigt-glasbruk" in ids(other.say("exempel på glasbruk i Lund"))[:1]
    say(other, "berätta mer om den första", "tack")
    before = history(running.address, other.token)
    places = {place.partition(":")[0] for place in left(running, WORDS)["database"]}
    assert {"submission.contact_name", "submission_message.text", "outbox.text", "example.title", "search_term.term",
            "events.data"} <= places  # fmt: skip
    assert left(running, WORDS)["export"] and left(running, WORDS)["logs"] == []

    receipt = subprocess.run(
        [sys.executable, "-m", "bot.cli", "erase", "-"], cwd=PROJECT_ROOT, env=running.environment, input=f"{code}\n",
        stdout=subprocess.PIPE, text=True, check=True,
    ).stdout  # fmt: skip
    assert "1 inskickade exempel" in receipt and "1 publicerade exempel" in receipt and code not in receipt

    assert left(running, WORDS) == {"database": [], "logs": [], "export": []}
    assert in_database(running.database, [code]) == []
    assert in_files(running.folder, "guiden.db*", WORDS) == []
    assert [history(running.address, guest.token) for guest in (first, second, third)] == [[], [], []]
    assert_only_without_the_example(before, history(running.address, other.token))
    assert "lund-glimrigt-glasbruk" not in ids(other.say("exempel på glasbruk i Lund"))
    assert say(first, "vad är IOP?") and history(running.address, first.token)


def assert_only_without_the_example(before: List[Dict[str, Any]], after: List[Dict[str, Any]]) -> None:
    """Another visitor's conversation is as it was but for what it had of the example."""
    assert [message["id"] for message in after] == [message["id"] for message in before]
    changed = [message["kind"] for message, now in zip(before, after) if message["text"] != now["text"]]
    assert changed and set(changed) <= {"examples", "user"}
    assert [now for message, now in zip(before, after) if message["answer"]] == [
        message for message in before if message["answer"]
    ]
