"""Train and ask any Rasa pipeline, ours or the stock one; import it after lean_imports.install(), if that is wanted."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Dict, List

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.utils.log_utils import configure_structlog

from benchmarks.rivals.process import Rank
from benchmarks.rivals.ranking import labels


class TrainingFailed(Exception):
    """Rasa gave up; what it said is in its log."""


def train(config: Path, domain: Path, nlu: Path, models: Path) -> None:
    """Raises:
    TrainingFailed: no model came out.
    """
    if train_nlu(str(config), str(nlu), str(models), domain=str(domain)) is None:
        raise TrainingFailed


def load(models: Path) -> Rank:
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(models))
    loop = asyncio.new_event_loop()

    def rank(text: str) -> List[str]:
        parsed: Dict[str, Any] = loop.run_until_complete(agent.parse_message(text.lstrip(" /")))
        return labels(parsed)

    return rank
