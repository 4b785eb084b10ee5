"""What policies predict from: the states of a conversation, each made once in a turn.

Rasa replays the conversation from its beginning for every policy and every prediction.
"""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker


class Before(NamedTuple):
    """A conversation as it was before an action, or is now.

    `hidden` tells that stories have nothing of the action, and `goes_on` that it was decided without asking any policy.
    """

    state: State
    hidden: bool
    goes_on: bool


class States:
    """Of one conversation. Where it has gone on, it is only followed from there."""

    _applied: List[Event]
    _before: List[Before]

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._start(tracker)

    def of(self, tracker: DialogueStateTracker, domain: Domain) -> List[Before]:
        """Oldest first, the last one now; they are not to be changed."""
        applied = tracker.applied_events()
        if not _goes_on(self._applied, applied):
            self._start(tracker)
        new = applied[len(self._applied) :]
        if new or not self._before:
            del self._before[-1:]
            self._follow(new, domain)
            self._applied = applied
        return self._before

    def _start(self, tracker: DialogueStateTracker) -> None:
        self._twin = tracker.init_copy()
        self._applied, self._before = [], []

    def _follow(self, events: Sequence[Event], domain: Domain) -> None:
        for event in events:
            if isinstance(event, ActionExecuted):
                self._before.append(_before(self._twin, domain, event.hide_rule_turn))
            self._twin.update(event)
        self._before.append(_before(self._twin, domain, False))


def last_states(before: Sequence[Before], number: int) -> List[State]:
    """As Domain.states_for_tracker_history, of which they are the end."""
    return [_copy(each.state) for each in before[-number:]]


def states_of_stories(
    before: Sequence[Before], domain: Domain, rule_only_data: Optional[Dict[str, Any]]
) -> List[State]:
    """As Domain.states_for_tracker_history, without what only rules have."""
    states: List[State] = []
    last_action, hidden = None, False
    for each in before:
        if not hidden:
            last_action = each.state.get(PREVIOUS_ACTION)
        if not each.goes_on:
            hidden = each.hidden
        if hidden:
            continue
        state = _copy(each.state)
        domain._remove_rule_only_features(state, rule_only_data)
        if states:
            domain._substitute_rule_only_user_input(state, states[-1])
        if last_action:
            state[PREVIOUS_ACTION] = last_action
        states.append(domain._clean_state(state))
    return states


def _goes_on(earlier: Sequence[Event], now: Sequence[Event]) -> bool:
    return len(earlier) <= len(now) and all(one is other for one, other in zip(earlier, now))


def _before(tracker: DialogueStateTracker, domain: Domain, hidden: bool) -> Before:
    goes_on = bool(tracker.followup_action) or tracker.latest_action_name == tracker.active_loop_name
    return Before(domain.get_active_state(tracker), hidden, goes_on)


def _copy(state: State) -> State:
    return {kind: dict(part) for kind, part in state.items()}
