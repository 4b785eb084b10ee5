"""What operators see of a running assistant: metrics, a log and traces that fit together, and nobody's words."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Set

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.metrics import CONTENT_TYPE
from bot.tracing import ENDPOINT
from tests.otel_collector import Collector, attributes

pytestmark = pytest.mark.one_process("the metrics, log and traces of one process")
UNDERSTOOD, NOT_UNDERSTOOD = "Vad är IOP egentligen, kära Hjördis?", "kanske det eller så"
WORDS = ("Hjördis", "Hj\\u00f6rdis", "eller så", "eller s\\u00e5")


class Seen(NamedTuple):
    conversation: str
    metrics: str
    log: str
    collector: Collector


def read(address: str, seconds: float = 60) -> str:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                assert response.headers["Content-Type"] == CONTENT_TYPE
                return response.read().decode()
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < deadline, "nothing answered"
            time.sleep(0.2)


@pytest.fixture(scope="module", params=[False, True], ids=["in the process", "action server"])
def seen(request: pytest.FixtureRequest, model: Path, folder_with_content: Callable[[str], Path]) -> Seen:
    """After two messages of one visitor and a request that is refused."""
    folder = folder_with_content(f"seen_inside_{request.param}")
    collector = Collector()
    more = {"GUIDEN_LOG_FORMAT": "json", "GUIDEN_LOG_LEVEL": "DEBUG", ENDPOINT: collector.address}
    with collector.running():
        with Servers(folder, more=more, prepared=True, with_action_server=request.param) as servers:
            visitor = WebVisitor(servers.address)
            for text in (UNDERSTOOD, NOT_UNDERSTOOD):
                visitor.say(text)
            with pytest.raises(urllib.error.HTTPError):
                visitor.say("/restart")
            metrics = read(f"{servers.address}/metrics")
        return Seen(visitor.conversation, metrics, servers.log(), collector)


def test_metrics_count_what_was_said(seen: Seen) -> None:
    families = text_string_to_metric_families(seen.metrics)
    found = {
        (sample.name, *(value for name, value in sorted(sample.labels.items()) if name != "le")): sample.value
        for family in families
        for sample in family.samples
    }
    assert found["guiden_turns_total", "web", "answered"] == found["guiden_turn_seconds_count", "web"] == 2
    assert found["guiden_replies_total", "web", "answer"] == 1
    assert found["guiden_understanding_confidence_count", "web"] == 2
    assert found["guiden_fallbacks_total", "web"] == 1
    assert found["guiden_refusals_total", "command"] == 1
    assert found["guiden_database_up",] == 1
    assert found["guiden_turns_running",] == found["guiden_turns_waiting",] == 0
    (build,) = [labels for labels in found if labels[0] == "guiden_build_info"]
    assert build[1].endswith(".tar.gz") and build[2] == "0.1.0"


def test_every_line_of_the_log_is_an_object(seen: Seen) -> None:
    lines: List[Dict[str, Any]] = [json.loads(line) for line in seen.log.splitlines() if line]
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    assert {line["conversation"] for line in lines if "conversation" in line} <= {seen.conversation}


def test_a_turn_is_one_trace_with_its_parts(seen: Seen) -> None:
    spans = seen.collector.spans()
    turns = [span for span in spans if span.name == "turn"]
    assert len(turns) == 2
    for turn in turns:
        assert attributes(turn) == {"channel": "web"} and not turn.parent_span_id
        parts: Set[str] = {span.name for span in spans if span.trace_id == turn.trace_id and span is not turn}
        assert parts == {"understanding", "policies", "action", "save"}
        assert {span.parent_span_id for span in spans if span.trace_id == turn.trace_id} == {b"", turn.span_id}


def test_nothing_of_it_has_what_was_said_or_by_whom(seen: Seen) -> None:
    sent = b"".join(seen.collector.bodies)
    for words in WORDS:
        assert words not in seen.metrics and words not in seen.log and words.encode() not in sent
    assert seen.conversation not in seen.metrics and seen.conversation.encode() not in sent


def test_an_action_server_of_its_own_has_metrics_too(folder_with_content: Callable[[str], Path]) -> None:
    servers = Servers(folder_with_content("actions_seen"), prepared=True)
    servers.start(["actions"])
    try:
        page = read(f"http://127.0.0.1:{servers.actions_port}/metrics")
    finally:
        servers.stop("actions")
    assert "guiden_database_up 1.0" in page and 'guiden_build_info{model="",version="' in page
