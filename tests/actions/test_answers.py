"""An answer that an editor has taken away is not given, though the model still thinks of it."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answers import ActionAnswer
from actions.turn import Turn
from bot.knowledge.editing import publish, remove
from bot.knowledge.history import versions, was_removed

ANSWER = "glass"

pytestmark = pytest.mark.usefixtures("database")


def turn(text: str, choice: Any = None) -> Turn:
    return Turn(text, "faq", f"faq/{ANSWER}", 0.9, ((f"faq/{ANSWER}", 0.9),), (), choice, {}, "web:1", ())


def publish_and_remove() -> None:
    source = versions("answer", "iop_definition")[0].fields
    publish("answer", {**source, "id": ANSWER, "label": "Vad är glass?"}, "test")
    assert was_removed("answer", ANSWER) is False
    remove("answer", ANSWER, 1, "test")
    assert was_removed("answer", ANSWER) is True


@pytest.mark.parametrize(("text", "choice", "kind"), [("vad är glass?", None, "clarify"), ("", ANSWER, "smalltalk")])
def test_a_removed_answer_is_searched_for_instead(text: str, choice: Any, kind: str) -> None:
    publish_and_remove()
    assert [reply.kind for reply in ActionAnswer().respond(turn(text, choice)).replies] == [kind]


def test_an_answer_that_never_was_is_a_fault() -> None:
    with pytest.raises(LookupError):
        ActionAnswer().respond(turn("vad är glass?"))
