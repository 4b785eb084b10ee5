"""Every conversation file against the real servers, each a test; some on PostgreSQL and in each channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversations import files, runner
from bot.conversations.servers import Servers

CONVERSATIONS = files.read([Path(__file__).parent / "dialogue"])
# Each file's first two, which are held on PostgreSQL, in Teams and in Slack, too.
EVERYWHERE = [each for each in CONVERSATIONS if each in [it for it in CONVERSATIONS if it.file == each.file][:2]]


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda item: f"{item.file.stem}: {item.name}")
def test_conversation(conversation: files.Conversation, servers: Servers) -> None:
    assert runner.converse(conversation, servers) == []


@pytest.mark.parametrize("conversation", EVERYWHERE, ids=lambda item: f"{item.file.stem}: {item.name}")
def test_the_same_with_postgresql(conversation: files.Conversation, on_postgres: Servers) -> None:
    assert runner.converse(conversation, on_postgres) == []


@pytest.mark.parametrize("channel", ["teams", "slack"])
@pytest.mark.parametrize("conversation", EVERYWHERE, ids=lambda item: f"{item.file.stem}: {item.name}")
def test_the_same_in_another_channel(conversation: files.Conversation, channel: str, servers: Servers) -> None:
    assert runner.converse(conversation, servers, channel) == []


def test_there_are_enough_of_them() -> None:
    assert len(EVERYWHERE) >= 40
