"""Who did what: the signed-in user, in words, the newest first, a page at a time."""

from __future__ import annotations

import re
from html import unescape
from typing import List
from urllib.parse import parse_qsl

import pytest
from flask import Flask, g

from bot.review import audit
from bot.review.paging import Paging
from bot.review.sessions import User
from bot.review.times import moment
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


QUERIES = ["endpoint=x", "_scheme=x&_external=", "_anchor=x", "_method=POST", "values=1&a=1&a=2", "å=%22%3E&page=x"]


@pytest.mark.parametrize("query", QUERIES)
def test_pages_keep_whatever_else_is_in_the_address(client_as: ClientAs, query: str) -> None:
    for _ in range(30):
        audit.record_for(EDITOR, "sign_in", "review")
    client = client_as("administrator")
    page = client.get(f"/audit?{query}")
    assert page.status_code == 200
    following = re.search(r'href="(/audit\?[^"]*page=2)" rel="next"', page.text)
    assert following is not None
    kept = parse_qsl(unescape(following[1]).partition("?")[2], keep_blank_values=True)
    given = [each for each in parse_qsl(query, keep_blank_values=True) if each[0] != "page"]
    assert kept == [*given, ("page", "2")] and client.get(unescape(following[1])).status_code == 200


def test_times_are_as_on_all_pages(client_as: ClientAs) -> None:
    audit.record_for(EDITOR, "sign_in", "review")
    page = client_as("administrator").get("/audit").text
    assert f">{moment(audit.entries(0, 1)[0].at)}</td>" in page and "UTC" not in page


def test_a_list_without_anything_says_so(client_as: ClientAs) -> None:
    assert "Inget har hänt än." in client_as("administrator").get("/audit").text


PAGES = [(0, 1, 1), (25, 1, 1), (26, 2, 2), (100, 4, 4)]


@pytest.mark.parametrize(("total", "pages", "last"), PAGES)
def test_pages_are_counted(total: int, pages: int, last: int) -> None:
    assert Paging(1, total).pages == pages and Paging(last, total).first == (last - 1) * 25
