"""Whichever way private words come in, they stand afterwards in no conversation, no table and no log.

The servers log all that they can: GUIDEN_LOG_LEVEL is DEBUG.
"""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path
from typing import Any, Callable, Iterator, List, NamedTuple
from urllib.error import HTTPError

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.runner import form_values
from bot.conversations.servers import Servers
from tests.privacy.searching import in_database, in_logs
from tests.replicas import Assistant, MakePlace
from tests.test_faults import assert_apology, no_such_table, renamed_table, without_answer
from tests.web_client import history


class Private(NamedTuple):
    """What is written, what is kept of it, and which of its words may stand nowhere."""

    text: str
    kept: str
    words: List[str]


PRIVATE = {
    "identity": Private("811218-9876", "[personnummer]", ["811218", "218-9876", '"9876"']),
    "phone": Private("070-174 06 05", "[telefonnummer]", ["070-174", "174 06 05", '"174"']),
    "email": Private("tuvasson@flumsala.example", "[e-postadress]", ["tuvasson", "flumsala"]),
    "health": Private("min kollega Tuvasson lider av flumsalafeber", "[hälsouppgift]", ["Tuvasson", "flumsala"]),
}


@pytest.fixture(scope="module")
def talkative(model: Path, make_place: MakePlace) -> Iterator[Servers]:
    with Assistant(make_place("talkative"), {"GUIDEN_LOG_LEVEL": "DEBUG"}, with_action_server=True) as running:
        yield running


Path_ = Callable[[WebVisitor, Servers, str], Any]


def a_question(guest: WebVisitor, servers: Servers, text: str) -> None:
    assert guest.say(f"vad är IOP? {text}")


def a_search(guest: WebVisitor, servers: Servers, text: str) -> None:
    guest.say(f"exempel på städ i Lund, {text}")
    guest.say("och i Malmö?")


UNCLEAR = (
    "arbetsvillkor, {}",
    "hur är det med {} när det gäller villkor då",
    "villkoren {}",
    "arbetsvillkor i avtalet eller personalen eller uppföljningen, svara mig på {}",
    "vad är det som gäller i slutändan med leverantörens personal, nå mig på {}",
    "underleverantörer kontroll eller utstationerad, ring {}",
    "vem följer upp och kontrollerar vad hos leverantören, ring mig på {}",
    "krav på villkor och uppföljning och underleverantörer, hör av er till {}",
)


def a_question_left_to_the_editors(guest: WebVisitor, servers: Servers, text: str) -> None:
    for words in UNCLEAR:
        guest.say(words.format(text))
        for title in ("Inget av det här", "Lämna frågan till redaktionen"):
            offered = [choice["id"] for each in guest.last for choice in each["choices"] if choice["title"] == title]
            if offered:
                guest.choose(offered[0])
        if "lämnad till redaktionen" in guest.last[0]["text"]:
            return
    pytest.fail("the question could not be left")


def a_fault_reported(guest: WebVisitor, servers: Servers, text: str) -> None:
    guest.say(f"jag vill rapportera ett fel på sidan: länken är trasig, {text}")


def a_choice_of_what_was_written(guest: WebVisitor, servers: Servers, text: str) -> None:
    guest.say(f"exempel på städ, inte {text}")
    for message in guest.last:
        for choice in message["choices"][:1]:
            guest.choose(choice["id"])


def an_answer_in_the_form(guest: WebVisitor, servers: Servers, text: str) -> None:
    guest.say("jag vill skicka in ett exempel")
    guest.say(f"Städning, {text}")
    assert "title" not in form_values(servers.database, guest.conversation)
    guest.say("Städning med praktik")
    guest.say(f"titeln ska vara {text}")
    guest.say(f"vad är IOP? {text}")
    assert form_values(servers.database, guest.conversation)["title"] == "Städning med praktik"


def an_action_that_fails(guest: WebVisitor, servers: Servers, text: str) -> None:
    with without_answer(servers.database, "iop_definition"):
        guest.say(f"vad är IOP? {text}")


def a_table_that_is_away(guest: WebVisitor, servers: Servers, text: str) -> None:
    with renamed_table(servers.database, "feedback"):
        guest.say(f"jag vill rapportera ett fel på sidan: länken är trasig, {text}")


def a_store_that_is_away(guest: WebVisitor, servers: Servers, text: str) -> None:
    with renamed_table(servers.database, "events"), pytest.raises(HTTPError, match="503"):
        guest.say(f"vad är IOP? {text}")


def the_end_of_a_word(guest: WebVisitor, servers: Servers, text: str) -> None:
    guest.say(f"nolltecken\x00 och 🙂 {text}\u202e <b>{text}</b> [{text}](https://example.se)")


PATHS: List[Path_] = [
    a_question, a_search, a_question_left_to_the_editors, a_fault_reported, a_choice_of_what_was_written,
    an_answer_in_the_form, an_action_that_fails, a_table_that_is_away, a_store_that_is_away, the_end_of_a_word,
]  # fmt: skip


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_nothing_private_is_left(talkative: Servers, path: Path_, kind: str) -> None:
    guest = WebVisitor(talkative.address)
    guest.say("hej")
    path(guest, talkative, PRIVATE[kind].text)
    assert_nowhere(talkative, PRIVATE[kind].words)
    said = [message["text"] for message in history(talkative.address, guest.token) if message["kind"] == "user"]
    assert path is a_store_that_is_away or any(PRIVATE[kind].kept in text for text in said), said


def assert_nowhere(servers: Servers, words: List[str]) -> None:
    assert in_database(servers.database, words) == []
    assert in_logs(servers.folder, words) == []


@pytest.mark.parametrize("kind", PRIVATE)
def test_when_the_action_server_is_down(talkative: Servers, kind: str) -> None:
    guest = WebVisitor(talkative.address)
    talkative.stop("actions", signal.SIGKILL)
    try:
        assert_apology(guest.say(f"vad är IOP? {PRIVATE[kind].text}"))
    finally:
        talkative.start(["actions"])
        talkative.wait_until_ready()
    assert_nowhere(talkative, PRIVATE[kind].words)


ANSWERS = [
    "jag vill skicka in ett exempel", "Städning med praktik", "Lunds kommun", "Lund", "IOP", "tjänst", "städ", "2020",
    "unga", "Leverantören tog emot fyra praktikanter", "hoppa över", "hoppa över", "ja", "Sven Tuvasson",
    "sven.tuvasson@flumsala.example",
]  # fmt: skip


def test_contact_details_are_in_the_draft_and_shown_to_the_person_only(talkative: Servers) -> None:
    guest = WebVisitor(talkative.address)
    for said in ANSWERS:
        guest.say(said)
    shown = guest.last[-1]["text"]
    assert "Sven Tuvasson" in shown and "sven.tuvasson@flumsala.example" in shown
    replayed = history(talkative.address, guest.token)
    assert replayed[-1]["text"] == shown
    assert not any("uvasson" in message["text"] for message in replayed if message["kind"] == "user")
    words = ["uvasson", "flumsala"]
    assert set(in_database(talkative.database, words)) == {"draft.values: uvasson", "draft.before: uvasson",
                                                           "draft.values: flumsala"}  # fmt: skip
    assert in_logs(talkative.folder, words) == []
    guest.say("avbryt")
    assert_nowhere(talkative, words)


SECRET = "hemligord"


def test_no_word_that_a_person_writes_is_logged(talkative: Servers) -> None:
    """Not only private ones: through answers, search, fallback, form, feedback and errors."""
    for path in PATHS:
        with contextlib.suppress(AssertionError):  # such as of a title, which isn't private
            path(WebVisitor(talkative.address), talkative, SECRET)
    assert in_database(talkative.database, [SECRET])
    assert in_logs(talkative.folder, [SECRET]) == []
    log = talkative.log()
    assert "failed in conversation web:" in log and no_such_table(talkative.database, "events") in log


def test_the_search_would_find_it(talkative: Servers) -> None:
    (talkative.folder / "other.log").write_text("2026 hemligord", "utf-8")
    assert in_logs(talkative.folder, [SECRET]) == ["other.log: hemligord"]
    (talkative.folder / "other.log").unlink()
