"""What is also to be done with what editors do is done in its transaction: both, or neither."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

import pytest

from bot.database import Also
from bot.submissions import feedback, store, training_lines
from bot.submissions.editing import ask, decline, reopen, update
from bot.submissions.publishing import publish, unpublish
from tests.submissions.samples import TOLD, sent_in, unchanged_by

pytestmark = pytest.mark.usefixtures("each_database")

FAQ = "faq/iop_definition"


def nothing(_: int) -> None:
    return None


# By what is done: what comes before it, with the submission's id, and the deed.
CHANGES: Dict[str, Tuple[Callable[[int], Any], Callable[[int, Also], Any]]] = {
    "update": (nothing, lambda identity, also: update(identity, {"title": "Strutar"}, 1, "bo", also)),
    "ask": (nothing, lambda identity, also: ask(identity, "Hur många?", 1, "bo", also)),
    "ask again": (
        lambda identity: ask(identity, "Hur många?", 1, "bo"),
        lambda identity, also: ask(identity, "Hur många?", 2, "bo", also),
    ),
    "decline": (nothing, lambda identity, also: decline(identity, "Nej.", 1, "bo", also)),
    "reopen": (
        lambda identity: decline(identity, "Nej.", 1, "bo"),
        lambda identity, also: reopen(identity, 2, "bo", also),
    ),
    "publish": (nothing, lambda identity, also: publish(identity, {}, 1, "bo", also)),
    "unpublish": (
        lambda identity: publish(identity, {}, 1, "bo"),
        lambda identity, also: unpublish(identity, 2, "bo", also),
    ),
    "add a line": (nothing, lambda _, also: training_lines.add("Vad är glass?", FAQ, "bo", also)),
    "remove a line": (
        lambda _: training_lines.add("Vad är glass?", FAQ, "bo"),
        lambda _, also: training_lines.remove(1, also),
    ),
    "delete a question": (
        lambda _: store.leave_question("Vad är glass?", "web"),
        lambda _, also: store.delete_question(1, also),
    ),
    "delete a problem": (
        lambda _: store.add_feedback("problem", "web", None, "Fel."),
        lambda _, also: feedback.delete_problem(1, also),
    ),
}
CASES = pytest.mark.parametrize(("before", "change"), CHANGES.values(), ids=CHANGES)


def fail(_: Any) -> None:
    raise RuntimeError


@CASES
def test_what_fails_then_undoes_what_was_done(before: Callable[[int], Any], change: Callable[[int, Also], Any]) -> None:
    identity = sent_in()
    before(identity)
    unchanged_by(lambda: change(identity, fail), RuntimeError)


@CASES
def test_it_is_done_once(before: Callable[[int], Any], change: Callable[[int, Also], Any]) -> None:
    identity = sent_in()
    before(identity)
    done: List[Any] = []
    change(identity, done.append)
    assert len(done) == 1


def test_it_is_not_done_when_nothing_is_different() -> None:
    update(sent_in(), {name: TOLD[name] for name in ("title", "year", "place")}, 1, "bo", fail)
    assert not training_lines.remove(4711, fail)
    assert not store.delete_question(4711, fail) and not feedback.delete_problem(4711, fail)
