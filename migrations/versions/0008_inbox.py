"""The table of messages that were acknowledged and wait for their answer"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("message", sa.String(32), nullable=False),
        sa.Column("work", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.String(32), nullable=False),
        sa.Column("taken_until", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.UniqueConstraint("message", name="uq_inbox_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_conversation", "inbox", ["conversation"])
    op.create_index("ix_inbox_taken_until", "inbox", ["taken_until"])


def downgrade() -> None:
    op.drop_table("inbox")
