"""Who is signed in: rows in the database, found by a random id that only the cookie holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Optional
from urllib.parse import urlsplit

import sqlalchemy as sa

from bot.database import now, session_scope
from bot.review.models import ReviewSessionRow
from bot.settings import Settings

EDITOR = "editor"
ADMINISTRATOR = "administrator"


ROLE_NAMES = {EDITOR: "redaktör", ADMINISTRATOR: "administratör"}


@dataclass(frozen=True)
class User:
    """`role` is EDITOR or ADMINISTRATOR; an administrator may do all that an editor may."""

    name: str
    role: str


def begin(name: str, role: str, minutes: int) -> str:
    """Sign somebody in; the id for the cookie, always a new one. Sessions that are over are cleared away."""
    identity = secrets.token_urlsafe(32)
    with session_scope() as session:
        session.execute(sa.delete(ReviewSessionRow).where(ReviewSessionRow.expires_at <= now()))
        expires = now() + dt.timedelta(minutes=minutes)
        session.add(ReviewSessionRow(id_hash=hash_of(identity), name=name, role=role, expires_at=expires))
    return identity


def find(identity: str) -> Optional[User]:
    """The user whose session this is, unless it is over."""
    with session_scope() as session:
        row = session.get(ReviewSessionRow, hash_of(identity))
        return User(row.name, row.role) if row is not None and row.expires_at > now() else None


def end(identity: str) -> None:
    with session_scope() as session:
        session.execute(sa.delete(ReviewSessionRow).where(ReviewSessionRow.id_hash == hash_of(identity)))


def hash_of(secret: str) -> str:
    """What is stored of a session's id or of a one-time token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secure(chosen: Settings) -> bool:
    """Whether cookies are for HTTPS only: everywhere but on one's own machine."""
    address = urlsplit(chosen.review_address)
    return not (address.scheme == "http" and address.hostname in {"localhost", "127.0.0.1"})


def cookie_name(chosen: Settings) -> str:
    """With the prefix that keeps other hosts of the domain from setting it, where browsers allow the prefix."""
    return "__Host-guiden-review" if is_secure(chosen) else "guiden-review"
