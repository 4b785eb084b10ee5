"""States that are made once in a turn are those that Rasa makes anew each time, wherever the conversation has gone."""

from __future__ import annotations

import random
from typing import Any, Callable, List

import pytest

from bot.engine import lean_imports

lean_imports.install()

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)

from bot.engine.states import last_states, states_of_stories  # noqa: E402
from bot.engine.tracker import Conversation  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed:UserWarning")

DOMAIN = """
    intents: [ask, tell]
    entities: [place]
    actions: [action_answer, action_end]
    slots:
      place: {type: text, influence_conversation: true, mappings: [{type: custom}]}
      sent: {type: bool, influence_conversation: true, mappings: [{type: custom}]}
    forms:
      form: {required_slots: [place]}
      other: {required_slots: [place]}
"""
RULE_ONLY = {"rule_only_slots": ["sent"], "rule_only_loops": ["other"]}
WALKS, STEPS = 40, 60

KINDS: List[Callable[[random.Random], Event]] = [
    lambda chance: UserUttered("hej", {"name": chance.choice(["ask", "tell"]), "confidence": 1.0}),
    lambda chance: UserUttered("Malmö", {"name": "ask"}, [{"entity": "place", "value": "Malmö", "start": 0, "end": 5}]),
    lambda chance: ActionExecuted("action_listen", hide_rule_turn=chance.random() < 0.4),
    lambda chance: ActionExecuted("action_listen"),
    lambda chance: ActionExecuted("action_answer", hide_rule_turn=chance.random() < 0.4),
    lambda chance: ActionExecuted(chance.choice(["form", "other"])),
    lambda chance: ActiveLoop(chance.choice(["form", "other", None])),
    lambda chance: SlotSet("place", chance.choice(["Malmö", None])),
    lambda chance: SlotSet("sent", chance.choice([True, None])),
    lambda chance: FollowupAction("action_end"),
    lambda chance: ActionExecutionRejected("form"),
]
# Half of the walks have nothing of these, which Rasa's look at the others depends on.
TAKES_BACK = (ActiveLoop, ActionReverted, UserUtteranceReverted)
SELDOM: List[Callable[[random.Random], Event]] = [
    lambda chance: Restarted(),
    lambda chance: SessionStarted(),
    lambda chance: ActionReverted(),
    lambda chance: UserUtteranceReverted(),
]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_yaml(DOMAIN)


@pytest.mark.parametrize("seed", range(WALKS))
def test_states_are_those_that_rasa_makes(seed: int, domain: Domain) -> None:
    chance = random.Random(seed)
    tracker = Conversation("web:1", domain.slots)
    for step in range(STEPS):
        kinds = SELDOM if chance.random() < 0.07 else KINDS
        event = chance.choice(kinds)(chance)
        if seed % 2 and isinstance(event, TAKES_BACK):
            continue
        tracker.update(event, domain)
        if chance.random() < 0.2:
            tracker = tracker.copy()
        if chance.random() < 0.7:
            spoiled(last_states(tracker.before(domain), 4))
            expected = domain.states_for_tracker_history(tracker)
            assert last_states(tracker.before(domain), 4) == expected[-4:], step
            assert last_states(tracker.before(domain), 1000) == expected, step
            for data in (RULE_ONLY, None):
                spoiled(states_of_stories(tracker.before(domain), domain, data))
                expected = domain.states_for_tracker_history(tracker, ignore_rule_only_turns=True, rule_only_data=data)
                assert states_of_stories(tracker.before(domain), domain, data) == expected, step


def spoiled(states: List[Any]) -> None:
    """What a policy takes out of its states."""
    for state in states:
        state.get("user", {}).pop("intent", None)
        state.pop("slots", None)


def test_a_conversation_is_followed_only_where_it_has_gone_on(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = Conversation("web:1", domain.slots)
    asked = []
    active_state = Domain.get_active_state
    monkeypatch.setattr(Domain, "get_active_state", lambda *given: asked.append(1) or active_state(*given))
    for count in range(20):
        tracker.update(ActionExecuted("action_listen"), domain)
        before = len(asked)
        tracker.before(domain)
        tracker.before(domain)
        assert len(asked) - before <= 2, count
