"""Turns are counted by what they were about, and a database that is slow or away is nobody's trouble."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import pytest
import sqlalchemy as sa
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import base, counting
from actions.counting import count_turn, turn_counted
from actions.smalltalk import ActionThank
from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.database import create_engine, now, session_scope
from bot.replies.model import Reply
from bot.statistics.models import TurnCountRow

SAID = "Anna Andersson undrar om Åmål"


def tracker(intent: Optional[str] = "faq", sender: str = "slack:T1/D2", events: Sequence[Any] = ()) -> Tracker:
    message = {"text": SAID, "intent": {"name": intent}, "entities": []}
    return Tracker(sender, {}, message, list(events), False, None, {}, "action_listen")


def reply(kind: str, answer: Optional[str] = None) -> Reply:
    return Reply(kind, "Hej", answer=answer)


def counted() -> List[Dict[str, Any]]:
    """When all that was to be counted is."""
    counting.COUNTER.submit(int).result()
    with session_scope() as session:
        return [dict(row) for row in session.execute(sa.select(TurnCountRow.__table__)).mappings()]


REPLIES = [  # what was said, kind, answer
    ([reply("answer", "faq/iop_definition")], "answer", "iop_definition"),
    ([reply("smalltalk"), reply("examples")], "examples", ""),
    ([reply("answer", "faq/iop_definition"), reply("form")], "answer", "iop_definition"),
    ([reply("smalltalk"), reply("form")], "form", ""),
    ([reply("clarify"), reply("handover")], "clarify", ""),
    ([reply("smalltalk"), reply("smalltalk")], "smalltalk", ""),
]


@pytest.mark.parametrize(("replies", "kind", "answer"), REPLIES)
def test_a_turn_is_what_was_first_said_besides_small_talk(replies: List[Reply], kind: str, answer: str) -> None:
    assert turn_counted(tracker(), replies) == {"channel": "slack", "intent": "faq", "kind": kind, "answer": answer}


SENDERS = [("web:abc", "web"), ("teams:abc:def", "teams"), ("abc", "web")]


@pytest.mark.parametrize(("sender", "channel"), SENDERS)
def test_the_channel_is_in_the_conversations_id(sender: str, channel: str) -> None:
    assert turn_counted(tracker(sender=sender), [reply("form")])["channel"] == channel


def test_what_was_not_understood_at_all_has_no_intent() -> None:
    assert turn_counted(tracker(intent=None), [reply("error")])["intent"] == ""


USER, BOT = {"event": "user"}, {"event": "bot"}
EVENTS = [  # what has happened so far, how much is counted
    ([], 1),
    ([BOT, USER], 1),
    ([BOT, USER, {"event": "action"}, {"event": "slot"}], 1),
    ([USER, BOT], 0),
    ([USER, BOT, {"event": "action"}], 0),
]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("events", "number"), EVENTS)
def test_a_message_is_counted_once_however_many_actions_answer_it(events: List[Any], number: int) -> None:
    count_turn(tracker(events=events), [reply("form")])
    assert len(counted()) == number


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("sender", "number"), [("web:try-0123", 0), ("web:0123try-", 1), ("slack:try-0123", 1)])
def test_what_an_editor_tries_is_not_counted(sender: str, number: int) -> None:
    count_turn(tracker(sender=sender), [reply("form")])
    assert len(counted()) == number


@pytest.mark.usefixtures("database")
def test_an_action_that_says_nothing_is_no_turn() -> None:
    count_turn(tracker(), [])
    assert counted() == []


def run_action(monkeypatch: pytest.MonkeyPatch) -> List[str]:
    """Kinds of what a real action says, with counting switched on again."""
    monkeypatch.setattr(base, "count_turn", count_turn)
    dispatcher = CollectingDispatcher()
    asyncio.run(ActionThank().run(dispatcher, tracker("thank"), {}))
    return [message["custom"]["kind"] for message in dispatcher.messages]


@pytest.mark.usefixtures("database")
def test_every_action_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_action(monkeypatch) == ["smalltalk"]
    row = {"day": now().date(), "channel": "slack", "intent": "thank", "kind": "smalltalk", "answer": "", "count": 1}
    assert counted() == [row]


@pytest.mark.usefixtures("database")
def test_an_action_that_fails_counts_as_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(ActionThank, "respond", broken)
    assert run_action(monkeypatch) == ["error"]
    assert [row["kind"] for row in counted()] == ["error"]


@pytest.mark.one_process("the database is a file")
def test_a_locked_database_delays_no_answer(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    assert run_action(monkeypatch) == ["smalltalk"]
    assert time.monotonic() - started < 4  # a lock is waited for for five seconds
    lock.execute("ROLLBACK")
    lock.close()
    assert [row["count"] for row in counted()] == [1]


def test_counting_that_fails_is_logged_without_what_was_said(
    empty_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    count_turn(tracker(), [reply("form")])
    counting.COUNTER.submit(int).result()
    assert "turns can't be counted" in caplog.text and "turn_count" in caplog.text
    assert "Anna" not in caplog.text and "T1" not in caplog.text


def test_a_database_that_cannot_even_be_named_is_logged(
    database: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> None:
        raise OSError("no folder")

    monkeypatch.setattr(counting, "engine", nowhere)
    count_turn(tracker(), [reply("form")])
    assert "a turn can't be counted" in caplog.text


def test_turns_do_not_pile_up(
    empty_database: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.CRITICAL, counting.logger.name)
    monkeypatch.setattr(counting, "_room", counting.threading.BoundedSemaphore(2))
    asked = [counting.COUNTER.submit(time.sleep, 0.3)]
    submitted: List[Any] = []
    submit = counting.COUNTER.submit
    monkeypatch.setattr(counting.COUNTER, "submit", lambda *a, **b: submitted.append(a) or submit(*a, **b))
    for _ in range(5):
        count_turn(tracker(), [reply("form")])
    assert len(submitted) == 2
    asked[0].result()
    submit(int).result()
    count_turn(tracker(), [reply("form")])
    assert len(submitted) == 3
    submit(int).result()


def test_a_real_conversation_is_counted(servers: Servers, tmp_path: Path) -> None:
    visitor = WebVisitor(servers.address)
    there = create_engine(servers.database)
    total = sa.select(sa.func.coalesce(sa.func.sum(TurnCountRow.count), 0))

    def asked() -> int:
        with there.connect() as connection:
            return connection.execute(total.where(TurnCountRow.answer == "iop_definition")).scalar_one()

    before = asked()
    visitor.say("Vad är IOP?")
    deadline = time.monotonic() + 10
    while asked() == before:
        assert time.monotonic() < deadline, "the turn was never counted"
        time.sleep(0.05)
    there.dispose()
    assert asked() == before + 1
