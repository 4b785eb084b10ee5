"""Signing in: with a real OpenID provider, or with an address that works once."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask

from bot.database import now, session_scope
from bot.review import one_time
from bot.review.app import create_app
from bot.review.models import OneTimeSignInRow
from bot.settings import load_settings, settings
from tests.review.conftest import ClientAs, WithOpenID
from tests.review.provider import answer_provider
from tests.review.servers import COOKIE, ReviewServer, form_token

# -- OpenID Connect -----------------------------------------------------------------------------------------------

ACCOUNTS = [("editor", "Eva Redaktör (redaktör)"), ("administrator", "Adam Administratör (administratör)")]


def way_back(with_openid: WithOpenID, account: str):
    """A visitor whom the provider knows, and the address they are sent back to."""
    visitor = with_openid.review.visitor()
    page = visitor.get("/sign-in/oidc", allow_redirects=False)
    return visitor, answer_provider(visitor, page, account)


@pytest.mark.parametrize(("account", "shown"), ACCOUNTS)
def test_whoever_has_a_role_gets_in(with_openid: WithOpenID, account: str, shown: str) -> None:
    visitor, back = way_back(with_openid, account)
    assert shown in visitor.get(back).text
    assert visitor.get("/audit").status_code == (200 if account == "administrator" else 403)


def test_whoever_has_no_role_does_not(with_openid: WithOpenID) -> None:
    visitor, back = way_back(with_openid, "nobody")
    answer = visitor.get(back)
    assert answer.status_code == 403 and "Du har ingen roll i redaktionen" in answer.text
    assert COOKIE not in visitor.cookies and "Nils" not in with_openid.review.log()


def test_signing_in_leads_where_one_was_going(with_openid: WithOpenID) -> None:
    visitor = with_openid.review.visitor()
    assert "Logga in" in visitor.get("/audit?page=1").text
    page = visitor.get("/sign-in/oidc", allow_redirects=False)
    landed = visitor.get(answer_provider(visitor, page, "administrator"))
    assert landed.url.endswith("/audit?page=1") and '<h1 class="govuk-heading-l">Händelser</h1>' in landed.text


def test_a_state_that_is_not_ours_is_refused(with_openid: WithOpenID) -> None:
    visitor, back = way_back(with_openid, "editor")
    answer = visitor.get(back.replace("state=", "state=x"))
    assert answer.status_code == 400 and "Du är inte inloggad" in answer.text
    assert COOKIE not in visitor.cookies


def test_what_was_sent_to_somebody_else_is_refused(with_openid: WithOpenID) -> None:
    _, back = way_back(with_openid, "administrator")
    victim = with_openid.review.visitor()
    victim.get("/sign-in/oidc", allow_redirects=False)
    assert victim.get(back).status_code == 400 and COOKIE not in victim.cookies


def test_a_code_works_once(with_openid: WithOpenID) -> None:
    visitor, back = way_back(with_openid, "editor")
    known = {cookie.name: cookie.value for cookie in visitor.cookies}
    assert "Eva Redaktör" in visitor.get(back).text
    thief = with_openid.review.visitor()
    thief.cookies.update(known)  # the state is there again, the code is used up
    assert thief.get(back).status_code == 400 and COOKIE not in thief.cookies


def test_giving_up_at_the_provider_is_told(with_openid: WithOpenID) -> None:
    visitor = with_openid.review.visitor()
    answer = visitor.get("/sign-in/oidc/callback?error=access_denied&error_description=no+thanks")
    assert answer.status_code == 400 and "Inloggningen avbröts." in answer.text and "no thanks" not in answer.text


def test_a_provider_that_is_away_is_told(with_openid: WithOpenID, database: str) -> None:
    visitor, back = way_back(with_openid, "editor")
    with_openid.provider.stop()
    try:
        answer = visitor.get(back)
        fresh = create_app(load_settings(oidc_issuer=with_openid.provider.address)).test_client()
        first = fresh.get("/sign-in/oidc")
    finally:
        with_openid.provider.start()
    for page in (answer, first):
        assert page.status_code == 400 and "Inloggningstjänsten svarade inte" in page.text


def test_no_address_works_once_where_there_is_openid(with_openid: WithOpenID) -> None:
    token = "an-address-from-before-openid-was-set"
    with with_openid.review.session() as session, session.begin():
        hashed = one_time.hash_of(token)
        session.merge(OneTimeSignInRow(token_hash=hashed, expires_at=now() + dt.timedelta(hours=1)))
    visitor = with_openid.review.visitor()
    assert visitor.get(f"/sign-in/once?token={token}").status_code == 403
    assert visitor.post("/sign-in/once", data={"token": token}).status_code == 400  # no form was given out
    with pytest.raises(one_time.NotWithOpenID):
        one_time.new_address(load_settings(oidc_issuer=with_openid.provider.address))


# -- an address that works once -----------------------------------------------------------------------------------


def test_the_address_of_the_command_signs_in_once(review: ReviewServer) -> None:
    address = review.guiden("review", "--sign-in-address").strip()
    assert address.startswith(f"{review.address}/sign-in/once?token=")
    for _ in range(2):  # looking at it uses nothing up
        visitor = review.visitor()
        page = visitor.get(address)
        assert page.status_code == 200 and "Lokal administratör" not in page.text
    fields = {"token": address.partition("token=")[2], "csrf_token": form_token(page.text)}
    assert "Lokal administratör (administratör)" in visitor.post("/sign-in/once", data=fields).text
    late = review.visitor()
    assert late.get(address).status_code == 403
    fields["csrf_token"] = form_token(visitor.get("/").text)
    again = visitor.post("/sign-in/once", data=fields)
    assert again.status_code == 403 and "Adressen gäller inte" in again.text
    assert fields["token"] not in review.log()


def tokens_that_are_refused() -> dict:
    address = one_time.new_address(settings())
    with session_scope() as session:
        session.execute(sa.update(OneTimeSignInRow).values(expires_at=now() - dt.timedelta(seconds=1)))
    return {"too old": address.partition("token=")[2], "never given out": "x" * 43, "empty": ""}


@pytest.mark.parametrize("which", ["too old", "never given out", "empty"])
def test_other_tokens_sign_nobody_in(client_as: ClientAs, which: str) -> None:
    token = tokens_that_are_refused()[which]
    assert client_as(None).get("/sign-in/once", query_string={"token": token}).status_code == 403
    assert one_time.use(token) is False


def test_only_a_hash_of_the_token_is_stored(app: Flask) -> None:
    token = one_time.new_address(settings()).partition("token=")[2]
    with session_scope() as session:
        (stored,) = session.scalars(sa.select(OneTimeSignInRow.token_hash))
    assert stored == one_time.hash_of(token) != token


def test_without_openid_its_pages_lead_to_the_other_way(client_as: ClientAs) -> None:
    for path in ("/sign-in/oidc", "/sign-in/oidc/callback?code=c&state=s"):
        assert client_as(None).get(path).headers["Location"] == "/sign-in"
