"""The table of what has been erased: how many rows of what and when, never what they held."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import Base, now


class ErasureRow(Base):
    """A receipt. `reason` is retention or code; `counts` has a number of rows for each table."""

    __tablename__ = "erasure"

    id = sa.Column(sa.Integer, primary_key=True)
    at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)
    reason = sa.Column(sa.String(12), nullable=False)
    counts = sa.Column(sa.JSON, nullable=False)
