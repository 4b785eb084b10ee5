"""What a channel looks up in a conversation costs as much in a long one as in a short one."""

from __future__ import annotations

import asyncio
from typing import Any, Awaitable, Callable, Dict, Iterator, List, Tuple

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.choices import Choice
from bot.channels.others import NOTICE, warned
from bot.channels.slack.threads import STARTER, starter
from bot.channels.slack.values import choice_of
from bot.database import engine
from bot.engine.conversation_store import ConversationStore
from bot.replies.model import Choice as Offered
from bot.replies.model import Reply

TALK, OTHER = "slack:1", "slack:2"
SHORT, LONG = 10, 1000  # turns
KEYS = ("k" * 32,)
QUESTION = {**Reply("form", "Vad heter det?").as_json(), "id": "last"}
OFFER = {**Reply("answer", "Välj.", choices=(Offered("Ja", "affirm"), Offered("Nej", "deny"))).as_json(), "id": "offer"}


def said(number: int) -> List[Event]:
    reply = {**Reply("answer", f"Svar {number}").as_json(), "id": str(number)}
    return [UserUttered("hej"), ActionExecuted("action_answer"), BotUttered(None, {"custom": reply})]


def events(turns: int) -> List[Event]:
    """A form in the beginning, then turns, an offer, and a form that begins in the last turn."""
    return [
        UserUttered("hej", metadata={STARTER: "anna"}), ActiveLoop("submission_form"), UserUttered("avbryt"),
        ActiveLoop(None), *(event for number in range(turns) for event in said(number)),
        UserUttered("visa"), BotUttered(None, {"custom": OFFER}),
        UserUttered("berätta"), ActiveLoop("submission_form"), BotUttered(None, {"custom": QUESTION}),
    ]  # fmt: skip


def stored(turns: int) -> ConversationStore:
    """With another conversation of the same kind, whose replies have the same ids."""
    store = ConversationStore(engine(), Domain.empty())
    for conversation in (TALK, OTHER):
        asyncio.run(store.save(DialogueStateTracker.from_events(conversation, events(turns))))
    return store


@pytest.fixture
def steps(inbox_database: str) -> Iterator[List[int]]:
    """One for each instruction that SQLite carries out."""
    done: List[int] = []

    def count(connection: Any, *_: Any) -> None:
        connection.connection.dbapi_connection.set_progress_handler(lambda: done.append(1), 1)

    sa.event.listen(engine(), "before_cursor_execute", count)
    yield done
    sa.event.remove(engine(), "before_cursor_execute", count)


def texts(replies: List[Dict[str, Any]]) -> List[str]:
    return [reply["text"] for reply in replies]


async def notice(store: ConversationStore, conversation: str) -> List[str]:
    return texts(await warned([QUESTION], conversation, store))


async def chosen(store: ConversationStore, conversation: str) -> Choice:
    return await choice_of(KEYS, conversation, "reply:offer:1", store)


Lookup = Callable[[ConversationStore, str], Awaitable[Any]]
LOOKUPS: List[Tuple[Lookup, Any]] = [
    (lambda store, conversation: starter(conversation, store), "anna"),
    (notice, [NOTICE, QUESTION["text"]]),
    (chosen, Choice("Nej", "/deny")),
]


@pytest.mark.parametrize(("lookup", "expected"), LOOKUPS, ids=["starter", "warned", "choice_of"])
def test_it_does_not_grow_with_the_conversation(lookup: Lookup, expected: Any, steps: List[int]) -> None:
    work: List[int] = []
    for turns in (SHORT, LONG):
        store = stored(turns)
        steps.clear()
        assert asyncio.run(lookup(store, TALK)) == expected
        work.append(len(steps))
        with engine().begin() as connection:
            connection.execute(sa.text("DELETE FROM events"))
    short, long = work
    assert 0 < long < 2 * short
