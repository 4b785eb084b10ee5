"""Search phrases of examples and guides, and questions left to the editors"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("example", "guide"):
        op.add_column(table, sa.Column("search_phrases", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "unanswered_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_question")),
    )
    op.create_index(op.f("ix_unanswered_question_created_at"), "unanswered_question", ["created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_unanswered_question_created_at"), table_name="unanswered_question")
    op.drop_table("unanswered_question")
    for table in ("guide", "example"):
        with op.batch_alter_table(table) as changed:
            changed.drop_column("search_phrases")
