"""Who did what: the signed-in user, in words, the newest first, a page at a time."""

from __future__ import annotations

import re
from typing import List

import pytest
from flask import Flask, g

from bot.review import audit
from bot.review.paging import Paging
from bot.review.sessions import User
from tests.review.conftest import ClientAs

EDITOR = User("Runa Redaktör", "editor")


def test_what_is_recorded_is_told_in_words(app: Flask) -> None:
    with app.test_request_context():
        g.user = EDITOR
        audit.record("sign_in", "review")
        audit.record("sign_out", "submission/12")
    newest, oldest = audit.entries(0, 10)
    assert (newest.who, newest.role, newest.action) == ("Runa Redaktör", "editor", "loggade ut")
    assert (newest.subject, oldest.subject) == ("insänt exempel 12", "redaktionens sidor")
    assert audit.entries(1, 10) == [oldest] and audit.total() == 2


@pytest.mark.parametrize(("action", "subject"), [("invented", "review"), ("sign_in", "invented/1")])
def test_only_known_words_are_kept(app: Flask, action: str, subject: str) -> None:
    with pytest.raises(ValueError, match="unknown"):
        audit.record_for(EDITOR, action, subject)
    assert audit.total() == 0


def rows_on(page: str) -> List[str]:
    return re.findall(r"(Nr \d+) \(redaktör\)", page)


def test_the_list_comes_a_page_at_a_time(client_as: ClientAs) -> None:
    for number in range(60):
        audit.record_for(User(f"Nr {number}", "editor"), "sign_in", "review")
    client = client_as("administrator")
    pages = {number: rows_on(client.get(f"/audit?page={number}").text) for number in (1, 2, 3, 0, 4, "x")}
    assert [row for number in (1, 2, 3) for row in pages[number]] == [f"Nr {number}" for number in range(59, -1, -1)]
    assert pages[0] == pages["x"] == pages[1] and pages[4] == pages[3]
    second = client.get("/audit?page=2&other=1").text
    assert "Föregående" in second and "Nästa" in second and "/audit?other=1&amp;page=3" in second


def test_a_list_without_anything_says_so(client_as: ClientAs) -> None:
    assert "Inget har hänt än." in client_as("administrator").get("/audit").text


PAGES = [(0, 1, 1), (25, 1, 1), (26, 2, 2), (100, 4, 4)]


@pytest.mark.parametrize(("total", "pages", "last"), PAGES)
def test_pages_are_counted(total: int, pages: int, last: int) -> None:
    assert Paging(1, total).pages == pages and Paging(last, total).first == (last - 1) * 25
