"""Wrong codes tell nothing, and whoever tries many is stopped."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from bot.privacy import erasure
from bot.privacy.held import held
from bot.review import audit, sessions
from bot.review.app import create_app
from bot.settings import load_settings
from tests.privacy import holdings
from tests.privacy.holdings import OTHER_CODE, TITLE
from tests.review.codes import ACTIONS, CODE, post
from tests.review.conftest import ClientAs
from tests.review.servers import COOKIE

UNKNOWN = "Det finns inget med den koden."
WRONG = [
    OTHER_CODE,
    "",
    " ",
    "HG-",
    "x" * 10_000,
    "' OR 1=1 --",
    "=HYPERLINK(1)",
    "%",
    "HG-7K3M-Q9XD-04T",
    "\u202e🙂\0",
]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("path", ACTIONS)
def test_wrong_codes_tell_nothing_and_alike(client_as: ClientAs, path: str) -> None:
    client = client_as("administrator")
    holdings.add(*holdings.draft(CODE), *holdings.draft(OTHER_CODE, "web:2"))
    erasure.erase(OTHER_CODE)  # it was somebody's once
    shown = set()
    for code in WRONG:
        page = post(client, path, code)
        assert page.status_code == 404 and page.text.count(UNKNOWN) == 2
        shown.add(re.sub(r'value="[^"]*"', "", page.text))
    assert len(shown) == 1 and TITLE not in shown.pop()
    assert audit.total() == 0 and held(CODE)


def test_whoever_guesses_is_stopped_and_nobody_else(database: str) -> None:
    holdings.add(*holdings.draft(CODE))
    app = create_app(load_settings(codes_per_hour=3))

    def administrator(name: str) -> FlaskClient:
        made = app.test_client()
        made.set_cookie(COOKIE, sessions.begin(name, "administrator", 60))
        return made

    guesser = administrator("Gissa")
    right = [post(guesser, "/codes").status_code for _ in range(5)]
    wrong = [post(guesser, path, OTHER_CODE).status_code for path in ACTIONS[:3]]
    assert (right, wrong) == ([200] * 5, [404] * 3)
    for someone in (guesser, administrator("Gissa")):  # signing in anew doesn't help
        for path in ACTIONS:
            page = post(someone, path)
            assert page.status_code == 429 and "många fel koder" in page.text and TITLE not in page.text
    assert held(CODE)
    assert post(administrator("Annan"), "/codes").status_code == 200
