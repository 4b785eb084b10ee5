"""A conversation of any events is in the same state when its last turns are read as when all of it is."""

from __future__ import annotations

import asyncio
import random
from typing import Callable, List

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    ConversationPaused,
    ConversationResumed,
    Event,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.database import engine
from bot.engine.conversation_store import Conflict, ConversationStore
from bot.engine.stored_events import TURNS
from bot.settings import PROJECT_ROOT
from tests.engine.test_equivalence import state

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill")

NAME = "web:0123"
FORM = "submission_form"
SLOTS = ("asked", "doubts", "requested_slot", "search")
WALKS = 40


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(PROJECT_ROOT / "domain.yml"))


def plain(chance: random.Random) -> List[Event]:
    return [ActionExecuted("action_answer"), SlotSet(chance.choice(SLOTS), chance.randrange(9))]


def in_form(chance: random.Random) -> List[Event]:
    return [ActionExecuted(FORM), ActiveLoop(FORM), SlotSet("requested_slot", chance.randrange(9))]


def out_of_form(chance: random.Random) -> List[Event]:
    return [ActionExecuted(FORM), ActiveLoop(None), SlotSet("requested_slot", None)]


def rejected(chance: random.Random) -> List[Event]:
    return [ActionExecutionRejected(FORM), ActionExecuted("action_answer")]


def interrupted(chance: random.Random) -> List[Event]:
    return [LoopInterrupted(True), ActionExecuted(FORM)]


# Kinds of turns, with how many of each in a walk of any kind.
KINDS: List[Callable[[random.Random], List[Event]]] = [
    *[plain] * 4, *[in_form] * 4, out_of_form, rejected, interrupted,
    lambda _: [ConversationPaused()], lambda _: [ConversationResumed()],
    lambda _: [ActionExecuted("action_answer"), UserUtteranceReverted()],
    lambda _: [ActionExecuted("action_answer"), ActionReverted()],
    lambda _: [ActionExecuted("action_restart"), Restarted()],
    lambda _: [ActionExecuted("action_session_start"), SessionStarted()],
]  # fmt: skip


@pytest.mark.parametrize("seed", range(WALKS))
def test_any_events(seed: int, domain: Domain, database: str) -> None:
    chance = random.Random(seed)
    store = ConversationStore(engine(), domain)
    kinds = chance.sample(KINDS, chance.randrange(2, 6))
    whole = DialogueStateTracker(NAME, domain.slots)
    asyncio.run(grow(store, whole, [ActionExecuted("action_session_start"), SessionStarted(), listen()]))
    for number in range(3 * TURNS):
        events = [UserUttered(str(number), {"name": "inform"}), *chance.choice(kinds)(chance), listen()]
        asyncio.run(grow(store, whole, events))
        read = asyncio.run(store.retrieve(NAME))
        assert read is not None and state(read) == state(whole), (number, [type(e) for e in whole.events])
        assert state(read.copy()) == state(read)


async def grow(store: ConversationStore, whole: DialogueStateTracker, events: List[Event]) -> None:
    tracker = await store.get_or_create_tracker(NAME, append_action_listen=False)
    for event in events:
        tracker.update(event)
        whole.update(event)
    await store.save(tracker)


def listen() -> Event:
    return ActionExecuted("action_listen")


@pytest.mark.parametrize("length", [30, 300])
def test_how_much_is_read_does_not_grow(length: int, domain: Domain, each_database: str) -> None:
    store = ConversationStore(engine(), domain)
    whole = DialogueStateTracker(NAME, domain.slots)
    for number in range(length):
        events = [UserUttered(str(number), {"name": "inform"}), *plain(random.Random(number)), listen()]
        tracker = asyncio.run(store.get_or_create_tracker(NAME))
        for event in events:
            tracker.update(event)
            whole.update(event)
        asyncio.run(store.save(tracker))
    read = asyncio.run(store.retrieve(NAME))
    assert read is not None and len(read.events) <= 4 * TURNS + len(SLOTS) + 3
    everything = asyncio.run(store.retrieve_full_tracker(NAME))
    assert everything is not None and len(everything.events) == 4 * length + 1


def test_two_that_go_on_from_the_same_turn(domain: Domain, each_database: str) -> None:
    store, other = ConversationStore(engine(), domain), ConversationStore(engine(), domain)
    asyncio.run(grow(store, DialogueStateTracker(NAME, domain.slots), [UserUttered("hej"), listen()]))
    one, two = asyncio.run(store.retrieve(NAME)), asyncio.run(other.retrieve(NAME))
    assert one is not None and two is not None
    for tracker, text in ((one, "först"), (two, "sedan")):
        tracker.update(UserUttered(text))
    asyncio.run(store.save(one))
    with pytest.raises(Conflict):
        asyncio.run(other.save(two))
    with engine().connect() as connection:
        assert "sedan" not in "".join(connection.scalars(sa.text("SELECT data FROM events")))


def test_two_that_begin_the_same_conversation(domain: Domain, each_database: str) -> None:
    store = ConversationStore(engine(), domain)
    trackers = [asyncio.run(store.get_or_create_tracker(NAME)) for _ in range(2)]
    for tracker in trackers:
        tracker.update(UserUttered("hej"))
    asyncio.run(store.save(trackers[0]))
    with pytest.raises(Conflict):
        asyncio.run(store.save(trackers[1]))
