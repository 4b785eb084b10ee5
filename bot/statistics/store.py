"""Count turns, each by statements that add to what is there, however many processes count at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, Dict, Iterable, NamedTuple, Optional

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from bot.database import engine
from bot.statistics.models import TurnCountRow

_INSERT: Dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class Counted(NamedTuple):
    """A turn as TurnCountRow tells it from others."""

    day: dt.date
    channel: str
    intent: str
    kind: str
    answer: str


def count(channel: str, intent: str, kind: str, answer: str, day: dt.date, where: Optional[Engine] = None) -> None:
    """One more turn like this; the values are as in TurnCountRow, the day is UTC's."""
    count_all([Counted(day, channel, intent, kind, answer)], where or engine())


def count_all(turns: Iterable[Counted], where: Engine) -> None:
    """Any number of turns in one transaction."""
    table = TurnCountRow.__table__
    rows = [{**turn._asdict(), "count": number} for turn, number in sorted(Counter(turns).items())]
    added = _INSERT[where.dialect.name](table)
    counted = added.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"count": table.c.count + added.excluded.count}
    )
    with where.begin() as connection:
        connection.execute(counted, rows)
