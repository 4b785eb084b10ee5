"""Rasa's agent, put together from the parts of this package."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Union

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain

from bot.engine.admission import Admission
from bot.engine.processor import LeanProcessor
from bot.engine.workers import Workers


class LeanAgent(Agent):
    """Carries out so many turns at once, and lets so many wait; a conversation's own wait for each other."""

    def __init__(self, at_once: int, waiting: int, **parts: Any) -> None:
        super().__init__(**parts)
        self._admission = Admission(at_once, waiting)
        self._workers = Workers(at_once)

    @staticmethod
    def _create_tracker_store(store: Optional[TrackerStore], domain: Optional[Domain]) -> TrackerStore:
        """As it is: Rasa would wrap it in one that keeps a turn in memory when it can't be saved, and says nothing."""
        assert store is not None
        store.domain = domain
        return store

    def load_model(self, model_path: Union[str, Path], fingerprint: Optional[str] = None) -> None:
        self.processor = LeanProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self._set_fingerprint(fingerprint)

    async def handle_message(self, message: UserMessage) -> Optional[List[Dict[str, Any]]]:
        """
        Raises:
            Overloaded: at once, when too many wait.
            NotSaved: the turn was answered, but nothing of it is stored.
        """
        assert self.processor is not None
        with self._admission.let_in():
            async with self.lock_store.lock(message.sender_id), self._admission.running_turn():
                return await self._workers.carry_out(self.processor.handle_message, message)


def understanding(model: Path) -> LeanAgent:
    """An agent for messages that belong to no conversation."""
    agent = LeanAgent(1, 0, tracker_store=InMemoryTrackerStore(Domain.empty()))
    agent.load_model(model)
    return agent
