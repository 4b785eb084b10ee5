"""What the review pages keep of editors, by name: their package lies above this one."""

from __future__ import annotations

import sqlalchemy as sa

AUDIT = sa.table("audit", sa.column("id", sa.Integer), sa.column("at", sa.DateTime), sa.column("subject", sa.String))
REVIEW_SESSION = sa.table("review_session", sa.column("id_hash", sa.String), sa.column("expires_at", sa.DateTime))
ONE_TIME_SIGN_IN = sa.table(
    "one_time_sign_in", sa.column("token_hash", sa.String), sa.column("expires_at", sa.DateTime)
)
