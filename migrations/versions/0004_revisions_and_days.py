"""Revisions, upcoming versions, and the days an entry was checked and is valid from"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REVISED = ("answer", "guide", "example")
DAYS = (("guide", "checked"), ("example", "checked"), ("answer", "valid_from"), ("guide", "valid_from"))


def upgrade() -> None:
    for table in REVISED:
        op.add_column(table, sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        op.add_column(table, sa.Column("changed_at", sa.DateTime(), nullable=True))
        op.add_column(table, sa.Column("changed_by", sa.Text(), nullable=True))
    for table, name in DAYS:
        op.add_column(table, sa.Column(name, sa.Date(), nullable=True))
    op.create_table(
        "revision",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "entry_id", "number", name=op.f("pk_revision")),
    )
    op.create_table(
        "upcoming",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "entry_id", "valid_from", name=op.f("pk_upcoming")),
    )
    op.create_index(op.f("ix_upcoming_valid_from"), "upcoming", ["valid_from"])


def downgrade() -> None:
    op.drop_table("upcoming")
    op.drop_table("revision")
    for table, name in DAYS:
        with op.batch_alter_table(table) as altered:
            altered.drop_column(name)
    for table in REVISED:
        with op.batch_alter_table(table) as altered:
            for name in ("changed_by", "changed_at", "revision"):
                altered.drop_column(name)
