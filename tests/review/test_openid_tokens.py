"""An ID token that isn't the provider's, isn't for us or isn't an answer to us signs nobody in."""

from __future__ import annotations

import time
from typing import Any, Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse

from bot.database import session_scope
from bot.review.app import create_app
from bot.review.models import ReviewSessionRow
from bot.settings import load_settings
from tests.review.dishonest import CLIENT, SECRET, DishonestProvider
from tests.review.servers import COOKIE

Lie = Callable[[DishonestProvider], None]


@pytest.fixture
def provider() -> Iterator[DishonestProvider]:
    with DishonestProvider() as running:
        yield running


@pytest.fixture
def client(database: str, provider: DishonestProvider) -> FlaskClient:
    chosen = load_settings(
        oidc_issuer=provider.address, oidc_client_id=CLIENT, oidc_client_secret=SECRET, database_url=database
    )
    return create_app(chosen).test_client()


def sign_in(client: FlaskClient, provider: DishonestProvider, lie: Lie) -> TestResponse:
    sent = parse_qs(urlsplit(client.get("/sign-in/oidc").headers["Location"]).query)
    provider.claims = provider.honest_claims(sent["nonce"][0])
    lie(provider)
    return client.get(f"/sign-in/oidc/callback?code=c&state={sent['state'][0]}")


def sessions_begun() -> int:
    with session_scope() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ReviewSessionRow))


def claim(name: str, value: Any) -> Lie:
    return lambda provider: provider.claims.update({name: value})


def without(name: str) -> Lie:
    return lambda provider: provider.claims.pop(name)


def said(**attributes: Any) -> Lie:
    return lambda provider: [setattr(provider, *each) for each in attributes.items()] and None


def roles_of_somebody_else(provider: DishonestProvider) -> None:
    provider.claims.pop("roles")
    provider.user_info = {"sub": "adam", "roles": ["administrator"]}


LIES = {
    "wrong nonce": claim("nonce", "another"),
    "no nonce": without("nonce"),
    "another issuer": claim("iss", "http://127.0.0.1:1"),
    "for another client": claim("aud", "another"),
    "for another client, by way of us": lambda provider: provider.claims.update(aud="another", azp=CLIENT),
    "too old": claim("exp", int(time.time()) - 3600),
    "without an end": without("exp"),
    "without an owner": without("sub"),
    "signed with another key": lambda provider: setattr(provider, "key", RSAKey.generate_key(2048, {"kid": "one"})),
    "signed with our secret": said(algorithm="HS256", key=OctKey.import_key(SECRET)),
    "not signed": said(algorithm="none"),
    "no token": said(without_token=True),
    "roles of somebody else": roles_of_somebody_else,
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_signs_nobody_in(client: FlaskClient, provider: DishonestProvider, lie: Lie) -> None:
    answer = sign_in(client, provider, lie)
    assert answer.status_code == 400 and "Du är inte inloggad" in answer.text
    assert client.get_cookie(COOKIE) is None and sessions_begun() == 0


TRUTHS = {
    "roles in the token": lambda provider: None,
    "one role as text": claim("roles", "editor"),
    "for several clients, by way of us": lambda provider: provider.claims.update(aud=[CLIENT, "b"], azp=CLIENT),
}


@pytest.mark.parametrize("truth", TRUTHS.values(), ids=TRUTHS)
def test_the_truth_signs_in(client: FlaskClient, provider: DishonestProvider, truth: Lie) -> None:
    assert sign_in(client, provider, truth).headers["Location"] == "/"
    assert "Eva Redaktör (redaktör)" in client.get("/").text


def test_a_provider_with_another_name_is_not_asked(client: FlaskClient, provider: DishonestProvider) -> None:
    provider.issuer = "http://127.0.0.1:1"
    answer = client.get("/sign-in/oidc")
    assert answer.status_code == 400 and "Du är inte inloggad" in answer.text
