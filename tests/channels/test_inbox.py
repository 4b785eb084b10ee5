"""How a process works through its inbox: in order, again if need be, and not for ever."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional

import async_timeout
import pytest
import sqlalchemy as sa

from bot.channels import inbox
from bot.channels.inbox import Inbox, Moved, message_id
from bot.database import engine
from bot.inbox import store
from bot.inbox.store import Message
from tests.inbox.leaving import leave, left, let_pass, put


class Channel:
    """`done` are the messages that were carried out, `faults` what comes instead; work may take some `seconds`.

    `sorry` are those for which there was an apology.
    """

    def __init__(self) -> None:
        self.done: List[str] = []
        self.sorry: List[str] = []
        self.faults: Dict[str, List[Exception]] = {}
        self.inbox = Inbox("slack", self.carry_out, self.apologise)

    async def carry_out(self, message: Message) -> Optional[Moved]:
        await asyncio.sleep(message.work.get("seconds", 0))
        if self.faults.get(message.message):
            raise self.faults[message.message].pop()
        if "to" in message.work:
            return Moved(message.work["to"], {"text": "flyttad"})
        if "nonsense" in message.work and not message.again:
            return message.work["nonsense"]
        self.done.append(message.message)
        return None

    async def apologise(self, message: Message) -> None:
        self.sorry.append(message.message)
        if "unreachable" in message.work:
            raise KeyError("channel")

    async def until(self, holds: Callable[[], Any], seconds: float = 15) -> None:
        async with async_timeout.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.02)


def run(work: Callable[[Channel], Awaitable[Any]]) -> List[str]:
    """What a channel has done when the work is."""

    async def whole() -> List[str]:
        channel = Channel()
        try:
            await work(channel)
        finally:
            await channel.inbox.close()
        return channel.done

    return asyncio.run(whole())


def test_in_order_within_a_conversation_and_waiting_for_no_other(inbox_database: str) -> None:
    async def work(channel: Channel) -> None:
        await channel.inbox.put("slack:1", "långsam", {"seconds": 0.3})
        for name in ("sedan", "sist"):
            await channel.inbox.put("slack:1", name, {})
        await channel.inbox.put("slack:2", "annan", {})
        await channel.inbox.put("slack:1", "sist", {})  # it has come before
        await channel.until(lambda: not left())

    assert run(work) == ["annan", "långsam", "sedan", "sist"]


def test_what_another_has_of_the_conversation_comes_first(inbox_database: str) -> None:
    """And if that one died with it, it is taken over."""

    async def work(channel: Channel) -> None:
        earlier = put("slack:1", "annans", by="living")
        await channel.inbox.put("slack:1", "min", {})
        await asyncio.sleep(0.5)
        assert channel.done == []
        store.done("living", [earlier.id])
        await channel.until(lambda: channel.done == ["min"])
        leave("slack:2", "lämnad")
        leave("slack:2", "lämnad sedan", tries=0)
        await channel.inbox.put("slack:2", "ny", {})
        channel.inbox.open()
        await channel.until(lambda: not left())

    assert run(work) == ["min", "lämnad", "lämnad sedan", "ny"]


def test_while_the_database_is_away_it_waits_and_that_counts_as_no_try(
    inbox_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes after it in the conversation waits too."""
    monkeypatch.setattr(inbox, "PAUSE", 0.1)
    monkeypatch.setattr(inbox, "LOOK_EVERY", 0.1)

    async def work(channel: Channel) -> None:
        channel.faults = {"ett": [sa.exc.OperationalError("", {}, Exception()) for _ in range(store.MOST_TRIES + 1)]}
        channel.inbox.open()
        for name in ("ett", "två"):
            await channel.inbox.put("slack:1", name, {})
        await channel.until(lambda: not left())
        assert channel.sorry == []

    assert run(work) == ["ett", "två"]


@pytest.mark.parametrize("fault", [ValueError(), sa.exc.DataError("", {}, Exception())])
@pytest.mark.parametrize("more", [{}, {"unreachable": True}])
def test_what_fails_is_apologised_for_once(inbox_database: str, fault: Exception, more: Dict[str, Any]) -> None:
    """And the next message isn't kept from its turn by it."""

    async def work(channel: Channel) -> None:
        channel.faults = {"ett": [fault]}
        await channel.inbox.put("slack:1", "ett", more)
        await channel.inbox.put("slack:1", "två", {})
        await channel.until(lambda: not left())
        assert channel.sorry == ["ett"]

    assert run(work) == ["två"]


def test_what_nobody_foresaw_stops_no_conversation(inbox_database: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(channel: Channel) -> None:
        await channel.inbox.put("slack:1", "ett", {"nonsense": "hemliga ord"})
        await channel.inbox.put("slack:1", "två", {})
        await channel.until(lambda: caplog.records)
        assert [row.message for row in left()] == ["ett", "två"]
        let_pass()
        channel.inbox.open()
        await channel.until(lambda: not left())

    assert run(work) == ["ett", "två"]
    assert "slack:1" in caplog.text and "hemliga" not in caplog.text


def test_an_answer_that_the_database_was_not_told_of_is_told_later(inbox_database: str) -> None:
    async def work(channel: Channel) -> None:
        await channel.inbox.put("slack:1", "ett", {"seconds": 0.2})
        with engine().begin() as connection:
            connection.execute(sa.text("ALTER TABLE inbox RENAME TO away"))
        await channel.until(lambda: channel.done == ["ett"])
        await asyncio.sleep(0.2)
        with engine().begin() as connection:
            connection.execute(sa.text("ALTER TABLE away RENAME TO inbox"))
        assert len(left()) == 1
        channel.inbox.open()
        await channel.until(lambda: not left())

    assert run(work) == ["ett"]


def test_what_kills_each_process_is_given_up(inbox_database: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(channel: Channel) -> None:
        leave("slack:1", "hemliga ord", tries=store.MOST_TRIES)
        channel.inbox.open()
        await channel.until(lambda: channel.sorry == ["hemliga ord"])
        assert not left()

    assert run(work) == []
    (logged,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "slack:1" in logged.getMessage() and "hemliga" not in caplog.text


def test_what_is_not_finished_is_left_to_others(inbox_database: str) -> None:
    async def work(channel: Channel) -> None:
        for name in ("långsam", "sedan"):
            await channel.inbox.put("slack:1", name, {"seconds": 60})
        channel.inbox.open()
        channel.inbox.take_no_more()
        leave("slack:2", "andras")
        await asyncio.sleep(0.1)

    assert run(work) == []
    claimed = store.claim("slack", "other").messages
    assert [message.message for message in claimed] == ["långsam", "sedan", "andras"]
    assert [row.tries for row in left()] == [0, 0, 1]


@pytest.mark.parametrize("more", [{}, {"to": "slack:2"}, {"fails": True}])
def test_what_ends_after_that_is_others_all_the_same(inbox_database: str, more: Dict[str, Any]) -> None:
    async def work(channel: Channel) -> None:
        channel.faults = {"långsam": [ConnectionError()] if more.get("fails") else []}
        await channel.inbox.put("slack:1", "långsam", {"seconds": 0.3, **more})
        await asyncio.sleep(0.1)
        await channel.inbox.close()
        await asyncio.sleep(0.5)
        assert channel.sorry == []

    run(work)
    (message,) = store.claim("slack", "other").messages
    assert (message.conversation, message.message) == ("slack:1", "långsam")


def test_it_may_turn_out_to_belong_to_another_conversation(inbox_database: str) -> None:
    async def work(channel: Channel) -> None:
        await channel.inbox.put("slack:1", "före", {"seconds": 0.3})
        await channel.inbox.put("slack:person", "flyttad", {"to": "slack:1"})
        await asyncio.sleep(0.15)
        assert [(row.conversation, row.work) for row in left()][1] == ("slack:1", {"text": "flyttad"})
        await channel.inbox.put("slack:1", "efter", {})
        await channel.until(lambda: not left())

    assert run(work) == ["före", "flyttad", "efter"]


def test_a_message_has_one_id() -> None:
    assert message_id("slack:1", "a") == message_id("slack:1", "a") != message_id("slack:1", "b")
    assert message_id("slack:1", "") != message_id("slack:1", "") and len(message_id("slack:1", "")) == 32
