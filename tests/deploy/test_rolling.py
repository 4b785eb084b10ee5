"""Replicas are stopped, started and killed behind the real proxy while people talk: nobody notices, nothing is lost."""

from __future__ import annotations

import json
import signal
import threading
import time
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple

import pytest
import sqlalchemy as sa

from bot.conversations.client import conversation_id
from bot.conversations.servers import Servers
from tests.deploy.nginx import Nginx
from tests.deploy.site import MESSAGES
from tests.postgres import Postgres
from tests.redis_server import RedisServer

PEOPLE = 4
TEXTS = ("vad är iop?", "har ni exempel på städ i Skåne", "visa fler", "vad är sociala hänsyn")

Replicas = Tuple[Servers, Servers]


class Person(threading.Thread):
    """Says one thing after the other until told to stop, as the chat does: what wasn't taken is sent again."""

    def __init__(self, proxy: Nginx, stop: threading.Event, number: int) -> None:
        super().__init__()
        self._proxy, self._stop_talking, self._number = proxy, stop, number
        self.sent: List[str] = []
        self.refused: List[int] = []
        self.slowest = 0.0
        self._token = json.loads(self._ask("/webhooks/web/session", {}, {})[1])["token"]
        self.conversation = conversation_id(self._token)

    def run(self) -> None:
        while not self._stop_talking.is_set():
            identity = f"message-{self._number}-{len(self.sent)}"
            self.sent.append(identity)
            self._say({"text": TEXTS[len(self.sent) % len(TEXTS)], "id": identity})

    def _say(self, said: Dict[str, Any]) -> None:
        for _ in range(20):
            status, body = self._ask(MESSAGES, said, {"Authorization": f"Bearer {self._token}"})
            if status == 200:
                assert json.loads(body)["messages"]
                return
            self.refused.append(status)
            said["again"] = True
            time.sleep(0.2)
        raise AssertionError(f"{said['id']} was never taken")

    def _ask(self, path: str, body: Dict[str, Any], headers: Dict[str, str]) -> Tuple[int, bytes]:
        begun = time.monotonic()
        told = {**headers, "Content-Type": "application/json"}
        answer = self._proxy.ask(path, "POST", json.dumps(body).encode(), told)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        return answer.status, answer.body


@pytest.fixture(scope="module")
def replicas(
    model: Path,
    postgres: Postgres,
    postgres_template: str,
    redis_server: RedisServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Replicas]:
    address = postgres.database("rolling", postgres_template)
    shared = {"GUIDEN_REDIS_URL": redis_server.address, "GUIDEN_TOKEN_SECRETS": "s" * 40, "GUIDEN_PROXIES": "1"}
    one, other = (Servers(tmp_path_factory.mktemp(name), address, shared, prepared=True) for name in ("one", "other"))
    with one, other:
        yield one, other


def replaced(replica: Servers) -> None:
    """As an update does it."""
    replica.stop("serve")
    time.sleep(0.5)
    replica.start()
    replica.wait_until_ready()


def killed(replica: Servers) -> None:
    replica.stop("serve", signal.SIGKILL)
    time.sleep(0.5)
    replica.start()
    replica.wait_until_ready()


def in_the_conversation(database: str, conversation: str) -> List[str]:
    """The ids of what was said, in the order in which it is stored."""
    engine = sa.create_engine(database, future=True)
    said = sa.text("SELECT data FROM events WHERE sender_id = :id AND type_name = 'user' ORDER BY id")
    with engine.connect() as connection:
        found = [json.loads(data) for data in connection.scalars(said, {"id": conversation})]
    engine.dispose()
    return [event["message_id"] for event in found]


@pytest.mark.parametrize(("happens", "unnoticed"), [(replaced, True), (killed, False)])
def test_everything_said_is_answered_and_stored_once(
    replicas: Replicas, happens: Callable[[Servers], None], unnoticed: bool
) -> None:
    stop = threading.Event()
    with Nginx([replica.port for replica in replicas], replicas[0].port) as proxy:
        people = [Person(proxy, stop, number) for number in range(PEOPLE)]
        for person in people:
            person.start()
        for replica in replicas:
            time.sleep(0.5)
            happens(replica)
        stop.set()
        for person in people:
            person.join(60)
    assert all(len(person.sent) > 10 for person in people)
    for person in people:
        assert in_the_conversation(replicas[0].database, person.conversation) == person.sent
    assert max(person.slowest for person in people) < 5
    assert not unnoticed or [person.refused for person in people] == [[]] * PEOPLE
