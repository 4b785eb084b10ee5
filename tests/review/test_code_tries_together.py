"""Wrong codes are counted by all replicas of the review pages together, and also while Redis is away."""

from __future__ import annotations

import time
from typing import Callable, Iterator, List, Tuple

import pytest
import redis

from bot.review import sessions
from bot.review.app import create_app
from bot.review.code_tries import Tries
from bot.settings import load_settings
from tests.privacy import holdings
from tests.privacy.holdings import OTHER_CODE
from tests.redis_server import RedisServer
from tests.review.codes import post
from tests.review.servers import COOKIE

ALLOWED = 3
HOUR = 3600


@pytest.fixture
def server(redis_server: RedisServer) -> Iterator[RedisServer]:
    """Empty, and running again when the test has stopped it."""
    with redis.Redis.from_url(redis_server.address) as client:
        client.flushall()
    yield redis_server
    redis_server.kill()
    redis_server.start()


def replica(server: RedisServer) -> Tries:
    return Tries(ALLOWED, server.address)


# Who tries a wrong code with which of two replicas, and whether it is looked at.
Steps = List[Tuple[int, str, bool]]
STEPS: List[Tuple[str, Steps]] = [
    ("one after the other", [(0, "eva", True), (1, "eva", True), (0, "eva", True), (1, "eva", False)]),
    ("first one, then the other", [*[(0, "eva", True)] * ALLOWED, (1, "eva", False), (0, "eva", False)]),
    ("each for themselves", [*[(0, "eva", True)] * ALLOWED, (1, "bo", True), (1, "eva", False), (0, "bo", True)]),
]


@pytest.mark.parametrize("steps", [steps for _, steps in STEPS], ids=[name for name, _ in STEPS])
@pytest.mark.parametrize("shared", [True, False])
def test_they_are_counted_together(shared: bool, steps: Steps, server: RedisServer) -> None:
    """And one process without Redis counts the same."""
    replicas = [replica(server), replica(server)] if shared else [Tries(ALLOWED)] * 2
    looked_at = []
    for number, name, _ in steps:
        looked_at.append(replicas[number].are_left(name))
        if looked_at[-1]:
            replicas[number].count_wrong(name)
    assert looked_at == [expected for _, _, expected in steps]


def test_a_restart_does_not_forget(server: RedisServer) -> None:
    for _ in range(ALLOWED):
        replica(server).count_wrong("eva")
    assert not replica(server).are_left("eva")


def test_redis_keeps_them_for_an_hour_and_not_whose_they_are(server: RedisServer) -> None:
    replica(server).count_wrong("eva")
    with redis.Redis.from_url(server.address) as client:
        (key,) = client.keys()
        assert key.startswith(b"guiden:") and b"eva" not in key
        assert client.ttl(key) == pytest.approx(HOUR, abs=2)


AWAY: List[Tuple[Callable[[RedisServer], None], Callable[[RedisServer], None]]] = [
    (RedisServer.kill, RedisServer.start),
    (RedisServer.pause, RedisServer.resume),
]


@pytest.mark.parametrize(("away", "back"), AWAY)
def test_while_redis_is_away_each_replica_counts_alone(
    away: Callable[[RedisServer], None],
    back: Callable[[RedisServer], None],
    server: RedisServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one, two = replica(server), replica(server)
    one.count_wrong("bo")
    away(server)
    began = time.monotonic()
    for _ in range(ALLOWED):
        one.count_wrong("eva")
    assert not one.are_left("eva") and two.are_left("eva")
    assert time.monotonic() - began < 6
    assert "does not answer" in caplog.text and "127.0.0.1" not in caplog.text and "eva" not in caplog.text
    back(server)
    for _ in range(ALLOWED):
        one.count_wrong("eva")
    assert not two.are_left("eva")


def test_the_pages_use_it(database: str, server: RedisServer) -> None:
    holdings.add(*holdings.draft())
    got = []
    for _ in range(ALLOWED + 1):
        client = create_app(load_settings(codes_per_hour=ALLOWED, redis_url=server.address)).test_client()
        client.set_cookie(COOKIE, sessions.begin("Gissa", "administrator", 60))
        got.append(post(client, "/codes", OTHER_CODE).status_code)
    assert got == [*[404] * ALLOWED, 429]
