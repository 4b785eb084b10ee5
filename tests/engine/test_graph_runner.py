"""The planned runner gives what Dask's runner gives, message after message, and fails as it fails."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest

from bot.engine import lean_imports

lean_imports.install()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.engine.exceptions import GraphRunError  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.shared.core.events import ActionExecuted, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.engine.agent import understanding  # noqa: E402
from bot.engine.graph_runner import PlannedGraphRunner  # noqa: E402

# Rasa says so of every domain that it loads from a model.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed:UserWarning")

MESSAGES = [
    "hej",
    "har ni exempel på IOP i Malmö?",
    "visa fler",
    "vad är ett iop",
    "asdf",
    "",
    "jag vill skicka in ett exempel",
]


@pytest.fixture(scope="module")
def dask(model: Path) -> Agent:
    return Agent.load(str(model))


@pytest.fixture(scope="module")
def planned(model: Path) -> Agent:
    agent = understanding(model)
    assert agent.processor is not None
    assert type(agent.processor.graph_runner) is PlannedGraphRunner
    return agent


def parsed(agent: Agent, text: str) -> Dict[str, Any]:
    """In a thread of its own: the browser tests leave a running event loop in this one."""
    with ThreadPoolExecutor() as thread:
        return {**thread.submit(asyncio.run, agent.parse_message(text)).result(), "message_id": None}


@pytest.mark.parametrize("text", MESSAGES)
def test_messages_are_understood_alike(text: str, dask: Agent, planned: Agent) -> None:
    assert parsed(planned, text) == parsed(dask, text)


def predictions(agent: Agent) -> List[Tuple[Any, ...]]:
    """What the policies say after each message of one conversation."""
    domain = agent.domain
    tracker = DialogueStateTracker("test", domain.slots)
    tracker.update(ActionExecuted("action_listen"), domain)
    found = []
    for text in MESSAGES:
        parse = parsed(agent, text)
        tracker.update(UserUttered(text, parse["intent"], parse["entities"], parse), domain)
        prediction = agent.processor._predict_next_with_tracker(tracker)
        action = domain.action_names_or_texts[prediction.max_confidence_index]
        found.append((action, prediction.max_confidence, prediction.policy_name))
        tracker.update(ActionExecuted(action), domain)
        tracker.update(ActionExecuted("action_listen"), domain)
    return found


def test_a_conversation_goes_the_same_way(dask: Agent, planned: Agent) -> None:
    assert predictions(planned) == predictions(dask)
    assert len({action for action, _, _ in predictions(planned)}) >= 4


def test_inputs_do_not_stay_for_the_next_run(planned: Agent) -> None:
    assert parsed(planned, "hej")["text"] == "hej"
    assert parsed(planned, "visa fler")["text"] == "visa fler"


@pytest.mark.parametrize("runner_of", ["dask", "planned"])
def test_a_failing_node_fails_the_run(runner_of: str, request: pytest.FixtureRequest, monkeypatch) -> None:
    runner: DaskGraphRunner = request.getfixturevalue(runner_of).processor.graph_runner
    node = next(name for name in runner._instantiated_nodes if "Classifier" in name and "Label" in name)

    def fails(*_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setitem(runner._instantiated_nodes, node, fails)
    with pytest.raises(GraphRunError):
        runner.run({"__message__": [UserMessage("hej")], "__tracker__": None}, [node])
