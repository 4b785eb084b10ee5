"""Rasa's policies, which predict what they always have without working out what nobody reads.

Rasa formats the conversation for log lines that are never written, tries every rule on every state since the
conversation began, and predicts once more from the text, for rules that have texts in them.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from typing import Any, Dict, List, Optional, Set, Tuple

from rasa.core.constants import POLICY_MAX_HISTORY
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT

from bot.engine.states import last_states, states_of_stories
from bot.engine.stored_events import TURNS
from bot.engine.tracker import Conversation

# What rules have said of so many states is kept; there are about as many as intents with their kinds of entities.
MOST_KEPT = 5000
# An action, what said so, and whether a form is to hear that it was interrupted.
Said = Tuple[Optional[str], Optional[str], bool]
_COMPONENT = DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT


class TooLongRule(Exception):
    """A rule looks further back than conversations are read (bot.engine.stored_events.TURNS)."""


def _nothing(states: List[Dict]) -> str:
    return ""


@DefaultV1Recipe.register(_COMPONENT, is_trainable=True)
class LeanMemoizationPolicy(MemoizationPolicy):
    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: Optional[Dict[str, Any]] = None, **_: Any
    ) -> PolicyPrediction:
        states = self._prediction_states(tracker, domain, rule_only_data=rule_only_data)
        action = self.recall(states, tracker, domain, rule_only_data=rule_only_data)
        return self._prediction(self._prediction_result(action, tracker, domain))

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: Optional[Dict[str, Any]] = None,
    ) -> List[State]:
        if not isinstance(tracker, Conversation):
            return super()._prediction_states(tracker, domain, use_text_for_last_user_input, rule_only_data)
        states = states_of_stories(tracker.before(domain), domain, rule_only_data)
        states = self.featurizer.slice_state_history(states, self.config[POLICY_MAX_HISTORY])
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states


@DefaultV1Recipe.register(_COMPONENT, is_trainable=True)
class LeanRulePolicy(RulePolicy):
    format_tracker_states = staticmethod(_nothing)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._trained = bool(self.lookup.get(RULES))  # else it is about to learn, which is left to Rasa
        self._found: Dict[Tuple[Optional[str], str], Said] = {}
        self._indexes: Dict[int, Dict[Optional[str], List[str]]] = {}
        self._longest, self._some_without_intent = _read(self.lookup)
        if self._longest > TURNS:
            raise TooLongRule(f"a rule has {self._longest} states, and only {TURNS} turns of a conversation are read")

    def _prediction_states(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool = False, **more: Any
    ) -> List[State]:
        """No more of them than the longest rule has."""
        if not self._trained or not isinstance(tracker, Conversation):
            return super()._prediction_states(tracker, domain, use_text_for_last_user_input, **more)
        states = last_states(tracker.before(domain), self._longest)
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Said:
        in_loop = tracker.active_loop_name is not None
        if use_text_for_last_user_input and self._trained and not self._some_without_intent and not in_loop:
            return None, None, False  # none of the rules can apply to a text
        find = functools.partial(super()._find_action_from_rules, tracker, domain, use_text_for_last_user_input)
        if use_text_for_last_user_input or not self._trained or not isinstance(tracker, Conversation):
            return find()
        states = self._prediction_states(tracker, domain)
        if any(TEXT in state.get(USER, {}) for state in states):  # is somebody's own words, and seldom said twice
            return find()
        key = tracker.active_loop_name, repr(states)
        if key not in self._found:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            self._found[key] = find()
        return self._found[key]

    def _get_possible_keys(self, lookup: Dict[str, str], states: List[State]) -> Set[str]:
        """A rule whose own states fit is possible whatever was before them; its last one names the action, or none."""
        if not self._trained or not states:
            return super()._get_possible_keys(lookup, states)
        named = self._by_last_action(lookup)
        likely = {key: lookup[key] for action in (None, _action(states[-1])) for key in named.get(action, ())}
        return super()._get_possible_keys(likely, states)

    def _by_last_action(self, lookup: Dict[str, str]) -> Dict[Optional[str], List[str]]:
        """The rules by the action that their last state follows."""
        identity = id(lookup)  # one of two, which live as long as the policy
        if identity not in self._indexes:
            index: Dict[Optional[str], List[str]] = defaultdict(list)
            for key in lookup:
                index[_action(json.loads(key)[-1])].append(key)
            self._indexes[identity] = index
        return self._indexes[identity]


def _read(lookup: Dict[str, Any]) -> Tuple[int, bool]:
    """How many states the longest rule has, and whether one speaks of a message without naming its intent."""
    keys = [key for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH) for key in lookup.get(name, {})]
    rules = [json.loads(key) for key in keys]
    after_message = [rule[-1] for rule in rules if _listens(rule[-1])]
    return max(map(len, rules), default=0), any(INTENT not in state.get(USER, {}) for state in after_message)


def _listens(state: State) -> bool:
    return _action(state) in (None, ACTION_LISTEN_NAME)


def _action(state: State) -> Any:
    return state.get(PREVIOUS_ACTION, {}).get("action_name")
