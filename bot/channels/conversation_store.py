"""Rasa's SQL store of conversations, on the same terms as our own tables.

Rasa's own engine waits for ever for a database that is away, uses dead connections once it is back, and puts what a
person wrote into the error when a turn can't be saved, and so into the log.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

from bot.database import create_engine

logger = logging.getLogger(__name__)


class ConversationStore(SQLTrackerStore):
    engine: Engine

    def __init__(self, host: str, **more: Any) -> None:
        super().__init__(host=host, **more)
        self.engine.dispose()
        self.engine = create_engine(host)
        self.sessionmaker.configure(bind=self.engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        try:
            await super().save(tracker)
        except Exception:
            logger.error("a turn could not be saved in conversation %s", tracker.sender_id)
            raise  # Rasa logs why and keeps the turn in memory
