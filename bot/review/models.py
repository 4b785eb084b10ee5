"""Tables of the review pages: who is signed in, and who did what."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import Base, now


class ReviewSessionRow(Base):
    """A signed-in editor. `id_hash` is SHA-256 of the id in the cookie; `role` is editor or administrator."""

    __tablename__ = "review_session"

    id_hash = sa.Column(sa.String(64), primary_key=True)
    name = sa.Column(sa.Text, nullable=False)
    role = sa.Column(sa.String(13), nullable=False)
    created_at = sa.Column(sa.DateTime, nullable=False, default=now)
    expires_at = sa.Column(sa.DateTime, nullable=False, index=True)

    __table_args__ = (sa.CheckConstraint("role IN ('editor', 'administrator')", name="role"),)


class OneTimeSignInRow(Base):
    """An address that signs in once; `token_hash` is SHA-256 of its secret."""

    __tablename__ = "one_time_sign_in"

    token_hash = sa.Column(sa.String(64), primary_key=True)
    expires_at = sa.Column(sa.DateTime, nullable=False)


class AuditRow(Base):
    """That somebody did something, never with what a submitter wrote. `subject` is such as submission/12."""

    __tablename__ = "audit"

    id = sa.Column(sa.Integer, primary_key=True)
    at = sa.Column(sa.DateTime, nullable=False, default=now, index=True)
    who = sa.Column(sa.Text, nullable=False)
    role = sa.Column(sa.String(13), nullable=False)
    action = sa.Column(sa.String(40), nullable=False)
    subject = sa.Column(sa.String(100), nullable=False, index=True)
