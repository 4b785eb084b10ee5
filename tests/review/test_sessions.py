"""Sessions: a new id at every sign-in, an end, and cookies that scripts and other sites can't use."""

from __future__ import annotations

import datetime as dt
from typing import Dict

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bot.database import now, session_scope
from bot.review import one_time, sessions
from bot.review.app import create_app
from bot.review.models import AuditRow, ReviewSessionRow
from bot.settings import load_settings, settings
from tests.review.conftest import ClientAs
from tests.review.servers import COOKIE, form_token, post_form


def sign_in_once(client: FlaskClient) -> str:
    """Sign in by an address that works once; the id in the cookie."""
    token = one_time.new_address(settings()).partition("token=")[2]
    page = client.get("/sign-in/once", query_string={"token": token}).text
    client.post("/sign-in/once", data={"token": token, "csrf_token": form_token(page)})
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def stored_ids() -> set:
    with session_scope() as session:
        return set(session.scalars(sa.select(ReviewSessionRow.id_hash)))


def test_an_id_from_before_is_never_taken_over(client_as: ClientAs) -> None:
    client = client_as(None)
    client.set_cookie(COOKIE, "chosen-by-somebody-else")
    identity = sign_in_once(client)
    assert identity != "chosen-by-somebody-else" and len(identity) == 43
    assert stored_ids() == {sessions.hash_of(identity)}


def test_signing_in_again_ends_the_session_before(client_as: ClientAs) -> None:
    client = client_as("editor")
    before = client.get_cookie(COOKIE)
    form_before = client.get("/").text
    after = sign_in_once(client)
    assert before is not None and sessions.find(before.value) is None and sessions.find(after) is not None
    assert client.post("/sign-out", data={"csrf_token": form_token(form_before)}).status_code == 400


def test_signing_out_deletes_the_session(client_as: ClientAs) -> None:
    client = client_as("editor")
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert post_form(client, "/sign-out").headers["Location"].startswith("/sign-in")
    assert stored_ids() == set() and client.get_cookie(COOKIE) is None
    client.set_cookie(COOKIE, cookie.value)  # kept by a thief
    assert client.get("/").status_code == 302


def test_a_session_ends_by_itself(client_as: ClientAs) -> None:
    client = client_as("editor")
    assert client.get("/").status_code == 200
    with session_scope() as session:
        session.execute(sa.update(ReviewSessionRow).values(expires_at=now() - dt.timedelta(seconds=1)))
    assert client.get("/").headers["Location"] == "/sign-in"
    sign_in_once(client_as(None))
    assert len(stored_ids()) == 1  # the one that was over is cleared away


def test_how_long_a_session_lasts_is_a_setting(database: str) -> None:
    client = create_app(load_settings(review_session_minutes=7)).test_client()
    sign_in_once(client)
    with session_scope() as session:
        left = session.scalar(sa.select(ReviewSessionRow.expires_at)) - now()
    assert dt.timedelta(minutes=6) < left <= dt.timedelta(minutes=7)


def test_a_role_that_changes_holds_at_once(client_as: ClientAs) -> None:
    client = client_as("administrator")
    assert client.get("/audit").status_code == 200
    with session_scope() as session:
        session.execute(sa.update(ReviewSessionRow).values(role="editor"))
    assert client.get("/audit").status_code == 403


COOKIES = [
    ("", {"guiden-review": False, "guiden-form": False}),
    ("https://redaktion.example.se", {"__Host-guiden-review": True, "__Host-guiden-form": True}),
    ("http://redaktion.example.se", {"__Host-guiden-review": True, "__Host-guiden-form": True}),
]


@pytest.mark.parametrize(("address", "expected"), COOKIES)
def test_cookies_are_kept_from_scripts_and_other_sites(database: str, address: str, expected: Dict[str, bool]) -> None:
    app = create_app(load_settings(review_url=address))
    token = one_time.new_address(settings()).partition("token=")[2]
    client = app.test_client()
    base = address or "http://localhost"
    page = client.get("/sign-in/once", query_string={"token": token}, base_url=base.replace("http:", "https:"))
    fields = {"token": token, "csrf_token": form_token(page.text)}
    entered = client.post("/sign-in/once", data=fields, base_url=base.replace("http:", "https:"))
    given = page.headers.getlist("Set-Cookie") + entered.headers.getlist("Set-Cookie")
    live = [line for line in given if "Max-Age=0" not in line]
    assert {line.partition("=")[0]: "; Secure" in line for line in live} == expected
    assert all("; HttpOnly" in line and "; SameSite=Lax" in line and "; Path=/" in line for line in given)
    assert "Domain=" not in "".join(given)


def test_a_new_key_keeps_what_the_old_one_signed(database: str) -> None:
    old, new = "o" * 32, "n" * 32
    before = create_app(load_settings(token_secrets=old)).test_client()
    before.set_cookie(COOKIE, sessions.begin("Runa Redaktör", "editor", 60))
    token = form_token(before.get("/").text)
    forms = before.get_cookie("guiden-form")
    identity = before.get_cookie(COOKIE)
    assert forms is not None and identity is not None

    def signs_out(keys: str) -> int:
        client = create_app(load_settings(token_secrets=keys)).test_client()
        client.set_cookie("guiden-form", forms.value)
        client.set_cookie(COOKIE, identity.value)
        return client.post("/sign-out", data={"csrf_token": token}).status_code

    assert (signs_out(new), signs_out(f"{new},{old}")) == (400, 302)


def test_the_form_cookie_is_not_signed_with_the_chats_own_key(app: Flask) -> None:
    assert app.secret_key not in settings().signing_keys


def test_signing_in_and_out_is_noted(client_as: ClientAs) -> None:
    client = client_as(None)
    sign_in_once(client)
    post_form(client, "/sign-out")
    with session_scope() as session:
        rows = session.execute(sa.select(AuditRow.who, AuditRow.action, AuditRow.subject).order_by(AuditRow.id)).all()
    assert rows == [(one_time.NAME, "sign_in", "review"), (one_time.NAME, "sign_out", "review")]
