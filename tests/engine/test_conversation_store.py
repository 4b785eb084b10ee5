"""What Rasa's store writes: masked, on both databases, and nothing of a conversation that is erased meanwhile."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, List

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from bot.database import delete, engine, session_scope
from bot.engine.conversation_store import ConversationStore, NotSaved
from bot.privacy.conversations import EVENTS, erase_conversations
from bot.privacy.told import forget_told
from bot.privacy.traces import remove_traces
from bot.settings import PROJECT_ROOT
from bot.submissions.models import CodeConversationRow

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill")  # Rasa says so of every domain

CONVERSATION = "web:0123"
CODE = "HG-7K3M-Q9XD-04TZ"
ADDRESS = "lisa.berg@kommunen.example"


@pytest.fixture
def store(each_database: str) -> ConversationStore:
    domain = Domain.load(str(PROJECT_ROOT / "domain.yml"))
    return ConversationStore(engine(), domain)


def turn(tracker: DialogueStateTracker, text: str, *more: Any) -> None:
    tracker.update(UserUttered(text, {"name": "inform"}, [{"entity": "name", "value": text}]))
    for event in (*more, ActionExecuted("action_listen")):
        tracker.update(event)


def begin(store: ConversationStore, text: str = "hej") -> DialogueStateTracker:
    tracker = asyncio.run(store.get_or_create_tracker(CONVERSATION))
    turn(tracker, text)
    return tracker


def save(store: ConversationStore, tracker: DialogueStateTracker) -> None:
    asyncio.run(store.save(tracker))


def retrieved(store: ConversationStore) -> DialogueStateTracker:
    tracker = asyncio.run(store.retrieve(CONVERSATION))
    assert tracker is not None
    return tracker


def stored() -> List[str]:
    with session_scope() as session:
        return list(session.scalars(sa.select(EVENTS.c.data).order_by(EVENTS.c.id)))


def test_a_turn_is_stored_masked_and_goes_on_unmasked(store: ConversationStore) -> None:
    tracker = begin(store, f"mejla {ADDRESS}")
    turn(tracker, "mer", BotUttered("Du skrev", {"custom": {"text": f"till {ADDRESS}"}}))
    before = [event.as_dict() for event in tracker.events]
    save(store, tracker)
    assert [event.as_dict() for event in tracker.events] == before
    assert ADDRESS not in "".join(stored()) and "mejla [e-postadress]" in "".join(stored())
    again = retrieved(store)
    assert [event.type_name for event in again.events] == [event.type_name for event in tracker.events]
    turn(again, "tack")
    save(store, again)
    assert len(stored()) == len(before) + 2


def test_what_is_said_to_be_stored_instead(store: ConversationStore) -> None:
    tracker = begin(store)
    turn(tracker, "Sven Tuvasson", SlotSet("said", "[namn]"))
    save(store, tracker)
    assert "Tuvasson" not in "".join(stored())
    assert [json.loads(data).get("text") for data in stored() if '"user"' in data] == ["hej", "[namn]"]
    assert retrieved(store).get_slot("said") is None


def test_a_conversation_that_asks_to_be_forgotten(store: ConversationStore) -> None:
    save(store, begin(store))
    tracker = retrieved(store)
    turn(tracker, "radera allt", SlotSet("forget", True))
    save(store, tracker)
    assert stored() == []


def test_a_conversation_that_was_erased_during_a_turn_does_not_come_back(store: ConversationStore) -> None:
    save(store, begin(store))
    tracker = retrieved(store)
    with session_scope() as session:
        assert erase_conversations(session, [CONVERSATION]) == 3
    turn(tracker, "radera")
    save(store, tracker)
    assert stored() == []
    save(store, begin(store))  # and can begin anew
    assert len(stored()) == 3


def _forget_told(session: Session) -> None:
    delete(session, CodeConversationRow.__table__)  # as bot.submissions does it; with that, SQLite keeps others out
    forget_told(session, [CONVERSATION], lambda code: code == CODE)


ERASURES: Dict[str, Callable[[Session], Any]] = {
    "the conversation": lambda session: erase_conversations(session, [CONVERSATION]),
    "what was told": _forget_told,
    "what was shown": lambda session: remove_traces(session, "exempel", {"hemligord"}),
}


@pytest.mark.parametrize("erasure", ERASURES.values(), ids=ERASURES)
def test_an_erasure_does_not_miss_a_turn_that_is_being_saved(
    store: ConversationStore, erasure: Callable[[Session], Any]
) -> None:
    tracker = begin(store, "hemligord")
    for event in (ActiveLoop("submission_form"), SlotSet("submission_receipt", CODE)):
        tracker.update(event)
    save(store, tracker)
    tracker = retrieved(store)
    turn(tracker, "hemligord igen")
    saving, go_on = threading.Event(), threading.Event()

    def wait(_: Any) -> None:
        saving.set()
        go_on.wait(5)

    def erase() -> None:
        with session_scope() as session:
            erasure(session)

    with ThreadPoolExecutor(2) as threads:
        sa.event.listen(store.engine, "commit", wait, once=True)
        saved = threads.submit(save, store, tracker)
        assert saving.wait(5)
        erased = threads.submit(erase)
        assert not futures.wait([erased], 0.5).done
        go_on.set()
        saved.result()
        erased.result()
    assert "hemligord" not in "".join(stored())


def test_what_can_not_be_saved_is_not_logged(store: ConversationStore, caplog: pytest.LogCaptureFixture) -> None:
    tracker = begin(store, "hemligord")
    with session_scope() as session:
        session.execute(sa.text("ALTER TABLE events RENAME TO events_away"))
    with caplog.at_level(logging.DEBUG), pytest.raises(NotSaved) as error:
        save(store, tracker)
    assert "hemligord" not in str(error.value)
    assert CONVERSATION in caplog.text
