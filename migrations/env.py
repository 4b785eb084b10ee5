"""Alembic's environment: our tables only; Rasa makes its own `events` table."""

from alembic import context

import bot.knowledge.models
import bot.submissions.models  # noqa: F401  (registers its tables)
from bot.database import Base, create_engine
from bot.settings import settings


def _is_ours(item, name, kind, reflected, compare_to) -> bool:
    return not (kind == "table" and reflected and compare_to is None)


engine = create_engine(settings().database)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, include_object=_is_ours, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
