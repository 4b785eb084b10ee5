"""The cheap parts of measuring the engine: figures, what is said, and finding what was lost, doubled or reordered."""

from __future__ import annotations

import contextlib
import math
import re
import socket
import threading
import time
from pathlib import Path
from typing import Iterator, List, Sequence, Tuple

import pytest

from benchmarks.engine import growth, ours, results, soak, talk, visitors
from benchmarks.engine.exactly_once import Faults, Told, Turn, faults, turns_of
from benchmarks.engine.relay import Relay
from benchmarks.engine.results import Requirement
from benchmarks.engine.visitors import Message
from bot.settings import load_settings
from tests.deploy.nginx import CONFIGURATION

# -- figures ----------------------------------------------------------------------------------------------------------

PERCENTILES = [
    ([5.0], 0.5, 5.0),
    ([1.0, 2.0, 3.0, 4.0], 0.5, 2.0),
    (list(range(1, 101)), 0.95, 95),
    ([3.0, 1.0], 1.0, 3.0),
]


@pytest.mark.parametrize(("values", "share", "expected"), PERCENTILES)
def test_percentiles(values: Sequence[float], share: float, expected: float) -> None:
    assert results.percentile(values, share) == expected


def test_nothing_has_no_percentile() -> None:
    assert math.isnan(results.percentile([], 0.5))


@pytest.mark.parametrize(
    ("requirement", "met"),
    [
        (Requirement("a", 0.1, 0.125), True),
        (Requirement("a", 0.125, 0.125), True),
        (Requirement("a", 0.13, 0.125), False),
        (Requirement("a", 10, 10, at_least=True), True),
        (Requirement("a", 9.9, 10, at_least=True), False),
        (Requirement("a", float("nan"), 10, at_least=True), False),
        (Requirement("a", float("nan"), 10), False),
    ],
)
def test_requirements(requirement: Requirement, met: bool) -> None:
    assert requirement.as_json()["met"] is met
    assert ("INTE UPPFYLLT" not in results.requirements_table([requirement])) is met


def test_a_table_has_text_to_the_left_and_numbers_to_the_right() -> None:
    rows = results.table(("", "s"), [("vår", 1.5), ("stock", 120.25)]).split("\n")
    assert rows == ["            s", "vår      1,50", "stock  120,25"]


def test_memory_that_grows_only_while_warming_up_is_flat() -> None:
    readings = [(1, 100.0), (50, 150.0), *((number, 200.0) for number in range(100, 1001, 100))]
    assert growth.growth_per_conversation(readings) == {"mb_per_thousand": 0.0, "share": 0.0}


def test_memory_that_grows() -> None:
    readings = [(number, 100 + number / 10) for number in range(100, 1001, 100)]
    assert growth.growth_per_conversation(readings) == {"mb_per_thousand": 100.0, "share": round(90 / 110, 4)}


def test_growth_of_the_soak_is_counted_after_it_has_settled() -> None:
    readings = [(minute / 10, 100.0 if minute < 50 else 200.0 if minute < 200 else 210.0) for minute in range(300)]
    assert soak.growth_after(readings, 5) == 0.05


# -- what is said -----------------------------------------------------------------------------------------------------


def test_the_same_is_asked_where_a_long_conversation_is_measured() -> None:
    said = talk.long_conversation("ours", 300, "mätt", (growth.EARLY, growth.LATE))
    assert len(said) == 300
    assert [place for place, text in enumerate(said, 1) if text == "mätt"] == [*range(3, 8), *range(296, 301)]


def test_mixed_conversations_have_forms_that_differ() -> None:
    forms = [talk.mixed(number) for number in (3, 13)]
    assert all(form[-1] == "skicka" and "{" not in "".join(form) for form in forms)
    assert forms[0] != forms[1]
    assert talk.mixed(7)[-1] == "avbryt"


# -- exactly once, in order -------------------------------------------------------------------------------------------


def told(*ids: str) -> List[Told]:
    return [Told(id, [f"svar på {id}"], round) for round, id in enumerate(ids)]


def stored(*ids: str) -> List[Turn]:
    return [Turn(id, [f"svar på {id}"]) for id in ids]


FAULTS: List[Tuple[List[Told], List[Turn], Faults]] = [
    (told("a", "b", "c"), stored("a", "b", "c"), Faults()),
    (told("a", "c"), stored("a", "b", "c"), Faults()),  # b was never acknowledged
    (told("a", "b", "c"), stored("a", "c"), Faults(missing=1)),
    (told("a", "b"), stored("a", "b", "b"), Faults(duplicated=1)),
    (told("a"), stored("a", "x", "x", "x"), Faults(duplicated=1)),
    (told("a", "b", "c"), stored("a", "c", "b"), Faults(reordered=1)),
    (told("a"), [Turn("a", ["annat"])], Faults(other_replies=1)),
    (told("a"), [Turn("a", [])], Faults(other_replies=1)),
    (told("a"), [], Faults(missing=1)),
    # Said at once: in either order, and the same one twice is one.
    ([Told("a", [], 0), Told("b", [], 0), Told("c", [], 1)], [Turn(id, []) for id in "bac"], Faults()),
    ([Told("a", [], 0), Told("a", [], 0)], [Turn("a", [])], Faults()),
    ([Told("a", [], 0), Told("b", [], 1), Told("c", [], 1)], [Turn(id, []) for id in "bac"], Faults(reordered=1)),
]


@pytest.mark.parametrize(("acknowledged", "kept", "expected"), FAULTS)
def test_what_went_wrong_is_found(acknowledged: List[Told], kept: List[Turn], expected: Faults) -> None:
    assert faults(acknowledged, kept) == expected


def test_faults_of_conversations_add_up() -> None:
    assert Faults(1, 0, 2, 3) + Faults(1, 1, 0, 0) == Faults(2, 1, 2, 3)


def test_replies_belong_to_the_message_before_them() -> None:
    def bot(reply: str) -> Tuple[str, dict]:
        return "bot", {"data": {"custom": {"id": reply}}}

    events = [bot("före"), ("user", {"message_id": "a"}), bot("1"), ("bot", {"data": None}), bot("2"),
              ("user", {"message_id": None}), bot("3")]  # fmt: skip
    assert turns_of(events) == [Turn("a", ["1", "2"]), Turn(None, ["3"])]


@pytest.mark.parametrize(("heard", "in_time"), [(None, False), (104.9, True), (105.1, False)])
def test_a_visitor_waits_five_seconds(heard: float, in_time: bool) -> None:
    assert Message("hej", 0, started=100.0, heard=heard).in_time is in_time


# -- the network between ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def echo(mark: bytes) -> Iterator[int]:
    """A server that says what it is told, with its mark."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=answer, args=[connection], daemon=True).start()

        def answer(connection: socket.socket) -> None:
            with contextlib.suppress(OSError), connection:
                while data := connection.recv(100):
                    connection.sendall(mark + data)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def ask(relay: Relay, timeout: float = 5.0) -> bytes:
    with socket.create_connection(("127.0.0.1", relay.port), timeout=timeout) as line:
        line.sendall(b"hej")
        return line.recv(100)


def test_a_relay_asks_its_targets_in_turn_and_passes_over_a_dead_one() -> None:
    with echo(b"1") as one, echo(b"2") as two, socket.create_server(("127.0.0.1", 0)) as gone:
        dead = gone.getsockname()[1]
        gone.close()
        with Relay([one, dead, two]) as relay:
            assert {ask(relay) for _ in range(6)} == {b"1hej", b"2hej"}


def test_a_relay_that_is_slow() -> None:
    with echo(b"") as target, Relay([target]) as relay:
        relay.delay = 0.3
        started = time.monotonic()
        assert ask(relay) == b"hej"
        assert time.monotonic() - started >= 0.3


def test_a_relay_that_is_cut_says_nothing_until_it_is_mended() -> None:
    with echo(b"") as target, Relay([target]) as relay:
        with socket.create_connection(("127.0.0.1", relay.port), timeout=0.3) as line:
            line.sendall(b"hej")
            assert line.recv(100) == b"hej"
            relay.cut()
            time.sleep(0.1)
            line.sendall(b"hej")
            with pytest.raises(TimeoutError):
                line.recv(100)
            with pytest.raises(TimeoutError):
                ask(relay, 0.3)
        relay.mend()
        time.sleep(0.1)
        assert ask(relay) == b"hej"


# -- what is measured as it is in production --------------------------------------------------------------------------


def test_visitors_come_through_the_proxy_that_is_deployed() -> None:
    told = dict(re.findall(r"^ {4}proxy_(\w+) (\d+)s;", CONFIGURATION.read_text("utf-8"), re.M))
    assert float(told["connect_timeout"]) == visitors.CONNECT
    assert float(told["read_timeout"]) == visitors.READ
    assert float(told["next_upstream_timeout"]) == visitors.NEXT_UPSTREAM


def test_replicas_have_the_patience_of_those_that_are_deployed(tmp_path: Path) -> None:
    measured = ours.Replica(tmp_path).environment
    deployed = load_settings()
    assert float(measured["GUIDEN_ANSWER_TIMEOUT_SECONDS"]) == deployed.answer_timeout_seconds
    assert float(measured["GUIDEN_ACTIONS_TIMEOUT_SECONDS"]) == deployed.actions_timeout_seconds
