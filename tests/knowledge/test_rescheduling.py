"""Versions to come are changed whole or not at all, and never over somebody else's change."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Type

import pytest

from bot.knowledge.editing import AlreadyThere, ChangedMeanwhile, NoSuchEntry, publish, remove, update
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import versions, versions_to_come
from bot.knowledge.rescheduling import cancel, mark_of, reschedule, version_to_come
from tests.knowledge.contents import seen as seen_version
from tests.knowledge.samples import ANSWER, GUIDE

pytestmark = pytest.mark.usefixtures("each_database")

ID = ANSWER["id"]
DAYS = [dt.date.today() + dt.timedelta(days=number) for number in (1, 5, 9)]


def to_come(text: str, day: dt.date = DAYS[0], **more: Any) -> Dict[str, Any]:
    return {**ANSWER, "text": text, "valid_from": day.isoformat(), **more}


def texts() -> List[str]:
    return [str(each["text"]) for each in versions_to_come("answer", ID)]


def mark(day: dt.date = DAYS[0]) -> str:
    return seen_version("answer", ID, day)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_version_is_changed_and_moved(is_there: bool) -> None:
    if is_there:
        publish("answer", ANSWER, "Eva")
        update("answer", ID, to_come("Först."), 1, "Eva")
    else:
        publish("answer", to_come("Först."), "Eva")
    reschedule("answer", ID, DAYS[0], to_come("Sedan."), mark(), "Bo")
    assert texts() == ["Sedan."] and version_to_come("answer", ID, DAYS[0]) is not None
    reschedule("answer", ID, DAYS[0], to_come("Sist.", DAYS[1]), mark(), "Bo")
    assert texts() == ["Sist."] and version_to_come("answer", ID, DAYS[0]) is None
    reschedule("answer", ID, DAYS[1], {**ANSWER, "text": "Nu."}, mark(DAYS[1]), "Bo")
    assert texts() == [] and versions("answer", ID)[0].fields["text"] == "Nu."
    assert versions("answer", ID)[0].changed_by == "Bo" and versions("answer", ID)[0].number == (2 if is_there else 1)


def test_marks_tell_versions_apart() -> None:
    publish("answer", to_come("Först."), "Eva")
    seen = mark()
    assert seen == mark_of(dict(reversed(list((version_to_come("answer", ID, DAYS[0]) or {}).items()))))
    reschedule("answer", ID, DAYS[0], to_come("Sedan."), seen, "Bo")
    assert mark() != seen


REFUSED = [
    (DAYS[0], {"text": ""}, None, ContentError),
    (DAYS[0], {"sources": ["BORTA"]}, None, ContentError),
    (DAYS[0], {}, "another", ChangedMeanwhile),
    (DAYS[2], {}, None, NoSuchEntry),
    (DAYS[0], {"valid_from": DAYS[1].isoformat()}, None, AlreadyThere),
]


@pytest.mark.parametrize(("day", "changes", "seen", "error"), REFUSED)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_refused_changes_nothing(
    is_there: bool, day: dt.date, changes: Any, seen: Any, error: Type[Exception]
) -> None:
    publish("answer", ANSWER, "Eva")
    update("answer", ID, to_come("Först."), 1, "Eva")
    update("answer", ID, to_come("Sedan.", DAYS[1]), 1, "Eva")
    if not is_there:
        remove("answer", ID, 1, "Eva")
    with pytest.raises(error):
        reschedule("answer", ID, day, {**to_come("Ändrad."), **changes}, seen or mark(), "Bo")
    assert texts() == ["Först.", "Sedan."]


def test_a_version_is_cancelled() -> None:
    publish("answer", to_come("Först."), "Eva")
    with pytest.raises(AlreadyThere):
        publish("answer", ANSWER, "Eva")
    cancel("answer", ID, DAYS[0], mark())
    with pytest.raises(NoSuchEntry):
        cancel("answer", ID, DAYS[0], "any")
    assert texts() == [] and publish("answer", ANSWER, "Eva") == 1


def test_a_version_that_somebody_else_has_changed_is_not_cancelled() -> None:
    publish("answer", to_come("Först."), "Eva")
    seen = mark()
    reschedule("answer", ID, DAYS[0], to_come("Sedan."), seen, "Bo")
    with pytest.raises(ChangedMeanwhile):
        cancel("answer", ID, DAYS[0], seen)
    assert texts() == ["Sedan."]


def test_what_is_not_there_is_not_valid_at_once_while_another_version_is_to_come() -> None:
    publish("answer", ANSWER, "Eva")
    for text, day in (("Först.", DAYS[0]), ("Sedan.", DAYS[1])):
        update("answer", ID, to_come(text, day), 1, "Eva")
    remove("answer", ID, 1, "Eva")
    with pytest.raises(AlreadyThere):
        reschedule("answer", ID, DAYS[0], ANSWER, mark(), "Bo")
    assert texts() == ["Först.", "Sedan."]


def test_answers_to_come_keep_what_they_name() -> None:
    publish("guide", {**GUIDE, "valid_from": DAYS[0].isoformat()}, "Eva")
    publish("answer", to_come("Läs guiden.", DAYS[1], next_steps=[{"guide": GUIDE["id"]}]), "Eva")
    before = version_to_come("guide", GUIDE["id"], DAYS[0])
    assert before is not None
    with pytest.raises(ContentError, match="hänvisar hit före den dagen"):
        later = {**GUIDE, "valid_from": DAYS[2].isoformat()}
        reschedule("guide", GUIDE["id"], DAYS[0], later, mark_of(before), "Bo")
    assert version_to_come("guide", GUIDE["id"], DAYS[0]) == before
