"""Every conversation file, each conversation a test, against the real servers, on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversations import files, runner
from bot.conversations.servers import Servers

CONVERSATIONS = files.read([Path(__file__).parent / "dialogue"])


@pytest.fixture(params=["servers", "on_postgres"], ids=["sqlite", "postgresql"], scope="module")
def on_either(request: pytest.FixtureRequest) -> Servers:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda item: f"{item.file.stem}: {item.name}")
def test_conversation(conversation: files.Conversation, on_either: Servers) -> None:
    assert runner.converse(conversation, on_either) == []


def test_there_are_enough_of_them() -> None:
    assert len(CONVERSATIONS) >= 40
