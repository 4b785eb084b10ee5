"""What monitoring is told of turns, understanding, actions and what waits; and what it is never told."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any, Awaitable, Callable, Dict, List

import pytest
from prometheus_client.parser import text_string_to_metric_families
from rasa.core.channels.channel import UserMessage

from actions.smalltalk import ActionThank
from bot import metrics
from bot.channels.refused import Refused
from bot.channels.turns import ReplyCollector, begin, replies_to
from bot.replies.model import KINDS, Reply
from tests.actions.turns import run, typed
from tests.inbox.leaving import leave
from tests.outbox.messages import let_pass, put

CONVERSATION = "web:hemligtid"
SECRET = "hemligord"


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


# -- turns ---------------------------------------------------------------------------------------------


async def answers(message: UserMessage) -> None:
    await message.output_channel.send_custom_json(CONVERSATION, Reply("examples", SECRET).as_json())


async def apologises(message: UserMessage) -> None:
    await message.output_channel.send_custom_json(CONVERSATION, Reply("error", SECRET).as_json())


async def says_nothing(message: UserMessage) -> None:
    return None


async def fails(message: UserMessage) -> None:
    raise ValueError(SECRET)


async def refuses(message: UserMessage) -> None:
    raise Refused(503, "overloaded", SECRET, 1)


async def dawdles(message: UserMessage) -> None:
    await asyncio.sleep(0.5)


ENDS = [
    (answers, "answered", "examples", "web"),
    (answers, "answered", "examples", "other"),
    (apologises, "apology", "error", "web"),
    (says_nothing, "apology", "error", "teams"),
    (fails, "refused", None, "slack"),
    (refuses, "refused", None, "web"),
    (dawdles, "timeout", None, "other"),
]


@pytest.mark.parametrize(("listener", "outcome", "kind", "channel"), ENDS)
def test_a_turn_is_counted_by_how_it_ended(
    listener: Callable[[UserMessage], Awaitable[None]], outcome: str, kind: str, channel: str, database: str
) -> None:
    turns = {"channel": channel, "outcome": outcome}
    told = [("guiden_turns_total", turns), ("guiden_turn_seconds_count", {"channel": channel})]
    told += [("guiden_replies_total", {"channel": channel, "kind": kind})] if kind else []
    before = [value(name, **labels) for name, labels in told]
    given = channel if channel in metrics.CHANNELS else SECRET
    message = UserMessage(SECRET, ReplyCollector(given), CONVERSATION, input_channel=given)

    async def take_turn() -> None:
        await replies_to(message, begin(message, listener), seconds=0.1)

    if kind:
        asyncio.run(take_turn())
    else:
        with pytest.raises(Refused):
            asyncio.run(take_turn())
    assert [value(name, **labels) for name, labels in told] == [count + 1 for count in before]


def test_the_time_a_turn_takes_is_told_from_a_millisecond_on() -> None:
    def count(bound: str) -> float:
        return value("guiden_turn_seconds_bucket", channel="slack", le=bound)

    before = count("0.001"), count("0.01"), count("0.1")
    with metrics.turn("slack"):
        pass
    with metrics.turn("slack"):
        time.sleep(0.012)
    assert (count("0.001"), count("0.01"), count("0.1")) == (before[0] + 1, before[1] + 1, before[2] + 2)


def test_every_refusal_is_counted_by_its_code() -> None:
    before = value("guiden_refusals_total", code="rate_limited")
    Refused(429, "rate_limited", "Vänta lite.", 60)
    assert value("guiden_refusals_total", code="rate_limited") == before + 1


# -- understanding -------------------------------------------------------------------------------------


def parsed(text: str, *ranking: tuple) -> Dict[str, Any]:
    intents = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return {"text": text, "intent": intents[0] if intents else {}, "intent_ranking": intents}


UNDERSTOOD = [  # parse data, messages counted, the sum of their confidences, fallbacks
    (parsed("exempel", ("search_examples", 0.75)), 1, 0.75, 0),
    (parsed("hmm", ("nlu_fallback", 0.7), ("help", 0.25), ("greet", 0.2)), 1, 0.25, 1),
    (parsed("hmm", ("nlu_fallback", 0.7)), 1, 0, 1),
    (parsed("", ("greet", 0.5)), 0, 0, 0),
    (parsed('/help{"choice": 1}', ("help", 1.0)), 0, 0, 0),
]


@pytest.mark.parametrize(("parse_data", "messages", "confidence", "fallbacks"), UNDERSTOOD)
def test_how_well_people_are_understood(
    parse_data: Dict[str, Any], messages: int, confidence: float, fallbacks: int
) -> None:
    def counted() -> List[float]:
        name = "guiden_understanding_confidence"
        counts = [value(f"{name}_count", channel="teams"), value(f"{name}_sum", channel="teams")]
        return [*counts, value("guiden_fallbacks_total", channel="teams")]

    before = counted()
    metrics.understood("teams", parse_data)
    assert [now - then for now, then in zip(counted(), before)] == pytest.approx([messages, confidence, fallbacks])


# -- actions -------------------------------------------------------------------------------------------


class Fails(ActionThank):
    intents = ()

    def name(self) -> str:
        return "action_that_fails"

    def respond(self, turn: Any) -> Any:
        raise ValueError(SECRET)


def test_an_action_that_fails_is_counted(database: str) -> None:
    def failed(action: str) -> float:
        return value("guiden_action_errors_total", action=action)

    before = failed("action_that_fails"), failed("action_thank")
    run(Fails(), typed("tack", "thank"), {})
    run(ActionThank(), typed("tack", "thank"), {})
    assert (failed("action_that_fails"), failed("action_thank")) == (before[0] + 1, before[1])


# -- what waits ----------------------------------------------------------------------------------------


def told() -> Dict[str, float]:
    """The samples without labels."""
    families = text_string_to_metric_families(metrics.page().decode())
    return {sample.name: sample.value for family in families for sample in family.samples if not sample.labels}


def test_the_outbox_is_read_when_asked_for(database: str) -> None:
    empty = told()
    assert (empty["guiden_database_up"], empty["guiden_outbox_messages"]) == (1, 0)
    assert empty["guiden_outbox_oldest_seconds"] == 0
    put(number=2)
    let_pass(hours=3)
    full = told()
    assert full["guiden_outbox_messages"] == 2 and full["guiden_outbox_oldest_seconds"] >= 3 * 3600


def test_so_is_the_inbox(database: str) -> None:
    assert told()["guiden_inbox_messages"] == 0
    leave("slack:1", SECRET)
    assert told()["guiden_inbox_messages"] == 1


def test_a_database_without_tables_hides_nothing_else(empty_database: str) -> None:
    found = told()
    assert found["guiden_database_up"] == 0 and "guiden_outbox_messages" not in found
    assert found["guiden_turns_running"] == 0 and found["guiden_process_resident_memory_bytes"] > 10**7


def test_a_database_that_hangs_is_waited_for_once_and_not_for_long() -> None:
    alone, hanging = threading.Lock(), threading.Event()
    for seconds in (0.1, 10):  # the second one doesn't even begin
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            metrics.within(seconds, hanging.wait, alone)
        assert time.monotonic() - started < 5
    hanging.set()
    with alone:
        pass
    assert metrics.within(10, lambda: "back", alone) == "back"


# -- what is never told --------------------------------------------------------------------------------


def test_labels_have_few_values_and_no_words(database: str) -> None:
    metrics.describe_build("20261101-guiden.tar.gz")
    message = UserMessage(SECRET, ReplyCollector(SECRET), CONVERSATION, input_channel=SECRET)
    asyncio.run(_takes_turn(message))
    metrics.understood(SECRET, parsed(SECRET, (SECRET, 0.5)))
    page = metrics.page().decode()
    assert SECRET not in page and CONVERSATION.partition(":")[2] not in page
    allowed = {"channel": {*metrics.CHANNELS, "other"}, "kind": set(KINDS)}
    samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    assert {name for sample in samples for name in sample.labels} >= {"channel", "kind", "outcome", "le", "version"}
    for sample in samples:
        assert sample.name.startswith("guiden_") and not sample.name.endswith("_created")
        for name, known in allowed.items():
            assert sample.labels.get(name) in {None, *known}


async def _takes_turn(message: UserMessage) -> None:
    await replies_to(message, begin(message, answers), seconds=1)
