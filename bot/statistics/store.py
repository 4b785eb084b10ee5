"""Count turns, each by one statement that adds to what is there, however many processes count at once."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Optional

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from bot.database import engine
from bot.statistics.models import TurnCountRow

_INSERT: Dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def count(channel: str, intent: str, kind: str, answer: str, day: dt.date, where: Optional[Engine] = None) -> None:
    """One more turn like this; the values are as in TurnCountRow, the day is UTC's.

    `where` is the database for whoever counts later than it was decided, else the process's.
    """
    table = TurnCountRow.__table__
    used = where or engine()
    row = {"day": day, "channel": channel, "intent": intent, "kind": kind, "answer": answer, "count": 1}
    added = _INSERT[used.dialect.name](table).values(**row)
    counted = added.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"count": table.c.count + 1}
    )  # fmt: skip
    with used.begin() as connection:
        connection.execute(counted)
