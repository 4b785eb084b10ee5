"""Addresses that sign in once, for where there is no OpenID Connect: whoever starts the pages may use them."""

from __future__ import annotations

import datetime as dt
import secrets

import sqlalchemy as sa

from bot.database import now, session_scope
from bot.review.models import OneTimeSignInRow
from bot.review.sessions import hash_of
from bot.settings import Settings

VALID = dt.timedelta(hours=1)
NAME = "Lokal administratör"
PATH = "/sign-in/once"


class NotWithOpenID(Exception):
    """People sign in with OpenID Connect here, and in no other way."""


def new_address(chosen: Settings) -> str:
    """An address that makes whoever opens it first an administrator, for an hour. Only its hash is stored.

    Raises:
        NotWithOpenID: an issuer is set.
    """
    if chosen.oidc_issuer:
        raise NotWithOpenID
    token = secrets.token_urlsafe(32)
    with session_scope() as session:
        session.execute(sa.delete(OneTimeSignInRow).where(OneTimeSignInRow.expires_at <= now()))
        session.add(OneTimeSignInRow(token_hash=hash_of(token), expires_at=now() + VALID))
    return f"{chosen.review_address}{PATH}?token={token}"


def is_valid(token: str) -> bool:
    """Whether the token would sign in; it is not used up."""
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.count()).where(*_usable(token))) == 1


def use(token: str) -> bool:
    """Use the token up; False when it was used already, is too old or was never ours."""
    with session_scope() as session:
        return session.execute(sa.delete(OneTimeSignInRow).where(*_usable(token))).rowcount == 1


def _usable(token: str) -> tuple:
    return OneTimeSignInRow.token_hash == hash_of(token), OneTimeSignInRow.expires_at > now()
