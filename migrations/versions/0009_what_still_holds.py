"""Which earlier events a conversation still depends on when a message comes"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", sa.Column("holds", sa.Text()))


def downgrade() -> None:
    op.drop_column("events", "holds")
