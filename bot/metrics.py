"""What monitoring is told: how many turns, how fast, how sure and what went wrong; never who said what.

Every label has few values, all from our own code: a channel, an outcome, a kind of reply, an action, a code.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.metadata
import queue
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, Iterator, Mapping, Sequence, Tuple

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector

from bot.database import now
from bot.inbox.store import waiting as waiting_for_answers
from bot.outbox.store import Waiting, waiting

CONTENT_TYPE = prometheus_client.CONTENT_TYPE_LATEST
CHANNELS = ("web", "teams", "slack")
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
CONFIDENCES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1)
NOT_UNDERSTOOD = "nlu_fallback"
# Seconds that a database may keep monitoring waiting; it scrapes every 15 s or so.
PATIENCE = 2

REGISTRY = CollectorRegistry()

BUILD = Info("guiden_build", "Version of the assistant and name of its model.", registry=REGISTRY)
TURNS = Counter("guiden_turns", "Turns, by how they ended for the visitor.", ["channel", "outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "guiden_turn_seconds", "From a message to its answer.", ["channel"], buckets=SECONDS, registry=REGISTRY
)
TURNS_RUNNING = Gauge("guiden_turns_running", "Turns that are carried out now.", registry=REGISTRY)
TURNS_WAITING = Gauge("guiden_turns_waiting", "Turns that wait for others now.", registry=REGISTRY)
CONFIDENCE = Histogram(
    "guiden_understanding_confidence", "Confidence in the likeliest intent of what was typed.", ["channel"],
    buckets=CONFIDENCES, registry=REGISTRY,
)  # fmt: skip
FALLBACKS = Counter("guiden_fallbacks", "Typed messages that were not understood.", ["channel"], registry=REGISTRY)
REPLIES = Counter("guiden_replies", "Replies, by what they are.", ["channel", "kind"], registry=REGISTRY)
ACTION_ERRORS = Counter("guiden_action_errors", "Actions that failed.", ["action"], registry=REGISTRY)
SAVE_CONFLICTS = Counter(
    "guiden_save_conflicts", "Turns not saved because the conversation had gone on elsewhere.", registry=REGISTRY
)
FAILED_SAVES = Counter("guiden_failed_saves", "Turns the database did not take.", registry=REGISTRY)
REFUSALS = Counter("guiden_refusals", "Requests that were refused, by the code they got.", ["code"], registry=REGISTRY)


@dataclass
class TurnMeter:
    """How a turn ends: answered, apology, refused, timeout, or left when the visitor has gone before it did."""

    outcome: str = "answered"


@contextlib.contextmanager
def turn(channel: str) -> Iterator[TurnMeter]:
    """Count and time a turn. One that ends in an exception is refused, unless its meter says otherwise."""
    meter = TurnMeter()
    started = time.perf_counter()
    try:
        yield meter
    except asyncio.CancelledError:
        meter.outcome = "left"
        raise
    except Exception:
        meter.outcome = "refused" if meter.outcome == "answered" else meter.outcome
        raise
    finally:
        TURN_SECONDS.labels(_known(channel)).observe(time.perf_counter() - started)
        TURNS.labels(_known(channel), meter.outcome).inc()


def replied(channel: str, replies: Sequence[Mapping[str, Any]]) -> None:
    """Count replies as Reply.as_json has them."""
    for reply in replies:
        REPLIES.labels(_known(channel), reply["kind"]).inc()


def understood(channel: str, parsed: Mapping[str, Any]) -> None:
    """Count what Rasa makes of a message (its parse data); a pressed button, "/intent", needs no understanding."""
    if (parsed.get("text") or "/").startswith("/"):
        return
    intents = [parsed.get("intent") or {}, *(parsed.get("intent_ranking") or [])]
    if intents[0].get("name") == NOT_UNDERSTOOD:
        FALLBACKS.labels(_known(channel)).inc()
    likeliest = (each["confidence"] for each in intents if each.get("name") not in (None, NOT_UNDERSTOOD))
    CONFIDENCE.labels(_known(channel)).observe(next(likeliest, 0.0))


def _known(channel: str) -> str:
    return channel if channel in CHANNELS else "other"


def describe_build(model: str = "") -> None:
    """Tell which version this is, and which model it serves."""
    BUILD.info({"version": importlib.metadata.version("hansynsguiden"), "model": model})


def page() -> bytes:
    """Everything in Prometheus's text format. It asks the database, so not on the event loop."""
    prometheus_client.disable_created_metrics()  # a time for each series, which nobody reads
    return prometheus_client.generate_latest(REGISTRY)


# -- read when asked for -------------------------------------------------------------------------------


class _Database:
    """What waits there. Without its database monitoring learns that, and all the rest as usual."""

    def __init__(self) -> None:
        self._asking = threading.Lock()

    def describe(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("guiden_database_up", "Whether the database answered in time.")
        yield GaugeMetricFamily("guiden_inbox_messages", "Messages that are acknowledged and not answered yet.")
        yield GaugeMetricFamily("guiden_outbox_messages", "Messages that are not delivered yet.")
        yield GaugeMetricFamily("guiden_outbox_oldest_seconds", "Age of the oldest of them.")

    def collect(self) -> Iterator[Metric]:
        answers, *families = self.describe()
        try:
            unanswered, outbox = within(PATIENCE, _waiting, self._asking)
        except Exception:  # of whatever kind: a database that is away must not hide the rest
            answers.add_metric([], 0)
            yield answers
            return
        age = (now() - outbox.oldest).total_seconds() if outbox.oldest else 0
        for family, value in zip((answers, *families), (1, unanswered, outbox.total, max(age, 0))):
            family.add_metric([], value)
            yield family


def _waiting() -> Tuple[int, Waiting]:
    return waiting_for_answers(), waiting()


class _Process:
    """Memory and processor time, from the kernel."""

    WANTED = ("guiden_process_resident_memory_bytes", "guiden_process_cpu_seconds")

    def collect(self) -> Iterator[Metric]:
        found = ProcessCollector(namespace="guiden", registry=None).collect()
        return (family for family in found if family.name in self.WANTED)


def within(seconds: float, work: Callable[[], Any], one_at_a_time: threading.Lock) -> Any:
    """What the work returns.

    Raises:
        TimeoutError: it takes longer, or earlier work is still not done. The thread it has is left to itself.
        Exception: whatever the work raises.
    """
    result: queue.SimpleQueue = queue.SimpleQueue()

    def run() -> None:
        try:
            result.put((work(), None))
        except Exception as error:
            result.put((None, error))
        finally:
            one_at_a_time.release()

    if not one_at_a_time.acquire(blocking=False):
        raise TimeoutError
    threading.Thread(target=run, daemon=True, name="metrics").start()
    try:
        value, error = result.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return value


REGISTRY.register(_Database())
REGISTRY.register(_Process())
