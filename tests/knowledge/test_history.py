"""Earlier versions: what there was comes back as a new version, and never over what nobody has seen."""

from __future__ import annotations

from typing import List

import pytest

from bot.knowledge import store
from bot.knowledge.editing import AlreadyThere, ChangedMeanwhile, NoSuchEntry, publish, remove, update
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import current, restore, versions
from tests.knowledge.contents import everything
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE
from tests.knowledge.test_editing import found, title

pytestmark = pytest.mark.usefixtures("each_database")

ID = EXAMPLE["id"]


def test_what_is_removed_is_not_found_and_can_come_back() -> None:
    publish("example", EXAMPLE, "eva")
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, "eva")
    remove("example", ID, 2, "bo")
    assert store.example(ID) is None and not found("våfflor")
    assert [(each.number, each.replaced_by) for each in versions("example", ID)] == [(2, "bo"), (1, "eva")]
    assert restore("example", ID, 1, None, "siv") == 3
    assert title() == EXAMPLE["title"] and found("glasstrutar")
    assert [each.number for each in versions("example", ID)] == [3, 2, 1]


def test_an_earlier_version_comes_back_as_a_new_one() -> None:
    publish("example", EXAMPLE, None)
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, None)
    assert restore("example", ID, 1, 2, "siv") == 3
    numbers: List[int] = [each.number for each in versions("example", ID)]
    assert numbers == [3, 2, 1] and title() == EXAMPLE["title"]


def test_a_version_that_names_what_is_gone_stays_away() -> None:
    publish("guide", GUIDE, None)
    publish("answer", {**ANSWER, "next_steps": [{"guide": GUIDE["id"]}]}, None)
    update("answer", ANSWER["id"], ANSWER, 1, None)
    remove("guide", GUIDE["id"], 1, None)
    with pytest.raises(ContentError, match="guiden om-glasstrutar finns inte"):
        restore("answer", ANSWER["id"], 1, 2, None)


@pytest.mark.parametrize(("identity", "number"), [(ID, 7), ("finns-ej", 1)])
def test_a_version_that_never_was(identity: str, number: int) -> None:
    publish("example", EXAMPLE, None)
    with pytest.raises(NoSuchEntry):
        restore("example", identity, number, 1, None)


@pytest.mark.parametrize(("is_removed", "expected"), [(False, 1), (True, 2)])
def test_an_earlier_version_is_not_brought_back_over_what_nobody_has_seen(is_removed: bool, expected: int) -> None:
    publish("example", EXAMPLE, None)
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, "bo")
    if is_removed:
        remove("example", ID, 2, "bo")
    before = everything()
    with pytest.raises(ChangedMeanwhile):
        restore("example", ID, 1, expected, "siv")
    assert everything() == before


def test_what_somebody_else_has_brought_back_is_not_brought_back_again() -> None:
    publish("example", EXAMPLE, None)
    remove("example", ID, 1, "bo")
    restore("example", ID, 1, None, "bo")
    with pytest.raises(AlreadyThere):
        restore("example", ID, 1, None, "siv")


def test_the_current_version() -> None:
    assert current("example", ID) is None
    publish("example", EXAMPLE, None)
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, None)
    latest = current("example", ID)
    assert latest is not None and (latest.number, latest.fields["title"]) == (2, "Våfflor")
    remove("example", ID, 2, None)
    assert current("example", ID) is None
