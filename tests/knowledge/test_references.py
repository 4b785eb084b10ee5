"""What answers name stays there: now, and from the day on which a version to come names it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Optional

import pytest

from bot.knowledge.editing import publish, remove
from bot.knowledge.files.problems import ContentError
from bot.knowledge.rescheduling import cancel
from tests.knowledge.contents import seen
from tests.knowledge.samples import ANSWER, GUIDE

pytestmark = pytest.mark.usefixtures("each_database")

TODAY = dt.date.today()
SOON, LATER = TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=30)
NAMED = ["om-glasstrutar: svaret glasstrutar hänvisar hit"]


def guide(day: Optional[dt.date] = None) -> Dict[str, Any]:
    return GUIDE if day is None else {**GUIDE, "valid_from": day.isoformat()}


def answer(day: Optional[dt.date] = None) -> Dict[str, Any]:
    named = {**ANSWER, "next_steps": [{"guide": GUIDE["id"]}]}
    return named if day is None else {**named, "valid_from": day.isoformat()}


@pytest.mark.parametrize("day", [None, SOON, LATER])
def test_what_an_answer_names_is_not_removed(day: Optional[dt.date]) -> None:
    publish("guide", guide(), None)
    publish("answer", answer(day), None)
    with pytest.raises(ContentError) as caught:
        remove("guide", GUIDE["id"], 1, None)
    assert caught.value.problems == NAMED
    if day is None:
        remove("answer", ANSWER["id"], 1, None)
    else:
        cancel("answer", ANSWER["id"], day, seen("answer", ANSWER["id"], day))
    remove("guide", GUIDE["id"], 1, None)


def test_what_an_answer_to_come_names_is_not_cancelled() -> None:
    publish("guide", guide(SOON), None)
    publish("answer", answer(LATER), None)
    with pytest.raises(ContentError) as caught:
        cancel("guide", GUIDE["id"], SOON, seen("guide", GUIDE["id"], SOON))
    assert caught.value.problems == NAMED
    cancel("answer", ANSWER["id"], LATER, seen("answer", ANSWER["id"], LATER))
    cancel("guide", GUIDE["id"], SOON, seen("guide", GUIDE["id"], SOON))


def test_an_answer_with_the_same_id_as_the_guide_counts() -> None:
    publish("guide", {**guide(), "id": ANSWER["id"]}, None)
    publish("answer", {**ANSWER, "next_steps": [{"guide": ANSWER["id"]}]}, None)
    with pytest.raises(ContentError, match="svaret glasstrutar hänvisar hit"):
        remove("guide", ANSWER["id"], 1, None)
    remove("answer", ANSWER["id"], 1, None)
