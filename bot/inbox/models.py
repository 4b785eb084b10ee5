"""The table of messages that were acknowledged and wait for their answer, so that a killed process loses none."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import Base


class InboxRow(Base):
    """It is deleted when it is answered.

    `message` is the platform's own id of it, hashed; `work` is what its channel needs to carry it out and to answer it:
    what was said, without what is sensitive in it, and where. Until `taken_until`, UTC, it is the business of the
    process `taken_by`. `tries` counts how often it was begun.
    """

    __tablename__ = "inbox"

    id = sa.Column(sa.Integer, primary_key=True)
    channel = sa.Column(sa.String(10), nullable=False)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    message = sa.Column(sa.String(32), nullable=False, unique=True)
    work = sa.Column(sa.JSON, nullable=False)
    received_at = sa.Column(sa.DateTime, nullable=False)
    taken_by = sa.Column(sa.String(32), nullable=False)
    taken_until = sa.Column(sa.DateTime, nullable=False, index=True)
    tries = sa.Column(sa.Integer, nullable=False)

    __table_args__ = {"sqlite_autoincrement": True}  # a row that is gone must not be taken for a new one
