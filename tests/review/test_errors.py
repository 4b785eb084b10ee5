"""Errors are Swedish pages with what the editor had written, and the log never has it."""

from __future__ import annotations

import logging
from typing import Any, Callable, Dict, Optional

import pytest
import sqlalchemy as sa
from flask import Flask, abort
from flask.testing import FlaskClient

from bot.review.app import create_app
from bot.settings import load_settings
from tests.review.conftest import ClientAs
from tests.review.servers import COOKIE, form_token

SECRET = "what a person wrote"


def _fail_with(kind: Any) -> Callable[[], str]:
    def view(**_: Any) -> str:
        if isinstance(kind, int):
            abort(kind, SECRET)
        raise kind

    return view


FAILURES = [
    (400, 400, "Begäran gick inte att förstå"),
    (404, 404, "Sidan finns inte"),
    (413, 413, "Det blev för mycket text"),
    (418, 418, "Begäran gick inte att förstå"),
    (502, 502, "Något gick fel"),
    (ValueError(SECRET), 500, "Något gick fel"),
    (sa.exc.OperationalError(SECRET, {}, Exception("away")), 503, "Databasen svarar inte"),
]


@pytest.mark.parametrize(("failure", "status", "heading"), FAILURES)
def test_errors_are_swedish_pages(
    app: Flask, client_as: ClientAs, caplog: pytest.LogCaptureFixture, failure: Any, status: int, heading: str
) -> None:
    app.view_functions["start.index"] = _fail_with(failure)
    app.view_functions["start.index"].may_use = "editor"  # type: ignore[attr-defined]
    with caplog.at_level(logging.INFO):
        page = client_as("editor").get("/")
    assert page.status_code == status and f">{heading}</h1>" in page.text and 'lang="sv"' in page.text
    assert SECRET not in page.text + caplog.text and "Traceback" not in page.text + caplog.text
    if isinstance(failure, Exception):
        assert type(failure).__name__ in caplog.text and "GET /" in caplog.text


def test_a_method_that_is_not_for_the_page(client_as: ClientAs) -> None:
    page = client_as("editor").put("/")
    assert page.status_code == 405 and "Så kan sidan inte användas" in page.text


def test_too_much_is_refused_before_it_is_read(client_as: ClientAs) -> None:
    page = client_as("editor").post("/sign-out", data={"text": "x" * 3_000_000})
    assert page.status_code == 413 and "Det blev för mycket text" in page.text


def test_without_a_database_the_pages_say_so(empty_database: str) -> None:
    client = create_app(load_settings()).test_client()
    client.set_cookie(COOKIE, "x")
    page = client.get("/")
    assert page.status_code == 503 and "Databasen svarar inte" in page.text
    assert client.get("/health").status_code == 503


def test_health_needs_no_one_signed_in(client_as: ClientAs) -> None:
    page = client_as(None).get("/health")
    assert page.status_code == 200 and page.json == {"database": True}


# -- what was written ---------------------------------------------------------------------------------------------

WRITTEN = {
    "text": "Hur många\n\nfick jobb? <b>fet</b>",
    "title": "Ett ord",
    "seen": '{"title": "Sett förut"}',
    "token": "en hemlig nyckel",
    "code": "HG 5D6E 7F8G 9H0J",
    "year": "2021",
}
SHOWN = ("Det här skrev du", "Hur många\n\nfick jobb? &lt;b&gt;fet&lt;/b&gt;", "Ett ord")
NEVER = ("Sett förut", "en hemlig nyckel", "5D6E", "2021", "<b>")


def post(client: FlaskClient, fields: Dict[str, str], site: Optional[str] = None) -> Any:
    return client.post("/submissions/1/ask", data=fields, headers={"Sec-Fetch-Site": site} if site else {})


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("editor", 400)])
@pytest.mark.parametrize("site", [None, "same-origin"])
def test_what_was_written_is_shown_when_it_is_not_taken(
    client_as: ClientAs, role: Optional[str], status: int, site: Optional[str]
) -> None:
    page = post(client_as(role), WRITTEN, site)
    assert page.status_code == status and [text for text in SHOWN if text not in page.text] == []
    assert [text for text in NEVER if text in page.text] == []


def test_what_was_written_is_shown_when_the_database_is_away(
    app: Flask, client_as: ClientAs, caplog: pytest.LogCaptureFixture
) -> None:
    app.view_functions["submissions.ask.form"] = _fail_with(sa.exc.OperationalError(SECRET, {}, Exception("away")))
    app.view_functions["submissions.ask.form"].may_use = "editor"  # type: ignore[attr-defined]
    client = client_as("editor")
    page = post(client, {**WRITTEN, "csrf_token": form_token(client.get("/").text)})
    assert page.status_code == 503 and [text for text in SHOWN if text not in page.text] == []
    assert "fick jobb" not in caplog.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_words_of_other_sites_are_not_shown(client_as: ClientAs, site: str) -> None:
    page = post(client_as(None), WRITTEN, site)
    assert page.status_code == 401 and "fick jobb" not in page.text and "Det här skrev du" not in page.text


@pytest.mark.parametrize("fields", [{"text": "x " * 1_500_000}, {"text": "Ord"}, {}])
def test_where_nothing_can_be_shown_nothing_is_promised(client_as: ClientAs, fields: Dict[str, str]) -> None:
    page = post(client_as(None), fields)
    assert page.status_code == 401 and "Det här skrev du" not in page.text
