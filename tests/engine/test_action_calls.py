"""What an action is sent, and that one in the process answers and fails as an action server's does."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Dict, Iterator, Tuple

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.engine.action_calls import InProcessActions, LeanRemoteAction
from bot.engine.tracker import Conversation
from bot.settings import PROJECT_ROOT
from tests.databases import in_process_database
from tests.replicas import Assistant, MakePlace

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill")


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(PROJECT_ROOT / "domain.yml"))


def conversation(domain: Domain, turns: int) -> Conversation:
    tracker = Conversation("web:0123", domain.slots)
    for number in range(turns):
        tracker.update(UserUttered(f"fråga {number}", {"name": "thank", "confidence": 0.9}))
        tracker.update(ActionExecuted("action_thank"))
        tracker.update(SlotSet("doubts", number))
        tracker.update(BotUttered(None, {"custom": {"kind": "smalltalk", "text": f"svar {number}"}}))
        tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("tack", {"name": "thank", "confidence": 0.9}))
    return tracker


@pytest.mark.parametrize("turns", [0, 1, 3, 100])
def test_an_action_is_sent_what_it_reads_and_nothing_more(turns: int, domain: Domain) -> None:
    tracker = conversation(domain, turns)
    sent = LeanRemoteAction("action_thank", None)._action_call_format(tracker, domain)
    stock = RemoteAction("action_thank", None)._action_call_format(tracker, domain)
    assert set(stock) - set(sent) == {"domain"}
    assert {**sent["tracker"], "events": None} == {**stock["tracker"], "events": None}
    texts = [(event.get("data") or {}).get("custom", event.get("text")) for event in sent["tracker"]["events"]]
    before = [f"fråga {turns - 1}", {"kind": "smalltalk", "text": f"svar {turns - 1}"}] if turns else []
    assert texts == [*before, "tack"]


class Rejecting(Action):
    def name(self) -> str:
        return "action_rejecting"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        raise ActionExecutionRejection(self.name(), "inte nu")


FAILURES = {"action_rejecting": 400, "action_nobody_has": 404}


@pytest.mark.parametrize(("name", "status"), FAILURES.items())
def test_failures_have_the_status_that_a_server_gives(name: str, status: int) -> None:
    actions = InProcessActions("actions")
    actions.executor.register_action(Rejecting)
    call = {"next_action": name, "sender_id": "web:0123", "tracker": {"sender_id": "web:0123"}}
    with pytest.raises(ClientResponseError) as error:
        asyncio.run(actions.request(json=call))
    assert error.value.status == status
    assert json.loads(error.value.text)["action_name"] == name


def test_what_an_action_gives_is_shared_with_nobody() -> None:
    actions = InProcessActions("actions")
    given = {"events": [{"event": "slot", "name": "search", "value": {"ids": ("a", "b")}}], "responses": []}

    class Giving(Action):
        def name(self) -> str:
            return "action_giving"

        def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
            return given["events"]

    actions.executor.register_action(Giving)
    call = {"next_action": "action_giving", "sender_id": "web:0123", "tracker": {"sender_id": "web:0123"}}
    answer = asyncio.run(actions.request(json=call))
    assert answer["events"] == [{"event": "slot", "name": "search", "value": {"ids": ["a", "b"]}}]
    answer["events"][0]["value"]["ids"].append("c")
    assert given["events"][0]["value"] == {"ids": ("a", "b")}


@pytest.fixture(scope="module")
def both(make_place: MakePlace) -> Iterator[Tuple[EndpointConfig, EndpointConfig]]:
    """The same actions in this process and on a server, with one database."""
    servers = Assistant(make_place("both_ways"))
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, servers.folder, servers.database):
        servers.start(["actions"])
        try:
            servers.wait_until_ready()
            yield InProcessActions("actions"), EndpointConfig(f"http://127.0.0.1:{servers.actions_port}/webhook")
        finally:
            servers.stop("actions")


CALLS: Dict[str, Dict[str, Any]] = {
    "action_thank": {"name": "thank", "confidence": 0.9},
    "action_greet": {"name": "greet", "confidence": 0.9},
    "action_search_guides": {"name": "search_guides", "confidence": 0.9},
    "action_search_examples": {"name": "search_examples", "confidence": 0.9},
    "validate_submission_form": {"name": "submit_example", "confidence": 0.9},
}


@pytest.mark.parametrize("name", CALLS)
def test_the_same_answer_both_ways(name: str, both: Tuple[EndpointConfig, EndpointConfig], domain: Domain) -> None:
    tracker = conversation(domain, 1)
    tracker.update(UserUttered("exempel på städning i Malmö", CALLS[name]))
    answers = []
    for number, endpoint in enumerate(both):
        tracker.sender_id = f"web:{name}{number}"  # a form that is begun is begun
        call = LeanRemoteAction(name, None)._action_call_format(tracker, domain)
        answers.append(asyncio.run(endpoint.request(json=call)))
    here, there = answers
    assert _without_chance(here) == _without_chance(there)
    assert here["responses"]


def _without_chance(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {
            key: _without_chance(each)
            for key, each in answer.items()
            if key != "id" and each != "submission_receipt" and not str(each).startswith("HG-")
        }
    return [_without_chance(each) for each in answer] if isinstance(answer, list) else answer
