"""Traces go to a collector when one is named, without anybody's words; otherwise nothing happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Dict

import pytest

from bot.settings import PROJECT_ROOT
from bot.tracing import ENDPOINT
from tests.otel_collector import Collector, attributes

SECRET = "hemligord"
SETUP = """
import asyncio, json, sys
from bot import tracing
from bot.engine import logs
logs.configure("INFO")
tracing.start()
"""


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    """The code in a process of its own, which names no collector unless the environment here does."""
    without = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code], cwd=PROJECT_ROOT, env={**without, **environment}, capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


TURN = """
async def turn():
    with tracing.span("turn", channel="web"):
        await asyncio.to_thread(act)
def act():
    try:
        with tracing.span("action", action="action_answer"):
            raise ValueError("hemligord")
    except ValueError:
        pass
asyncio.run(turn())
"""


def test_a_turn_is_sent_with_what_is_done_in_it_and_without_words() -> None:
    collector = Collector()
    with collector.running():
        done = run(TURN, **{ENDPOINT: collector.address})
    action, turn = sorted(collector.spans(), key=lambda span: span.name)
    assert (action.name, turn.name, collector.services()) == ("action", "turn", {"hansynsguiden"})
    assert (action.trace_id, action.parent_span_id) == (turn.trace_id, turn.span_id) and not turn.parent_span_id
    assert attributes(turn) == {"channel": "web"}
    assert attributes(action) == {"action": "action_answer", "error.type": "ValueError"}
    assert (turn.status.code, action.status.code) == (0, 2)
    assert SECRET.encode() not in b"".join(collector.bodies) and SECRET not in done.stderr


def test_a_service_may_have_another_name() -> None:
    collector = Collector()
    with collector.running():
        run(TURN, **{ENDPOINT: collector.address, "OTEL_SERVICE_NAME": "guiden-a"})
    assert collector.services() == {"guiden-a"}


def test_turns_go_on_without_the_collector() -> None:
    started = time.monotonic()
    done = run(TURN + 'print("went on")', **{ENDPOINT: "http://127.0.0.1:9"})
    assert done.stdout == "went on\n" and SECRET not in done.stderr
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("environment", [{}, {ENDPOINT: ""}])
def test_nothing_is_loaded_or_made_when_no_collector_is_named(environment: Dict[str, str]) -> None:
    code = """
same = tracing.span("turn", channel="web") is tracing.span("action")
with tracing.span("turn"), tracing.span("action"):
    pass
print(json.dumps([same, "opentelemetry" in sys.modules]))
"""
    done = run(code, **environment)
    assert (json.loads(done.stdout), done.stderr) == ([True, False], "")


def test_a_collector_without_the_libraries_is_told_at_the_start() -> None:
    code = 'with tracing.span("turn"):\n    print("went on")\n'
    blocked = "import sys; sys.modules['opentelemetry'] = None\n"
    done = subprocess.run(
        [sys.executable, "-c", blocked + SETUP + code], cwd=PROJECT_ROOT, capture_output=True, text=True,
        env={**os.environ, ENDPOINT: "http://127.0.0.1:9"},
    )  # fmt: skip
    assert done.stdout == "went on\n" and "install hansynsguiden[tracing]" in done.stderr
    assert done.stderr.count("ERROR") == 1
