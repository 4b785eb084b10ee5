"""Tables of what people send in: examples on their way and under review, what they thought, and questions."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr

from bot.database import Base, now


class DraftRow(Base):
    """An example that is being told. `values` are the form's by field name, `before` those of the version before:
    a turn that the dialogue engine didn't keep is taken back by reading them (bot.submissions.drafts).

    `conversation` is where it goes on. `code_hash` as in SubmissionRow; `sealed_code` can be read by this service only.
    """

    __tablename__ = "draft"

    id = sa.Column(sa.Integer, primary_key=True)
    code_hash = sa.Column(sa.String(64), nullable=False, unique=True)
    sealed_code = sa.Column(sa.Text, nullable=False)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    channel = sa.Column(sa.String(10), nullable=False)
    version = sa.Column(sa.Integer, nullable=False)
    values = sa.Column(sa.JSON, nullable=False)
    before = sa.Column(sa.JSON, nullable=False)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now)
    changed_at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)


class CodeConversationRow(Base):
    """In which conversations an example was told, so that they can be erased with it."""

    __tablename__ = "code_conversation"

    code_hash = sa.Column(sa.String(64), primary_key=True)
    conversation = sa.Column(sa.String(255), primary_key=True, index=True)


class SubmissionRow(Base):
    """`code_hash` is SHA-256 of the receipt's code; the code itself is not stored here. One code, one
    submission: "Skicka" said twice is one row.

    `revision` counts every change, and a change of what somebody else has changed fails; `changed_by` is the editor of
    the last one. `example_id` is the example's as which it is published, or was: what was taken back may be published
    there again. `decided_at` is when it was published or declined.
    """

    __tablename__ = "submission"

    id = sa.Column(sa.Integer, primary_key=True)
    revision = sa.Column(sa.Integer, nullable=False, server_default="1")
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
    example_id = sa.Column(sa.String(80), unique=True)
    decided_at = sa.Column(sa.DateTime)
    decided_by = sa.Column(sa.Text)
    decline_reason = sa.Column(sa.Text)
    changed_by = sa.Column(sa.Text)

    __table_args__ = (sa.CheckConstraint("status IN ('pending', 'published', 'declined')", name="status"),)

    @declared_attr
    def __mapper_args__(cls):
        return {"version_id_col": cls.revision}


class SubmissionMessageRow(Base):
    """What editor and submitter have asked and answered about a submission; `by` is the editor, None for the other."""

    __tablename__ = "submission_message"

    id = sa.Column(sa.Integer, primary_key=True)
    submission_id = sa.Column(sa.ForeignKey("submission.id", ondelete="CASCADE"), nullable=False, index=True)
    by = sa.Column(sa.Text)
    text = sa.Column(sa.Text, nullable=False)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now)


class WithdrawnRow(Base):
    """That the code's example was taken back by whoever sent it in: nothing of it is left but this."""

    __tablename__ = "withdrawn"

    code_hash = sa.Column(sa.String(64), primary_key=True)
    withdrawn_at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)


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


class TrainingLineRow(Base):
    """A way of asking that an editor has said the meaning of: `label` is `faq/<id>` or a task intent.

    `guiden train` reads them beside data/nlu.
    """

    __tablename__ = "training_line"

    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.Text, nullable=False)
    label = sa.Column(sa.String(90), nullable=False)
    by = sa.Column(sa.Text)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now)
