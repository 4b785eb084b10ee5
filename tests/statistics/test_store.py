"""Every turn is counted once, however many are counted at the same time."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Dict, Optional, Tuple

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import create_engine, engine
from bot.migrations import migrate
from bot.statistics.models import TurnCountRow
from bot.statistics.store import count
from tests.databases import in_process_database

DAY = dt.date(2026, 11, 28)
TURN = ("web", "faq", "answer", "iop_definition", DAY)
OTHERS = [
    ("slack", "faq", "answer", "iop_definition", DAY),
    ("web", "greet", "answer", "iop_definition", DAY),
    ("web", "faq", "clarify", "iop_definition", DAY),
    ("web", "faq", "answer", "", DAY),
    ("web", "faq", "answer", "iop_definition", dt.date(2026, 11, 29)),
]


def counts(where: Optional[Engine] = None) -> Dict[Tuple, int]:
    table = TurnCountRow.__table__.c
    wanted = sa.select(table.channel, table.intent, table.kind, table.answer, table.day, table.count)
    with (where or engine()).connect() as connection:
        return {tuple(row)[:5]: row[5] for row in connection.execute(wanted)}


@pytest.mark.usefixtures("tables")
def test_alike_turns_are_added_and_others_are_not() -> None:
    for turn in [TURN, *OTHERS, TURN]:
        count(*turn)
    assert counts() == {TURN: 2, **dict.fromkeys(OTHERS, 1)}


@pytest.mark.usefixtures("tables")
def test_eight_threads_that_count_the_same_lose_nothing() -> None:
    threads = [threading.Thread(target=lambda: [count(*TURN) for _ in range(25)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert counts() == {TURN: 200}


def test_what_was_decided_to_be_counted_in_a_database_is_counted_there(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate()
    there = create_engine(empty_database)
    with in_process_database(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'other.db'}"):
        count(*TURN, where=there)
        assert sa.inspect(engine()).get_table_names() == []
    assert counts(there) == {TURN: 1}
    there.dispose()
