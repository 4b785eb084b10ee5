"""A process that is told to stop has answered everybody before it ends."""

from __future__ import annotations

import http.client
import json
import signal
import threading
import time
from pathlib import Path
from typing import Callable, Iterator, List

import pytest

from bot.conversations.servers import Servers

pytestmark = pytest.mark.one_process("how one process ends; replicas of which one ends are in tests/deploy")
SOME_TIME = 12  # seconds; Sanic alone would wait for fifteen, and then cut kept connections off


@pytest.fixture
def own(model: Path, folder_with_content: Callable[[str], Path]) -> Iterator[Servers]:
    """The test's own, which it stops."""
    with Servers(folder_with_content("draining"), prepared=True) as running:
        yield running


def test_a_proxy_that_keeps_its_connection_is_let_go_after_an_answer(own: Servers) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", own.port, timeout=30)
    stopped = threading.Thread(target=own.stop, args=("serve",))
    answers: List[int] = []
    begun = None
    while True:  # asks all the time, as a busy proxy does
        connection.request("POST", "/webhooks/web/session", b"")
        response = connection.getresponse()
        token = json.loads(response.read())["token"]
        answers.append(response.status)
        if len(answers) == 20:
            begun = time.monotonic()
            stopped.start()
        if response.will_close:
            break
        assert begun is None or time.monotonic() - begun < SOME_TIME, "it goes on for ever"
    assert token and set(answers) == {200}
    stopped.join()
    assert begun is not None and time.monotonic() - begun < SOME_TIME


@pytest.mark.parametrize("channel", ["slack", "teams"])
def test_what_a_platform_was_told_has_come_is_answered(own: Servers, channel: str) -> None:
    visitors = [own.visitor(channel) for _ in range(6)]
    said: List[int] = []

    def say(number: int) -> None:
        if visitors[number].say("vad är iop?"):
            said.append(number)

    threads = [threading.Thread(target=say, args=(number,)) for number in range(len(visitors))]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    own.stop("serve", signal.SIGTERM)
    for thread in threads:
        thread.join()
    assert len(said) == len(visitors)
