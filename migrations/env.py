"""Alembic's environment: our tables, and that of Rasa's events, which has no model."""

from alembic import context

import bot.inbox.models
import bot.knowledge.models
import bot.outbox.models
import bot.privacy.models
import bot.review.models
import bot.statistics.models
import bot.submissions.models  # noqa: F401  (they register their tables)
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
