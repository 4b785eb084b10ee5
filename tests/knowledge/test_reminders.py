"""What has not been checked for long is named, the oldest first."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge.editing import publish
from bot.knowledge.reminders import Reminder, reminders
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE

pytestmark = pytest.mark.usefixtures("each_database")

DAY = dt.date(2026, 11, 23)
OURS = {ANSWER["id"], GUIDE["id"], EXAMPLE["id"]}
AGES = [  # days since DAY, what is due then if 365 days are allowed
    (364, []),
    (365, []),
    (366, ["glasstrutar"]),
]


@pytest.mark.parametrize(("age", "due"), AGES)
def test_what_is_older_than_so_many_days_is_due(age: int, due: list) -> None:
    publish("answer", {**ANSWER, "checked": DAY.isoformat()}, None)
    assert [each.id for each in reminders(365, DAY + dt.timedelta(days=age)) if each.id in OURS] == due


def test_what_was_never_checked_comes_first() -> None:
    publish("answer", {**ANSWER, "checked": "2020-01-02"}, None)
    publish("guide", {**GUIDE, "checked": "2019-01-02"}, None)
    publish("example", EXAMPLE, None)
    assert [each for each in reminders(365, DAY) if each.id in OURS] == [
        Reminder("exempel", EXAMPLE["id"], EXAMPLE["title"], None),
        Reminder("guide", GUIDE["id"], GUIDE["title"], dt.date(2019, 1, 2)),
        Reminder("svar", ANSWER["id"], ANSWER["label"], dt.date(2020, 1, 2)),
    ]
