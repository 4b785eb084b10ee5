"""Redis as the whole process sees it, for /health and for commands."""

from __future__ import annotations

import asyncio
import logging
from typing import List, Optional

import pytest

from bot import redis_client
from bot.redis_client import SharedRedis, redis_answers, shared_redis, trouble
from bot.settings import settings
from tests.ports import free_port
from tests.redis_server import RedisServer


def test_health_is_asked_of_the_redis_that_is_set(
    empty_database: str, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answers(address: Optional[str]) -> bool:
        monkeypatch.setenv("GUIDEN_REDIS_URL", address or "")
        settings.cache_clear()
        shared_redis.cache_clear()
        return await redis_answers()

    assert asyncio.run(answers(redis_server.address))
    assert asyncio.run(answers(None))
    assert not asyncio.run(answers(f"redis://127.0.0.1:{free_port()}/0"))
    shared_redis.cache_clear()


def test_the_process_has_one(redis_server: RedisServer) -> None:
    assert shared_redis(redis_server.address) is shared_redis(redis_server.address)
    assert shared_redis("") is None


def test_commands_are_told_what_is_wrong(redis_server: RedisServer) -> None:
    assert trouble(redis_server.address) is None
    assert trouble(redis_server.address.replace("redis://", "redis://:fel@")) == "AuthenticationError"
    assert trouble(f"redis://127.0.0.1:{free_port()}/0") == "ConnectionError"
    redis_server.pause()
    assert trouble(redis_server.address) == "TimeoutError"
    redis_server.resume()


def test_the_address_is_no_part_of_what_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    redis = SharedRedis(f"redis://:hemligt@127.0.0.1:{free_port()}/0")

    async def run() -> List[str]:
        with pytest.raises(redis_client.RedisAway) as away:
            await redis.ask(redis.client.ping)
        return [str(away.value), *caplog.messages]

    with caplog.at_level(logging.DEBUG):
        said = asyncio.run(run())
    assert said and not [text for text in said if "hemligt" in text or "127.0.0.1" in text]


def test_a_redis_that_is_away_is_asked_by_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_client, "ASKED_AGAIN", 0.05)
    redis = SharedRedis(f"redis://127.0.0.1:{free_port()}/0")
    tries = 0

    async def question() -> None:
        nonlocal tries
        tries += 1
        await asyncio.sleep(0.01)
        await redis.client.ping()

    async def run() -> None:
        await asyncio.gather(redis.ask(question), return_exceptions=True)
        for _ in range(2):
            await asyncio.sleep(0.06)
            asked = await asyncio.gather(*(redis.ask(question) for _ in range(50)), return_exceptions=True)
            assert {type(each) for each in asked} == {redis_client.RedisAway}

    asyncio.run(run())
    assert tries == 3


def test_a_redis_that_was_started_again_is_asked_as_if_nothing_had_happened(redis_server: RedisServer) -> None:
    redis = SharedRedis(redis_server.address)

    async def run() -> None:
        await asyncio.gather(*(redis.ask(redis.client.ping) for _ in range(5)))
        redis_server.kill()
        redis_server.start()
        await asyncio.sleep(0.1)  # until it is heard here that the connections have ended
        assert await asyncio.gather(*(redis.ask(redis.client.ping) for _ in range(5))) == [True] * 5
        await redis.close()

    asyncio.run(run())
