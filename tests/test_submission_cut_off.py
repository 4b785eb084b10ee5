"""Pausing, leaving, cancelling and resuming that was done but never told, since a process was killed: it can be asked
for again, and nothing is out of reach."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from http.client import HTTPException
from typing import Any, Callable, Dict, Iterator, NamedTuple, Tuple

import pytest

from bot.conversations.checks import find_choice
from bot.conversations.client import WebVisitor
from bot.conversations.runner import told_code
from bot.submissions.codes import hash_of
from tests.door import AFTER, ServersBehindDoor
from tests.replicas import MakePlace
from tests.submissions.stored import Tables

FORM, END, RESTART = "validate_submission_form", "action_submission_end", "action_restart"
FIRST, TITLE = "jag vill skicka in ett exempel", "Praktik i parken"
TOLD = {"title": TITLE}


class Scene(NamedTuple):
    """`before` makes a visitor ready; `act` is cut off when the action `held` has done its work; then comes `again`.

    `holds` is given the tables and the visitor afterwards.
    """

    before: Callable[[str], WebVisitor]
    act: Callable[[WebVisitor], Any]
    held: str
    again: Callable[[WebVisitor], Any]
    holds: Callable[[Tables, WebVisitor], bool]


def saying(text: str) -> Callable[[WebVisitor], Any]:
    """`{code}` stands for the code that was told first."""
    return lambda visitor: visitor.say(text.format(code=told_code(visitor.all)))


def at_second_question(address: str) -> WebVisitor:
    visitor = WebVisitor(address)
    visitor.say(FIRST)
    visitor.say(TITLE)
    return visitor


def at_second_example(address: str) -> WebVisitor:
    """In the middle of another example than the one whose code was told, and that was begun by a choice."""
    visitor = WebVisitor(address)
    for text in (FIRST, "Ett tidigare exempel", "pausa", FIRST):
        visitor.say(text)
    tell_another_instead(visitor)
    visitor.say(TITLE)
    return visitor


def tell_another_instead(visitor: WebVisitor) -> None:
    visitor.choose(find_choice(visitor.all, "Berätta om ett annat"))


def elsewhere(address: str) -> WebVisitor:
    """In a new session, with the code of what was paused in another."""
    visitor = at_second_question(address)
    visitor.say("pausa")
    new = WebVisitor(address)
    new.all = visitor.last
    return new


def is_within_reach(tables: Tables, visitor: WebVisitor) -> bool:
    """By a code that was told, or in the conversation."""
    codes = re.findall(r"HG(?:-\w{4}){3}", "\n".join(message["text"] for message in visitor.all))
    return TOLD in [values for values, _ in tables.drafts(map(hash_of, codes), [visitor.conversation]).values()]


def is_gone(tables: Tables, visitor: WebVisitor) -> bool:
    here = [visitor.conversation]
    return not tables.drafts((), here) and not tables.told_in((), here)


def goes_on_here(tables: Tables, visitor: WebVisitor) -> bool:
    here = visitor.conversation
    return list(tables.drafts((), [here]).values()) == [(TOLD, here)]


def goes_on_with_the_answer(tables: Tables, visitor: WebVisitor) -> bool:
    here = visitor.conversation
    return list(tables.drafts((), [here]).values()) == [({**TOLD, "organisation": "Parkbolaget"}, here)]


PAUSE, OVER, CANCEL, RESUME = saying("pausa"), saying("börja om"), saying("avbryt"), saying("fortsätt med {code}")
SCENES: Dict[str, Scene] = {
    "pause": Scene(at_second_question, PAUSE, END, PAUSE, is_within_reach),
    "cancel": Scene(at_second_question, CANCEL, END, CANCEL, is_gone),
    "start over": Scene(at_second_question, OVER, RESTART, OVER, is_within_reach),
    "start over, then answer": Scene(at_second_question, OVER, RESTART, saying("Parkbolaget"), goes_on_with_the_answer),
    "tell another": Scene(at_second_example, tell_another_instead, FORM, tell_another_instead, is_within_reach),
    "resume another": Scene(at_second_example, RESUME, FORM, RESUME, is_within_reach),
    "resume elsewhere": Scene(elsewhere, RESUME, FORM, RESUME, goes_on_here),
}


@pytest.fixture(scope="module")
def servers(model: Any, make_place: MakePlace) -> Iterator[ServersBehindDoor]:
    with ServersBehindDoor(make_place("cut_off")) as running:
        yield running


@pytest.fixture(scope="module", params=[("serve",), ("actions",)], ids=str)
def afterwards(request: Any, servers: ServersBehindDoor) -> Dict[str, WebVisitor]:
    """The visitor of each scene, after it was cut off and happened again."""
    visitors = {name: scene.before(servers.address) for name, scene in SCENES.items()}
    servers.door.hold(*((AFTER, scene.held) for scene in SCENES.values() if scene.held != FORM))
    cut_off(servers, request.param, {name: visitors[name] for name in SCENES if SCENES[name].held != FORM})
    servers.door.hold((AFTER, FORM))
    cut_off(servers, request.param, {name: visitors[name] for name in SCENES if SCENES[name].held == FORM})
    for name, scene in SCENES.items():
        scene.again(visitors[name])
    return visitors


def cut_off(servers: ServersBehindDoor, victims: Tuple[str, ...], visitors: Dict[str, WebVisitor]) -> None:
    """Kill the processes when all of these visitors' calls are held."""

    def act(name: str) -> None:
        with contextlib.suppress(OSError, HTTPException):
            SCENES[name].act(visitors[name])

    acting = [threading.Thread(target=act, args=(name,)) for name in visitors]
    for each in acting:
        each.start()
    servers.door.wait_for(len(acting))
    for victim in victims:
        servers.stop(victim, signal.SIGKILL)
    servers.door.give_up()
    for each in acting:
        each.join()
    servers.start(victims)
    servers.wait_until_ready()


@pytest.mark.parametrize("name", SCENES)
def test_it_can_be_asked_for_again(servers: ServersBehindDoor, afterwards: Dict[str, WebVisitor], name: str) -> None:
    visitor = afterwards[name]
    assert "error" not in {message["kind"] for message in visitor.last}
    with contextlib.closing(Tables(servers.database)) as tables:
        assert SCENES[name].holds(tables, visitor), visitor.last
