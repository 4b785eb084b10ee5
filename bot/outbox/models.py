"""The table of what is to be sent out, so that a restart or a mail server that is away loses nothing."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import Base, now


class OutboxRow(Base):
    """A message that hasn't been delivered yet; it is deleted when it has.

    `kind` is email, slack or teams; `recipient` is an e-mail address, empty for the configured webhook.
    `submission_id` is the submission it is about, with which it is erased.
    """

    __tablename__ = "outbox"

    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10), nullable=False)
    recipient = sa.Column(sa.Text, nullable=False)
    subject = sa.Column(sa.Text, nullable=False)
    text = sa.Column(sa.Text, nullable=False)
    submission_id = sa.Column(sa.Integer, index=True)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now)
    next_attempt_at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)
    attempts = sa.Column(sa.Integer, nullable=False, default=0)
    last_error = sa.Column(sa.Text)

    __table_args__ = (sa.CheckConstraint("kind IN ('email', 'slack', 'teams')", name="kind"),)
