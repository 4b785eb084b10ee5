"""A connector that fails one conversation neither delays another nor loses a turn."""

from __future__ import annotations

import statistics
import time
import urllib.request
from typing import Any, List

import pytest

from bot.conversations.teams.cards import shown
from bot.conversations.teams.microsoft import Fault, Microsoft
from bot.settings import Settings
from tests.channels.teams.service import Person, Service

LATE = 0.1  # seconds
ROUNDS = 7
FAULTS = {
    "slow": [Fault(slow=5.0)],
    "401": [Fault(401), Fault(401)],
    "429": [Fault(429, {"Retry-After": "2"})],
    "500": [Fault(500)] * 5,
    "closed": [Fault(hangs_up=True)] * 5,
}


def tick(service: Service) -> float:
    begun = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/tick", timeout=10) as answer:
        assert answer.read() == b"tack"
    return time.monotonic() - begun


def answer_time(person: Person, microsoft: Microsoft) -> float:
    """From the moment it is said until the answer is posted."""
    before = len(microsoft.messages(person.chat["id"]))
    begun = time.monotonic()
    person.deliver(text="hej")
    person.wait_for(before + 1)
    return microsoft.messages(person.chat["id"])[-1].at - begun


def usual(measure: Any) -> float:
    """A median: the machine does other things too."""
    times: List[float] = [measure() for _ in range(ROUNDS)]
    return statistics.median(times)


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
def test_others_are_not_delayed(faults: List[Fault], chosen: Settings, microsoft: Microsoft) -> None:
    with Service(chosen, microsoft, patience=20, timeout=15) as service:
        unlucky, lucky = Person(service), Person(service)
        at_rest = usual(lambda: answer_time(lucky, microsoft))
        microsoft.faults[unlucky.chat["id"]] = [*faults, Fault(502, {"Retry-After": "1"})]
        unlucky.deliver(text="första")
        unlucky.deliver(text="andra")
        assert usual(lambda: tick(service)) < LATE
        assert usual(lambda: answer_time(lucky, microsoft)) < at_rest + LATE
        assert microsoft.messages(unlucky.chat["id"]) == []  # it was still failing
        if faults[0].status == 401:  # refused for good: the next turn is answered all the same
            assert shown(unlucky.wait_for(1)[-1]).lines == ["Du sa andra"]
        else:
            assert [shown(each).lines for each in unlucky.wait_for(2)] == [["Du sa första"], ["Du sa andra"]]
    heard = [message.text for message in service.heard]
    assert heard.count("första") == heard.count("andra") == 1
