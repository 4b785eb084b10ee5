"""The review pages as a process, as an app in this process, and with a real OpenID provider."""

from __future__ import annotations

from typing import Callable, Iterator, NamedTuple, Optional

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.review import sessions
from bot.review.app import create_app
from bot.settings import settings
from tests.replicas import MakePlace
from tests.review.provider import Provider
from tests.review.servers import COOKIE, ReviewServer, Visitor

SignedIn = Callable[[str], Visitor]
ClientAs = Callable[[Optional[str]], FlaskClient]


@pytest.fixture(scope="module")
def review(make_place: MakePlace) -> Iterator[ReviewServer]:
    """`guiden review` with content in a database of its own; what one test of a module leaves, the next finds."""
    with ReviewServer(make_place("review")) as running:
        yield running


@pytest.fixture
def signed_in(review: ReviewServer) -> SignedIn:
    """Makes a visitor of `review` with a role: "editor" or "administrator"."""
    return review.visitor


@pytest.fixture
def app(database: str) -> Flask:
    """The pages in this process, with the `database` of this test."""
    return create_app(settings())


@pytest.fixture
def client_as(app: Flask) -> ClientAs:
    """Makes a test client with a role, or with None for somebody who isn't signed in."""

    def client(role: Optional[str]) -> FlaskClient:
        made = app.test_client()
        if role is not None:
            made.set_cookie(COOKIE, sessions.begin("Runa Redaktör", role, 60))
        return made

    return client


class WithOpenID(NamedTuple):
    review: ReviewServer
    provider: Provider


@pytest.fixture(scope="module", params=["id_token", "userinfo"])
def with_openid(request: pytest.FixtureRequest, make_place: MakePlace) -> Iterator[WithOpenID]:
    """Review pages and the real provider they use. Roles come in either of two ways."""
    server = ReviewServer(make_place("openid"))
    with Provider(server.folder, f"{server.address}/sign-in/oidc/callback", request.param) as provider:
        server.environment.update(provider.settings)
        with server:
            yield WithOpenID(server, provider)
