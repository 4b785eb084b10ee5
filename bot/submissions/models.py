"""Tables of what people send in: examples to be reviewed, what they thought of the information, and questions."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import Base, now


class SubmissionRow(Base):
    """`code_hash` is SHA-256 of the receipt's code; the code itself is never stored. One code, one
    submission: "Skicka" said twice is one row."""

    __tablename__ = "submission"

    id = sa.Column(sa.Integer, primary_key=True)
    code_hash = sa.Column(sa.String(64), nullable=False, unique=True)
    status = sa.Column(sa.String(12), nullable=False, index=True)
    channel = sa.Column(sa.String(10), nullable=False)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now)
    title = sa.Column(sa.Text, nullable=False)
    organisation = sa.Column(sa.Text, nullable=False)
    municipality = sa.Column(sa.ForeignKey("municipality.name"))
    region = sa.Column(sa.ForeignKey("region.name"))
    method = sa.Column(sa.String(30), nullable=False)
    contract_type = sa.Column(sa.String(30), nullable=False)
    sector = sa.Column(sa.Text, nullable=False)
    year = sa.Column(sa.Integer, nullable=False)
    target_groups = sa.Column(sa.Text, nullable=False)
    requirement = sa.Column(sa.Text, nullable=False)
    result = sa.Column(sa.Text)
    link = sa.Column(sa.Text)
    contact_name = sa.Column(sa.Text)
    contact_email = sa.Column(sa.Text)

    __table_args__ = (sa.CheckConstraint("status IN ('pending', 'published', 'declined', 'withdrawn')", name="status"),)


class FeedbackRow(Base):
    """`kind` is helpful, unhelpful or problem; `text` is what was said of a problem, personal data masked."""

    __tablename__ = "feedback"

    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10), nullable=False)
    answer_id = sa.Column(sa.String(80))
    channel = sa.Column(sa.String(10), nullable=False)
    text = sa.Column(sa.Text)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)

    __table_args__ = (sa.CheckConstraint("kind IN ('helpful', 'unhelpful', 'problem')", name="kind"),)


class UnansweredQuestionRow(Base):
    """A question that a person left to the editors. Nothing says who it was, unless the text does: identity numbers,
    phone numbers and e-mail addresses are masked, names are not."""

    __tablename__ = "unanswered_question"

    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.Text, nullable=False)
    channel = sa.Column(sa.String(10), nullable=False)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)
