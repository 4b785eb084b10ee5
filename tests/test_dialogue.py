"""Every conversation file, each conversation a test, against the real servers: on both databases, in every channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversations import files, runner
from bot.conversations.servers import Servers

CONVERSATIONS = files.read([Path(__file__).parent / "dialogue"])
# Each file's first two, which are held in Teams and Slack, too.
EVERYWHERE = [each for each in CONVERSATIONS if each in [it for it in CONVERSATIONS if it.file == each.file][:2]]


@pytest.fixture(params=["servers", "on_postgres"], ids=["sqlite", "postgresql"], scope="module")
def on_either(request: pytest.FixtureRequest) -> Servers:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda item: f"{item.file.stem}: {item.name}")
def test_conversation(conversation: files.Conversation, on_either: Servers) -> None:
    assert runner.converse(conversation, on_either) == []


@pytest.mark.parametrize("channel", ["teams", "slack"])
@pytest.mark.parametrize("conversation", EVERYWHERE, ids=lambda item: f"{item.file.stem}: {item.name}")
def test_the_same_in_another_channel(conversation: files.Conversation, channel: str, servers: Servers) -> None:
    assert runner.converse(conversation, servers, channel) == []


def test_there_are_enough_of_them() -> None:
    assert len(EVERYWHERE) >= 40
