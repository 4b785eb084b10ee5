"""Processes killed at every step of a submission: the person goes on, and exactly one right submission comes of it."""

from __future__ import annotations

import contextlib
import itertools
import signal
import threading
import time
from http.client import HTTPException
from typing import Any, Dict, Iterator, List, Set, Tuple, Union

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.runner import told_code
from bot.submissions.codes import hash_of
from bot.submissions.fields import form
from tests.door import AFTER, BEFORE, ServersBehindDoor
from tests.replicas import MakePlace
from tests.submissions.stored import Tables, as_submitted
from tests.web_client import history

FORM, END = "validate_submission_form", "action_submission_end"
BOT, ACTIONS, BOTH = ("serve",), ("actions",), ("serve", "actions")
FIRST, LAST = "jag vill skicka in ett exempel", "skicka"
# What a person says to each question, with a number of the person's own, and what is kept of it.
SAID: Dict[str, Tuple[str, Any]] = {
    "title": ("Praktik {} i parken", "Praktik {} i parken"),
    "organisation": ("Parkbolaget {} AB", "Parkbolaget {} AB"),
    "place": ("Lund", "Lund"),
    "method": ("iop", "iop"),
    "contract_type": ("tjänst", "service"),
    "sector": ("parkskötsel", "park"),
    "year": ("2021", 2021),
    "target_groups": ("unga och nyanlända {}", "unga och nyanlända {}"),
    "requirement": ("Leverantören tar emot {} praktikanter", "Leverantören tar emot {} praktikanter"),
    "result": ("{} fick jobb efteråt", "{} fick jobb efteråt"),
    "link": ("https://example.se/{}", "https://example.se/{}"),
    "consent": ("ja", "yes"),
    "contact_name": ("Kim Ek {}", "Kim Ek {}"),
    "contact_email": ("kim{}@example.se", "kim{}@example.se"),
}
NAMES = list(SAID)
STEPS = len(SAID) + 2  # the first message and "Skicka", too
# Which processes are killed, and when: between two messages, when the call has come to an action's door, when its work
# is done and nothing of it is told, or so many seconds after the message was sent.
KILLS: List[Tuple[Tuple[str, ...], Union[None, float, Tuple[str, str]]]] = [
    (victims, moment)
    for victims in (BOT, ACTIONS, BOTH)
    for moment in (None, (BEFORE, FORM), (AFTER, FORM), (BEFORE, END), (AFTER, END))
] + [(BOT, 0.05), (ACTIONS, 0.1), (BOTH, 0.2)]
_numbers = itertools.count(1)


class Person:
    """Somebody who tells an example, one step after another; `done` counts those that were answered."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._number = next(_numbers)
        self.visitor = WebVisitor(address)
        self._heard: Set[str] = set()
        self.done = 0

    @property
    def says(self) -> str:
        return [FIRST, *(self._own(said) for said, _ in SAID.values()), LAST][self.done]

    @property
    def values(self) -> Dict[str, Any]:
        return {name: self._own(SAID[name][1]) for name in NAMES[: max(0, self.done - 1)]}

    def _own(self, text: Any) -> Any:
        return text.format(self._number) if isinstance(text, str) else text

    def speak(self) -> None:
        """Say what comes next; a connection that breaks is no answer, and an apology none either."""
        try:
            replies = self.visitor.say(self.says)
        except (OSError, HTTPException):
            return
        self._heed(replies)

    def go_on(self, wanted: int) -> None:
        """Say again what was not answered, unless the answer has come meanwhile, as the chat looks first."""
        if self.done < wanted:
            self._heed(history(self._address, self.visitor.token))
        if self.done < wanted:
            self.speak()
        if self.done < wanted and self.says == LAST:
            self.speak()  # who asks to send what the form was done with meets the summary first
        assert self.done == wanted, (self.says, self.visitor.last)

    def _heed(self, replies: List[Dict[str, Any]]) -> None:
        said = [each for each in replies if each["kind"] != "user" and each["id"] not in self._heard]
        self._heard.update(each["id"] for each in said)
        if said and "error" not in {each["kind"] for each in said}:
            self.visitor.last = said
            self.done += self.says != LAST or bool(told_code(said))


@pytest.fixture(scope="module")
def servers(model: Any, make_place: MakePlace) -> Iterator[ServersBehindDoor]:
    with ServersBehindDoor(make_place("killed")) as running:
        yield running


@pytest.fixture(scope="module")
def tables(servers: ServersBehindDoor) -> Iterator[Tables]:
    with contextlib.closing(Tables(servers.database)) as reading:
        yield reading


@pytest.fixture(scope="module")
def crowd() -> List[Person]:
    return []


@pytest.fixture
def people(servers: ServersBehindDoor, crowd: List[Person]) -> List[Person]:
    """One at each step of the form: those of the test before, or new ones."""
    if [person.done for person in crowd] != list(range(STEPS)):
        crowd[:] = [Person(servers.address) for _ in range(STEPS)]
        for steps, person in enumerate(crowd):
            for _ in range(steps):
                person.speak()
    return crowd


@pytest.mark.parametrize(("victims", "moment"), KILLS, ids=str)
def test_killed(
    victims: Tuple[str, ...], moment: Any, servers: ServersBehindDoor, tables: Tables, people: List[Person]
) -> None:
    """Everybody is at another step when it happens, and one step further on afterwards."""
    wanted = [person.done + 1 for person in people]
    drafts, sent = tables.counts()
    if moment is None:
        kill(servers, victims)
    else:
        kill_while_answering(servers, victims, moment, people)
    servers.start(victims)
    servers.wait_until_ready()
    for person, steps in zip(people, wanted):
        person.go_on(steps)
        assert_kept(tables, person)
    assert tables.counts() == (drafts, sent + 1)  # one begins, one has sent
    people[:] = [Person(servers.address), *people[:-1]]


def kill(servers: ServersBehindDoor, victims: Tuple[str, ...]) -> None:
    for name in victims:
        servers.stop(name, signal.SIGKILL)


def kill_while_answering(servers: ServersBehindDoor, victims: Any, moment: Any, people: List[Person]) -> None:
    """Everybody speaks at once; no call that is held at the moment is ever answered."""
    if isinstance(moment, tuple):
        servers.door.hold(moment)
    speaking = [threading.Thread(target=person.speak) for person in people]
    for each in speaking:
        each.start()
    if isinstance(moment, tuple):
        others = [] if moment[1] == FORM else speaking[:-1]
        for each in others:  # only the last person comes to the end of the form
            each.join()
        servers.door.wait_for(len(speaking) - len(others))
    else:
        time.sleep(moment)
    kill(servers, victims)
    servers.door.give_up()
    for each in speaking:
        each.join()


def assert_kept(tables: Tables, person: Person) -> None:
    """A draft with what was told so far, or in the end one submission with all of it and the code of the receipt."""
    conversation = person.visitor.conversation
    drafts = tables.drafts((), [conversation])
    if person.done < STEPS:
        assert list(drafts.values()) == [(person.values, conversation)], person.visitor.last
        return
    assert drafts == {}
    code_hash = hash_of(told_code(person.visitor.last))
    (submission,) = tables.submissions([code_hash])
    wanted = as_submitted(code_hash, person.values)
    assert {name: submission[name] for name in wanted} == wanted


def test_every_question_is_among_the_steps() -> None:
    assert [item.name for item in form()] == NAMES
