"""What buttons and options carry leads back to the choice, in its own conversation only."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Sequence

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.choices import Choice, ChoiceError
from bot.channels.slack.values import choice_ids, choice_of
from bot.database import engine
from bot.engine.conversation_store import ConversationStore
from bot.replies.model import Choice as Offered
from bot.replies.model import Reply

KEYS = ("k" * 32,)
LONG = Reply("form", "Välj.", choices=(Offered("Kort", "inform"), Offered("L" * 200, "inform", {"a": "å" * 300})))


def stored(*replies: Reply, conversation: str = "slack:1") -> ConversationStore:
    store = ConversationStore(engine(), Domain.empty())
    tracker = DialogueStateTracker(conversation, [])
    tracker.update(UserUttered("hej"))
    for reply in replies:
        tracker.update(BotUttered(None, {"custom": reply.as_json()}))
    asyncio.run(store.save(tracker))
    return store


def value(reply: Reply, place: int, longest: int) -> str:
    said = reply.as_json()
    return choice_ids(KEYS, "slack:1")(said, said["choices"][place], place, longest)


@pytest.mark.parametrize(("place", "longest"), [(0, 2000), (0, 150), (1, 2000), (1, 150)])
def test_there_and_back(place: int, longest: int) -> None:
    made = value(LONG, place, longest)
    assert len(made) <= longest
    choice = LONG.choices[place]
    payload = "/inform" if choice.value is None else '/inform{"choice": {"a": "' + "å" * 300 + '"}}'
    found = asyncio.run(choice_of(KEYS, "slack:1", made, stored(Reply("form", "x"), LONG)))
    assert found == Choice(choice.title, payload)


@pytest.mark.parametrize(
    ("made", "conversation", "replies"),
    [
        (value(LONG, 0, 2000), "slack:2", [LONG]),
        (value(LONG, 1, 150), "slack:2", [LONG]),
        (value(LONG, 1, 150), "slack:1", []),
        (value(LONG, 1, 150), "slack:1", [replace(LONG, choices=())]),
        ("/restart", "slack:1", []),
        ("", "slack:1", []),
    ],
    ids=["another conversation", "reply of another conversation", "no such reply", "erased since", "command", "empty"],
)
def test_of_no_use_elsewhere(made: str, conversation: str, replies: Sequence[Reply]) -> None:
    with pytest.raises(ChoiceError):
        asyncio.run(choice_of(KEYS, conversation, made, stored(*replies)))
