"""Drafts, review, messages to be sent out, statistics and receipts of erasure"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A word that no entry has any more can be taken out of the index.
_TERM_DELETED = """
    CREATE TRIGGER search_term_deleted AFTER DELETE ON search_term BEGIN
        INSERT INTO search_term_text (search_term_text, rowid, term) VALUES ('delete', old.number, old.term);
    END
"""
_DECIDED = (
    sa.Column("example_id", sa.String(length=80)),
    sa.Column("decided_at", sa.DateTime()),
    sa.Column("decided_by", sa.Text()),
    sa.Column("decline_reason", sa.Text()),
    sa.Column("changed_by", sa.Text()),
)


def upgrade() -> None:
    op.create_table(
        "withdrawn",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_withdrawn")),
    )
    op.create_index(op.f("ix_withdrawn_withdrawn_at"), "withdrawn", ["withdrawn_at"])
    op.execute("INSERT INTO withdrawn SELECT code_hash, created_at FROM submission WHERE status = 'withdrawn'")
    op.execute("DELETE FROM submission WHERE status = 'withdrawn'")
    with op.batch_alter_table("submission") as changed:
        changed.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        for column in _DECIDED:
            changed.add_column(column.copy())
        changed.create_unique_constraint(op.f("uq_submission_example_id"), ["example_id"])
        changed.drop_constraint(op.f("ck_submission_status"), type_="check")
        changed.create_check_constraint(op.f("ck_submission_status"), "status IN ('pending', 'published', 'declined')")
    _submissions()
    _review()
    _counts()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_TERM_DELETED)


def _submissions() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed_code", sa.Text(), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_draft_code_hash")),
    )
    op.create_index(op.f("ix_draft_conversation"), "draft", ["conversation"])
    op.create_index(op.f("ix_draft_changed_at"), "draft", ["changed_at"])
    op.create_table(
        "code_conversation",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", "conversation", name=op.f("pk_code_conversation")),
    )
    op.create_index(op.f("ix_code_conversation_conversation"), "code_conversation", ["conversation"])
    op.create_table(
        "submission_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_submission_message_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_message")),
    )
    op.create_index(op.f("ix_submission_message_submission_id"), "submission_message", ["submission_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Integer()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.CheckConstraint("kind IN ('email', 'slack', 'teams')", name=op.f("ck_outbox_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_submission_id"), "outbox", ["submission_id"])
    op.create_index(op.f("ix_outbox_next_attempt_at"), "outbox", ["next_attempt_at"])


def _review() -> None:
    op.create_table(
        "review_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("role IN ('editor', 'administrator')", name=op.f("ck_review_session_role")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_review_session")),
    )
    op.create_index(op.f("ix_review_session_expires_at"), "review_session", ["expires_at"])
    op.create_table(
        "one_time_sign_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_sign_in")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])
    op.create_table(
        "training_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=90), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_line")),
    )


def _counts() -> None:
    op.create_table(
        "turn_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "channel", "intent", "kind", "answer", name=op.f("pk_turn_count")),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_at"), "erasure", ["at"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER search_term_deleted")
    for table in (
        "erasure",
        "turn_count",
        "training_line",
        "audit",
        "one_time_sign_in",
        "review_session",
        "outbox",
        "submission_message",
        "code_conversation",
        "draft",
        "withdrawn",
    ):
        op.drop_table(table)
    with op.batch_alter_table("submission") as changed:
        changed.drop_constraint(op.f("ck_submission_status"), type_="check")
        changed.create_check_constraint(
            op.f("ck_submission_status"), "status IN ('pending', 'published', 'declined', 'withdrawn')"
        )
        changed.drop_constraint(op.f("uq_submission_example_id"), type_="unique")
        for column in _DECIDED:
            changed.drop_column(column.name)
        changed.drop_column("revision")
