"""When Microsoft's keys are fetched, how long they are kept, and what happens while they can't be had."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import List, Optional, Tuple

import pytest

from bot.channels.teams.keys import Keys, Unavailable
from bot.conversations.teams.microsoft import Microsoft

HOUR = 3600.0
# What happens, in order: a wait in seconds, something at Microsoft, or a question for a key. A question has what must
# come of it: a key is found, not found, or nobody can tell; and how often the keys have been asked for in the end.
FOUND, NONE, UNAVAILABLE = "found", "none", "unavailable"
COURSES = {
    "fetched once": [("known", FOUND, 1), ("known", FOUND, 1)],
    "fetched when first needed": [("down",), ("up",), ("known", FOUND, 1)],
    "kept for a day": [("known", FOUND, 1), (24 * HOUR - 1,), ("known", FOUND, 1), (1.0,), ("known", FOUND, 2)],
    "a new key is found at once": [("known", FOUND, 1), ("rotate",), ("known", FOUND, 2)],
    "unknown keys are looked for once an hour": [
        ("known", FOUND, 1), ("unknown", NONE, 2), ("unknown", NONE, 2), (HOUR - 1,), ("unknown", NONE, 2), (1.0,),
        ("unknown", NONE, 3),
    ],
    "the old keys hold while nobody answers": [
        ("known", FOUND, 1), (25 * HOUR,), ("down",), ("known", FOUND, 1), ("unknown", NONE, 1),
    ],
    "and are renewed when somebody does": [
        ("known", FOUND, 1), (25 * HOUR,), ("down",), ("known", FOUND, 1), ("up",), ("rotate",), (11.0,),
        ("known", FOUND, 2),
    ],
    "without keys nobody can tell": [("down",), ("known", UNAVAILABLE, 0)],
    "which is tried again, but not for each message": [
        ("down",), ("known", UNAVAILABLE, 0), ("up",), ("known", UNAVAILABLE, 0), (10.0,), ("known", FOUND, 1),
    ],
}  # fmt: skip


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_courses(course: List[Tuple], microsoft: Microsoft) -> None:
    asyncio.run(follow(course, microsoft))


async def follow(course: List[Tuple], microsoft: Microsoft) -> None:
    now = [100.0]
    keys = Keys(microsoft.environment["GUIDEN_TEAMS_OPENID_URL"], lambda: now[0])
    for event, *expected in course:
        if isinstance(event, float):
            now[0] += event
        elif event in ("down", "up"):
            microsoft.keys_down = event == "down"
        elif event == "rotate":
            microsoft.rotate()
        else:
            outcome = await found(keys, microsoft.kid if event == "known" else "x")
            await renewed()
            assert [outcome, microsoft.asked_for["keys"]] == expected


async def renewed() -> None:
    """What goes on after the answer is done."""
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})


async def found(keys: Keys, kid: str) -> str:
    try:
        return FOUND if await keys.find(kid) else NONE
    except Unavailable:
        return UNAVAILABLE


def test_many_at_once_ask_once(microsoft: Microsoft) -> None:
    async def ask() -> List[Optional[str]]:
        keys = Keys(microsoft.environment["GUIDEN_TEAMS_OPENID_URL"])
        return await asyncio.gather(*(found(keys, microsoft.kid) for _ in range(20)))

    assert asyncio.run(ask()) == [FOUND] * 20
    assert microsoft.asked_for["keys"] == 1


@pytest.mark.parametrize("hours", [0, 25])
def test_a_known_key_waits_for_nobody(hours: int, microsoft: Microsoft) -> None:
    """Neither for the renewal of old keys, nor for what a stranger makes us ask."""

    async def ask() -> None:
        now = [100.0]
        keys = Keys(microsoft.environment["GUIDEN_TEAMS_OPENID_URL"], lambda: now[0])
        await found(keys, microsoft.kid)
        now[0] += hours * HOUR
        microsoft.keys_slow = 1.0
        stranger = asyncio.ensure_future(found(keys, "x"))
        begun = time.monotonic()
        await asyncio.sleep(0)
        assert [await found(keys, microsoft.kid) for _ in range(5)] == [FOUND] * 5
        assert time.monotonic() - begun < 0.5
        assert not stranger.done() and await stranger == NONE

    asyncio.run(ask())
    assert microsoft.asked_for["keys"] == 2


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/keys", "http://127.0.0.1:{port}/connector/", "http://["])
def test_an_address_that_gives_no_keys(address: str, microsoft: Microsoft, caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> str:
        return await found(Keys(address.replace("{port}", str(microsoft.server_port))), microsoft.kid)

    microsoft.keys_down = True
    with caplog.at_level(logging.ERROR):
        assert asyncio.run(ask()) == UNAVAILABLE
    assert "the keys of Teams could not be fetched" in caplog.text
