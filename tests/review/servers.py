"""The review pages in a process of their own, and a person who visits them."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from typing import Any, Dict, Optional

import requests
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot import database
from bot.conversations.servers import Servers
from bot.review.models import ReviewSessionRow
from bot.review.sessions import hash_of
from tests.ports import free_port
from tests.replicas import Place

COOKIE = "guiden-review"  # on http://localhost


class ReviewServer(Servers):
    """As Servers, but only `guiden review`, at `address`."""

    def __init__(self, place: Place) -> None:
        port = free_port()
        super().__init__(place.folder, place.database, {"GUIDEN_REVIEW_PORT": str(port)}, prepared=True)
        self.port = self.review_port = port
        self.address = f"http://localhost:{port}"

    def start(self, names: Any = ("review",)) -> None:
        super().start(names)

    def log(self) -> str:
        return (self.folder / "review.log").read_text("utf-8")

    def session(self) -> Session:
        """A session on the pages' own database, for what a test prepares or looks up there."""
        return Session(database.create_engine(self.database), future=True)

    def cookie_for(self, role: str, name: str = "Runa Redaktör") -> str:
        """The value of COOKIE that makes whoever has it signed in with the role."""
        identity = secrets.token_urlsafe(32)
        expires = database.now() + dt.timedelta(hours=1)
        with self.session() as session, session.begin():
            session.add(ReviewSessionRow(id_hash=hash_of(identity), name=name, role=role, expires_at=expires))
        return identity

    def visitor(self, role: Optional[str] = None) -> Visitor:
        """Somebody with the role, or without any."""
        visitor = Visitor(self.address)
        if role is not None:
            visitor.cookies.set(COOKIE, self.cookie_for(role))
        return visitor


class Visitor(requests.Session):
    """A requests session whose addresses may begin with a slash. It has no JavaScript."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def request(self, method: Any, url: Any, *arguments: Any, **keywords: Any) -> requests.Response:
        full = self.address + url if str(url).startswith("/") else url
        return super().request(method, full, *arguments, **{"timeout": 60, **keywords})


def form_token(page: str) -> str:
    """The token in the first form of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, f"no form in {page}"
    return found[1]


def post_form(client: Any, path: str, fields: Optional[Dict[str, Any]] = None, page: str = "/") -> Any:
    """Post with the token of a form on `page`. The client is a Visitor or Flask's test client."""
    token = form_token(client.get(page).text)
    return client.post(path, data={"csrf_token": token, **(fields or {})})


def count(session: Session, model: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model))
