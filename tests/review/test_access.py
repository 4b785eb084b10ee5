"""Every route with every role: nobody sees or changes anything without the role that the route declares."""

from __future__ import annotations

from typing import Iterator, Optional, Tuple

import pytest
from flask import Flask
from werkzeug.routing import Rule

from bot.review import access
from bot.review.app import PAGES, create_app
from bot.review.sessions import User
from bot.settings import load_settings, settings
from tests.review.conftest import ClientAs
from tests.review.servers import form_token

ROLES = (None, "editor", "administrator")
ENOUGH = {
    access.ANONYMOUS: set(ROLES),
    "editor": {"editor", "administrator"},
    "administrator": {"administrator"},
}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app only for its routes, without a database."""
    return create_app(load_settings(state_dir=tmp_path_factory.mktemp("routes")))


def cases(app: Flask) -> Iterator[Tuple[Rule, str, str]]:
    """Every rule and method, with an address that it matches."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: 1 if "Integer" in type(kind).__name__ else "x" for name, kind in rule._converters.items()}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, adapter.build(rule.endpoint, values, method)


@pytest.mark.parametrize("role", ROLES)
def test_every_route_is_for_whom_it_says(app: Flask, client_as: ClientAs, role: Optional[str]) -> None:
    wrong = []
    for rule, method, path in cases(app):
        answer = client_as(role).open(path, method=method)
        declared = access.declared_role(app, rule.endpoint)
        if role in ENOUGH[declared]:
            # Whoever may post still needs a form's token; and no page fails for lack of what it shows.
            right = answer.status_code == 400 if method != "GET" else answer.status_code != 401
            right = right and (declared == access.ANONYMOUS or answer.headers.get("Location") != "/sign-in")
            right = right and answer.status_code < 500 and (declared == access.ANONYMOUS or answer.status_code != 403)
        elif role is not None:
            right = answer.status_code == 403 and "Du får inte öppna den här sidan" in answer.text
        elif method == "GET":
            right = answer.status_code == 302 and answer.headers["Location"] == "/sign-in"
        else:
            right = answer.status_code == 401 and "Du är inte inloggad" in answer.text
        if not right:
            wrong.append((method, path, role, answer.status_code))
    assert wrong == []


def test_there_are_routes_of_every_kind(routes: Flask) -> None:
    declared = {(access.declared_role(routes, rule.endpoint), method) for rule, method, _ in cases(routes)}
    assert declared >= {("anonymous", "GET"), ("anonymous", "POST"), ("editor", "GET"), ("editor", "POST")}
    assert ("administrator", "GET") in declared


def test_only_these_are_for_anyone(routes: Flask) -> None:
    open_to_all = {
        rule.rule for rule, *_ in cases(routes) if access.declared_role(routes, rule.endpoint) == "anonymous"
    }
    signing_in = {"/sign-in", "/sign-in/oidc", "/sign-in/oidc/callback", "/sign-in/once"}
    assert open_to_all == {"/health", "/static/<path:filename>", *signing_in}


def test_a_route_without_a_declaration_is_not_served() -> None:
    app = Flask("bot.review")
    app.add_url_rule("/open", "forgotten", lambda: "")
    with pytest.raises(access.UndeclaredRoute, match="forgotten"):
        access.protect(app)


@pytest.mark.parametrize("token", ["", "x", "of another session"])
def test_forms_need_their_own_token(client_as: ClientAs, token: str) -> None:
    client = client_as("editor")
    if token == "of another session":
        token = form_token(client_as("editor").get("/").text)
    client.get("/")
    answer = client.post("/sign-out", data={"csrf_token": token})
    assert answer.status_code == 400 and "Formuläret är för gammalt" in answer.text
    assert client.get("/").status_code == 200  # still signed in


def test_going_on_after_signing_in_stays_on_our_own_pages(client_as: ClientAs) -> None:
    for path in ("//example.com/", "/\\example.com/", "//example.com/audit"):
        client = client_as(None)
        client.get(path)
        with client.session_transaction() as kept:
            assert kept.get("next", "/") in ("/", "/audit"), path


@pytest.mark.parametrize(("role", "shown"), [("editor", False), ("administrator", True)])
def test_the_navigation_has_what_one_may_open(client_as: ClientAs, role: str, shown: bool) -> None:
    assert ('href="/audit"' in client_as(role).get("/").text) is shown


def test_every_page_in_the_navigation_opens(client_as: ClientAs, app: Flask) -> None:
    client = client_as("administrator")
    for module, title in PAGES:
        if title:
            page = client.get(app.url_map.bind("").build(f"{module.blueprint.name}.index"))
            assert page.status_code == 200 and 'aria-current="true"' in page.text, title


def test_roles_are_what_the_table_says(app: Flask) -> None:
    with app.test_request_context():
        assert access.allows("start.index", User("E", "editor"))
        assert not access.allows("audit.index", User("E", "editor"))
        assert not access.allows("start.index", User("X", "unknown"))
    assert settings().review_address == f"http://localhost:{settings().review_port}"
