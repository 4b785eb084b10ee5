"""A stand-in for Slack, and the channel in front of an engine with a few answers."""

from __future__ import annotations

from typing import Iterator

import pytest

from bot.conversations.slack.workspace import SlackWorkspace
from tests.channels.slack.replies import answers
from tests.channels.slack.running import Running


@pytest.fixture(autouse=True)
def kept(inbox_database: str) -> None:
    """What comes is kept there."""


@pytest.fixture
def workspace() -> Iterator[SlackWorkspace]:
    with SlackWorkspace() as running:
        yield running
        assert running.wrong == []


@pytest.fixture
def bot(workspace: SlackWorkspace) -> Iterator[Running]:
    with Running(workspace, answers) as running:
        yield running
