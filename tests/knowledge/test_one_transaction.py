"""What is also to be done with a change is done in its transaction: both, or neither."""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable, Dict, List

import pytest

from bot.database import Also
from bot.knowledge.editing import publish, remove, update
from bot.knowledge.history import restore
from bot.knowledge.rescheduling import cancel, reschedule
from tests.knowledge.contents import seen
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE
from tests.submissions.samples import unchanged_by

DAY = dt.date.today() + dt.timedelta(days=1)
TO_COME = {**ANSWER, "valid_from": DAY.isoformat()}
ID, TO_COME_ID = EXAMPLE["id"], ANSWER["id"]


@pytest.fixture(autouse=True)
def content(each_database: str) -> None:
    """An example of two versions, and an answer that is to come."""
    publish("example", EXAMPLE, "eva")
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, "eva")
    publish("answer", TO_COME, "eva")


def moved(text: str, also: Also) -> None:
    mark = seen("answer", TO_COME_ID, DAY)
    reschedule("answer", TO_COME_ID, DAY, {**TO_COME, "text": text}, mark, "bo", also)


CHANGES: Dict[str, Callable[[Also], Any]] = {
    "publish": lambda also: publish("guide", GUIDE, "bo", also),
    "publish from a day": lambda also: publish("guide", {**GUIDE, "valid_from": DAY.isoformat()}, "bo", also),
    "update": lambda also: update("example", ID, {**EXAMPLE, "title": "Bullar"}, 2, "bo", also),
    "remove": lambda also: remove("example", ID, 2, "bo", also),
    "restore": lambda also: restore("example", ID, 1, 2, "bo", also),
    "reschedule": lambda also: moved("Sedan.", also),
    "cancel": lambda also: cancel("answer", TO_COME_ID, DAY, seen("answer", TO_COME_ID, DAY), also),
}
NO_CHANGES: Dict[str, Callable[[Also], Any]] = {
    "update": lambda also: update("example", ID, EXAMPLE, 3, "bo", also),
    "restore": lambda also: restore("example", ID, 1, 3, "bo", also),
    "reschedule": lambda also: moved(ANSWER["text"], also),
}


def fail(_: Any) -> None:
    raise RuntimeError


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_fails_then_undoes_the_change(change: Callable[[Also], Any]) -> None:
    unchanged_by(lambda: change(fail), RuntimeError)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_is_done_once(change: Callable[[Also], Any]) -> None:
    done: List[Any] = []
    change(done.append)
    assert len(done) == 1


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_it_is_not_done_when_nothing_is_different(change: Callable[[Also], Any]) -> None:
    update("example", ID, EXAMPLE, 2, "eva")
    change(fail)
