"""A code, and posting it to where an administrator does something with it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.review.servers import post_form

ACTIONS = ("/codes", "/codes/download", "/codes/confirm", "/codes/erase")
CODE = "HG-5D6E-7F8G-9H0J"  # not the example that the page gives


def post(client: FlaskClient, path: str, code: str = CODE) -> Any:
    return post_form(client, path, {"code": code}, page="/codes")
