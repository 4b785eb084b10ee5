"""What editors look through, on either database."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import store
from bot.knowledge.editing import publish, remove, update
from bot.knowledge.history import restore
from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import Listed, listed, only_to_come, removed, sources, titles, topics
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE

pytestmark = pytest.mark.usefixtures("each_database")

ANSWERS, GUIDES, EXAMPLES = (BY_NAME[name] for name in ("answer", "guide", "example"))
LATER = dt.date.today() + dt.timedelta(days=9)


def test_everything_is_there_a_part_at_a_time() -> None:
    pages = [listed(ANSWERS, page=page, size=40) for page in (1, 2, 3)]
    found = [entry for page in pages for entry in page.entries]
    assert {page.total for page in pages} == {len(found)} == {store.counts()["answers"]}
    assert {entry.id: entry.title for entry in found} == store.answer_labels()
    assert [entry.title.lower() for entry in found] == sorted(entry.title.lower() for entry in found)
    nearest = {-1: pages[0], 0: pages[0], 4: pages[2], 2**31: pages[2]}
    assert {page: listed(ANSWERS, page=page, size=40) for page in nearest} == nearest
    assert listed(ANSWERS, "xyzzyx", page=7).entries == ()


def test_what_is_looked_for() -> None:
    publish("answer", {**ANSWER, "label": "100 % glass_strutar", "checked": "1999-12-31"}, None)
    for words in ("100 %", "GLASS_", "glasstrut", " 100 % glass_strutar "):
        assert listed(ANSWERS, words).entries[0].id == ANSWER["id"], words
    assert listed(ANSWERS, "%").total == 1 and listed(ANSWERS, "xyzzyx").total == 0
    assert listed(ANSWERS, "glasstrutar", topic="service").total == 0
    assert listed(ANSWERS, topic="iop", oldest_first=True).entries[0] == Listed(
        ANSWER["id"], "100 % glass_strutar", "iop", dt.date(1999, 12, 31)
    )


def test_what_was_never_checked_is_oldest() -> None:
    publish("example", {**EXAMPLE, "checked": "1999-12-31"}, None)
    found = [entry.checked for entry in listed(EXAMPLES, oldest_first=True, size=1000).entries]
    assert found[0] is None and found[-1] == dt.date(1999, 12, 31)


def test_what_is_to_come() -> None:
    publish("guide", GUIDE, None)
    for days in (1, 0):
        update("guide", GUIDE["id"], {**GUIDE, "valid_from": (LATER + dt.timedelta(days=days)).isoformat()}, 1, None)
    (entry,) = listed(GUIDES, GUIDE["title"], size=1).entries
    assert entry.to_come == (LATER, LATER + dt.timedelta(days=1)) and only_to_come(GUIDES) == []
    publish("answer", {**ANSWER, "valid_from": LATER.isoformat()}, None)
    (entry,) = only_to_come(ANSWERS)
    assert entry == Listed(ANSWER["id"], ANSWER["label"], "iop", dt.date(2026, 11, 23), (LATER,))
    assert titles(ANSWERS)[ANSWER["id"]] == ANSWER["label"] and only_to_come(EXAMPLES) == []


def test_what_is_removed_is_told_by_its_last_version() -> None:
    publish("example", EXAMPLE, "Eva")
    update("example", EXAMPLE["id"], {**EXAMPLE, "title": "Våfflor"}, 1, "Eva")
    assert removed(EXAMPLES) == []
    remove("example", EXAMPLE["id"], 2, "Bo")
    (entry,) = removed(EXAMPLES)
    assert (entry.id, entry.title, entry.by) == (EXAMPLE["id"], "Våfflor", "Bo") and removed(GUIDES) == []
    restore("example", EXAMPLE["id"], 1, None, "Eva")
    assert removed(EXAMPLES) == []


def test_what_an_answer_may_name() -> None:
    assert sources()["LOU"].title and "iop" in topics() and len(topics()) == len(set(topics()))
    assert list(titles(GUIDES)) == [
        guide.id for guide in sorted(store.guides(), key=lambda each: each.title.casefold())
    ]
