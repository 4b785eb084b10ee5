"""The table of how often what was asked and answered: counts, never words or who."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import Base


class TurnCountRow(Base):
    """How many turns of a day were alike. `intent` as it was understood, `kind` of the reply, `answer` its id or ""."""

    __tablename__ = "turn_count"

    day = sa.Column(sa.Date, primary_key=True)
    channel = sa.Column(sa.String(10), primary_key=True)
    intent = sa.Column(sa.String(40), primary_key=True)
    kind = sa.Column(sa.String(12), primary_key=True)
    answer = sa.Column(sa.String(80), primary_key=True)
    count = sa.Column(sa.Integer, nullable=False)
