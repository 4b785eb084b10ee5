"""The table of what is said in conversations, in Rasa's form, and the indexes that its queries need"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if not sa.inspect(op.get_bind()).has_table("events"):  # Rasa's own store has made it where that has run
        op.create_table(
            "events",
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("sender_id", sa.String(255), nullable=False),
            sa.Column("type_name", sa.String(255), nullable=False),
            sa.Column("timestamp", sa.Float()),
            sa.Column("intent_name", sa.String(255)),
            sa.Column("action_name", sa.String(255)),
            sa.Column("data", sa.Text()),
        )
    else:
        op.drop_index("ix_events_sender_id", "events")
    op.create_index("ix_events_conversation", "events", ["sender_id", "id"])
    op.create_index("ix_events_kind", "events", ["sender_id", "type_name", "action_name", "id"])


def downgrade() -> None:
    op.drop_index("ix_events_kind", "events")
    op.drop_index("ix_events_conversation", "events")
    op.create_index("ix_events_sender_id", "events", ["sender_id"])
