"""What several replicas count together in Redis, and that nobody is kept waiting or refused when Redis is away."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, AsyncIterator, Awaitable, Callable, Iterator, List, Tuple

import pytest

from bot.channels.limits import SEEN_FOR, Limits
from bot.channels.refused import Refused
from bot.redis_client import SharedRedis
from bot.settings import Settings, load_settings
from tests.redis_server import RedisServer

CODE = "hur går det med HG-7K3M-Q9XD-04TZ?"
PER_CONVERSATION, PER_ADDRESS, SESSIONS, CODES = 3, 5, 2, 1


@pytest.fixture
def chosen() -> Settings:
    return load_settings(
        messages_per_minute=PER_CONVERSATION,
        messages_per_minute_and_address=PER_ADDRESS,
        sessions_per_minute_and_address=SESSIONS,
        codes_per_hour=CODES,
        codes_per_hour_and_address=CODES + 1,
    )


@pytest.fixture
def server(redis_server: RedisServer) -> Iterator[RedisServer]:
    """Empty, and running again when the test has stopped it."""
    asyncio.run(asked(redis_server, "flushall"))
    yield redis_server
    redis_server.kill()
    redis_server.start()


async def asked(server: RedisServer, command: str, *arguments: Any) -> Any:
    redis = SharedRedis(server.address)
    answer = await getattr(redis.client, command)(*arguments)
    await redis.close()
    return answer


@contextlib.asynccontextmanager
async def replicas(chosen: Settings, server: RedisServer) -> AsyncIterator[Tuple[Limits, Limits]]:
    connections = [SharedRedis(server.address) for _ in range(2)]
    first, second = (Limits(chosen, redis=connection) for connection in connections)
    yield first, second
    for connection in connections:
        await connection.close()


async def taken(asking: Awaitable[None]) -> int:
    """0 when it is taken, else the seconds after which it may be."""
    try:
        await asking
    except Refused as refused:
        assert (refused.status, refused.code) == (429, "rate_limited") and "kort tid" in refused.message
        return refused.retry_after or -1
    return 0


Steps = Callable[[Limits, Limits], List[Tuple[Awaitable[None], int]]]
COUNTED: List[Tuple[str, Steps]] = [
    ("a conversation", lambda one, two: [
        (one.message("hej", "web:1", "a"), 0), (two.message("hej", "web:1", "a"), 0),
        (one.message("hej", "web:1", "a"), 0), (two.message("hej", "web:1", "a"), 60),
        (one.message("hej", "web:2", "a"), 0),
        (two.message("hej", "web:1", "a"), 60),  # what is refused isn't counted for its network
        (two.message("hej", "web:3", "a"), 0), (one.message("hej", "web:4", "a"), 60),
    ]),
    ("a network", lambda one, two: [
        *((each.message("hej", f"web:{number}", "a"), 0) for number, each in enumerate((one, two, one, two, one))),
        (one.message("hej", "web:6", "a"), 60), (two.message("hej", "web:7", "a"), 60),
        (two.message("hej", "web:7", "b"), 0),
    ]),
    ("sessions", lambda one, two: [
        (one.session("a"), 0), (two.session("a"), 0), (one.session("a"), 60), (two.session("b"), 0),
    ]),
    ("codes", lambda one, two: [
        (one.message(CODE, "web:1", "a"), 0), (two.message(CODE, "web:1", "a"), 3600),
        (two.message("hej", "web:1", "a"), 0), (two.message(CODE, "web:2", "a"), 0),
        (one.message(CODE, "web:3", "a"), 3600),
    ]),
]  # fmt: skip


@pytest.mark.parametrize("steps", [steps for _, steps in COUNTED], ids=[name for name, _ in COUNTED])
@pytest.mark.parametrize("shared", [True, False])
def test_limits_are_counted_together(shared: bool, steps: Steps, chosen: Settings, server: RedisServer) -> None:
    """And one process without Redis counts the same."""

    async def run() -> List[Tuple[int, int]]:
        async with replicas(chosen, server) as (one, two):
            if not shared:
                one = two = Limits(chosen)
            return [(await taken(asking), expected) for asking, expected in steps(one, two)]

    got = asyncio.run(run())
    assert [seconds for seconds, _ in got] == [expected for _, expected in got]


def test_what_comes_twice_is_known_to_all(chosen: Settings, server: RedisServer) -> None:
    async def run() -> List[bool]:
        async with replicas(chosen, server) as (one, two):
            return [await each.is_first(name) for each, name in ((one, "m"), (two, "m"), (one, "m"), (two, "n"))]

    assert asyncio.run(run()) == [True, False, False, True]


@pytest.mark.parametrize("shared", [True, False])
def test_what_nothing_became_of_may_come_again(shared: bool, chosen: Settings, server: RedisServer) -> None:
    async def run() -> List[bool]:
        async with replicas(chosen, server) as (one, two):
            if not shared:
                one = two = Limits(chosen)
            first = await one.is_first("m")
            await one.forget("m")
            return [first, await two.is_first("m"), await one.is_first("m")]

    assert asyncio.run(run()) == [True, True, False]


def test_of_many_at_once_one_is_first(chosen: Settings, server: RedisServer) -> None:
    async def run() -> List[bool]:
        async with replicas(chosen, server) as (one, two):
            return await asyncio.gather(*((one, two)[number % 2].is_first("m") for number in range(40)))

    assert sum(asyncio.run(run())) == 1


def test_redis_keeps_no_longer_than_needed_and_nothing_that_tells_who_it_was(
    chosen: Settings, server: RedisServer
) -> None:
    async def run() -> List[Tuple[str, int]]:
        async with replicas(chosen, server) as (one, _):
            await one.message(CODE, "web:1", "192.0.2.1")
            await one.session("192.0.2.1")
            await one.is_first("web:1 m")
        keys = await asked(server, "keys", "*")
        return [(key.decode(), await asked(server, "ttl", key)) for key in keys]

    kept = asyncio.run(run())
    assert sorted(seconds for _, seconds in kept) == pytest.approx([60, 60, 60, SEEN_FOR * 60, 3600, 3600], abs=2)
    assert not [key for key, _ in kept if "192" in key or "web" in key]


# -- when Redis is away ----------------------------------------------------------------------------


@pytest.mark.parametrize(("way", "back"), [("kill", "start"), ("pause", "resume")])
def test_while_redis_is_away_each_replica_counts_alone(
    way: str, back: str, chosen: Settings, server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with replicas(chosen, server) as (one, two):
            for number in range(PER_CONVERSATION):
                assert await taken(one.message("hej", "web:1", str(number))) == 0
            assert await one.is_first("m")
            getattr(server, way)()
            began = time.monotonic()
            for number in range(PER_CONVERSATION):
                assert await taken(one.message("hej", "web:1", str(number))) == 0
            assert await taken(one.message("hej", "web:1", "9")) == 60
            assert not await one.is_first("m")
            await one.forget("m")
            assert await one.is_first("m")
            assert (await one.is_first("n"), await one.is_first("n")) == (True, False)
            assert time.monotonic() - began < 1.4  # only the first one waited
            getattr(server, back)()
            await asyncio.sleep(0.6)
            assert await taken(one.session("a")) == await taken(two.session("a")) == 0
            assert await taken(one.session("a")) == 60

    asyncio.run(run())
    told = [record.message for record in caplog.records if record.message.startswith("Redis")]
    assert ["GUIDEN_REDIS_URL" in text for text in told] == [True, False]


def test_many_messages_do_not_wait_one_after_the_other_for_a_silent_redis(
    chosen: Settings, server: RedisServer
) -> None:
    async def run() -> int:
        async with replicas(chosen, server) as (one, _):
            server.pause()
            asking = [asyncio.ensure_future(one.is_first(str(number))) for number in range(200)]
            return len((await asyncio.wait(asking, timeout=2.2))[1])

    assert asyncio.run(run()) == 0


def test_a_redis_that_refuses_to_write_counts_as_away(chosen: Settings, server: RedisServer) -> None:
    async def run() -> None:
        async with replicas(chosen, server) as (one, _):
            await asked(server, "config_set", "maxmemory", "1")
            assert await taken(one.message("hej", "web:1", "a")) == 0
            assert await one.is_first("m")

    asyncio.run(run())
