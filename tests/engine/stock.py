"""Rasa's own classes beside ours: an agent that has nothing of bot.engine's, on the same model and actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

from rasa.core.agent import Agent
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.tracker_store import SQLTrackerStore
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from bot.engine.action_calls import InProcessActions
from bot.engine.kept_events import kept
from bot.engine.policies import LeanMemoizationPolicy, LeanRulePolicy

STOCK = {LeanRulePolicy: RulePolicy, LeanMemoizationPolicy: MemoizationPolicy}


class _Kept:
    def __init__(self, type_name: str, data: Any) -> None:
        self.type_name, self._data = type_name, data

    def as_dict(self) -> Any:
        return self._data


class MaskingSQLStore(SQLTrackerStore):
    """Rasa's store, which reads every event at every turn, and writes what we let it."""

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[Any]:
        events = list(super()._additional_events(session, tracker))
        return (_Kept(event.type_name, data) for event, data in zip(events, kept([each.as_dict() for each in events])))


def stock_agent(model: Path, database: Path) -> Agent:
    store = MaskingSQLStore(dialect="sqlite", db=str(database))
    agent = Agent.load(str(model), tracker_store=store, action_endpoint=InProcessActions("actions"))
    assert agent.processor is not None and type(agent.processor.graph_runner) is DaskGraphRunner
    for node in agent.processor.graph_runner._instantiated_nodes.values():
        component: Any = node._component
        if type(component) in STOCK:
            node._component = STOCK[type(component)](
                component.config, component._model_storage, component._resource, node._execution_context,
                featurizer=component.featurizer, lookup=component.lookup,
            )  # fmt: skip
    return agent
