"""Reasons and details of answers"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("why", "more"):
        op.add_column("answer", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("answer") as answer:
        for name in ("more", "why"):
            answer.drop_column(name)
