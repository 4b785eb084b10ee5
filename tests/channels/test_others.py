"""Where others read along, whoever begins to tell of an example is told so: once for each time it begins."""

from __future__ import annotations

import asyncio
from typing import List, Sequence

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.others import NOTICE, warned
from bot.database import engine
from bot.engine.conversation_store import ConversationStore
from bot.replies.model import Reply

SAID, BEGUN, OVER = UserUttered("hej"), ActiveLoop("submission_form"), ActiveLoop(None)
ANSWER, QUESTION = Reply("answer", "IOP är …"), Reply("form", "Vad vill du kalla exemplet?")

TURNS = {
    "it begins": ([SAID, BEGUN], [QUESTION], True),
    "it begins after an answer": ([SAID, SAID, BEGUN], [ANSWER, QUESTION], True),
    "it goes on": ([SAID, BEGUN, SAID], [QUESTION], False),
    "it begins again": ([SAID, BEGUN, SAID, OVER, SAID, BEGUN], [QUESTION], True),
    "it ends": ([SAID, BEGUN, SAID, OVER], [QUESTION], False),
    "another instead": ([SAID, BEGUN, SAID, Restarted(), ActiveLoop(None), SAID, BEGUN], [QUESTION], True),
    "no form": ([SAID], [ANSWER], False),
    "nothing is stored": ([], [QUESTION], False),
}


@pytest.mark.usefixtures("inbox_database")
@pytest.mark.parametrize(("events", "replies", "told"), TURNS.values(), ids=TURNS.keys())
def test_the_notice(events: Sequence[Event], replies: List[Reply], told: bool) -> None:
    store = ConversationStore(engine(), Domain.empty())
    tracker = DialogueStateTracker.from_events("slack:1", [ActionExecuted("action_listen"), *events])
    asyncio.run(store.save(tracker))
    said = asyncio.run(warned([reply.as_json() for reply in replies], "slack:1", store))
    texts = [reply.text for reply in replies]
    assert [reply["text"] for reply in said] == ([*texts[:-1], NOTICE, QUESTION.text] if told else texts)
