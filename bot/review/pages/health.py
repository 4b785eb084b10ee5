"""Whether the review pages can do their work, for whatever watches over them."""

from __future__ import annotations

from typing import Dict, Tuple

import sqlalchemy as sa
from flask import Blueprint

from bot.database import DATABASE_ERRORS, session_scope
from bot.review import access
from bot.review.models import ReviewSessionRow

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@access.anonymous
def index() -> Tuple[Dict[str, bool], int]:
    """200 when the database has our tables, else 503."""
    try:
        with session_scope() as session:
            session.execute(sa.select(ReviewSessionRow.id_hash).limit(1))
    except DATABASE_ERRORS:
        return {"database": False}, 503
    return {"database": True}, 200
