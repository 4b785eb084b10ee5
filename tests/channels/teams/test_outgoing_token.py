"""The token that we show: fetched once, renewed early, one at a time, and never a reason to fall silent too soon."""

from __future__ import annotations

import asyncio
from typing import List, Tuple

import pytest

from bot.channels.teams.token import NoToken, Token
from bot.conversations.teams.microsoft import Microsoft
from bot.settings import Settings

# What happens, in order: a wait in seconds, a status of the token endpoint, or a wish for a token with what must come
# of it (the number of the token, counted from 1; 0 is none) and how often the endpoint was asked by then.
COURSES = {
    "fetched once": [("get", 1, 1), ("get", 1, 1)],
    "kept until 5 minutes before its end": [("get", 1, 1), (3299.0,), ("get", 1, 1), (1.0,), ("get", 2, 2)],
    "the old one holds while there is no new one": [
        ("get", 1, 1), (3400.0,), (500,), ("get", 1, 2), (200.0,), ("get", 0, 3),
    ],
    "tried again": [(401,), ("get", 0, 1), (200,), ("get", 1, 2)],
    "renewed when it was refused": [("get", 1, 1), ("forget", 1), ("get", 2, 2), ("forget", 1), ("get", 2, 2)],
}  # fmt: skip


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_courses(course: List[Tuple], microsoft: Microsoft, chosen: Settings) -> None:
    asyncio.run(follow(course, microsoft, chosen))


async def follow(course: List[Tuple], microsoft: Microsoft, chosen: Settings) -> None:
    now = [100.0]
    token = Token(chosen, lambda: now[0])
    given: List[str] = []
    for event, *expected in course:
        if isinstance(event, float):
            now[0] += event
        elif isinstance(event, int):
            microsoft.token_status = event
        elif event == "forget":
            token.forget(given[expected[0] - 1])
        else:
            try:
                got = await token.get()
                given += [got] if got not in given else []
                number = given.index(got) + 1
            except NoToken:
                number = 0
            assert [number, microsoft.asked_for["token"]] == expected


def test_many_at_once_ask_once(microsoft: Microsoft, chosen: Settings) -> None:
    async def ask() -> List[str]:
        token = Token(chosen)
        return await asyncio.gather(*(token.get() for _ in range(20)))

    assert len(set(asyncio.run(ask()))) == 1
    assert microsoft.asked_for["token"] == 1


@pytest.mark.parametrize(
    "settings", [{"teams_app_secret": "wrong-secret"}, {"teams_login_url": "http://127.0.0.1:1"}], ids=str
)
def test_why_there_is_none_tells_no_secret(settings: dict, chosen: Settings) -> None:
    with pytest.raises(NoToken) as caught:
        asyncio.run(Token(chosen.copy(update=settings)).get())
    assert "wrong-secret" not in str(caught.value) and chosen.teams_app_secret not in str(caught.value)
