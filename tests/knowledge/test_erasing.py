"""What is erased leaves nothing, of whatever kind it is, and takes nothing else with it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List

import pytest
import sqlalchemy as sa

from bot.database import engine, session_scope
from bot.knowledge.editing import publish, remove, update
from bot.knowledge.erasing import erase
from bot.knowledge.own_pages import is_own_page, own_page
from bot.settings import settings
from tests.knowledge.contents import everything
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE

TOMORROW = dt.date.today() + dt.timedelta(days=1)
ERASED: Dict[str, Dict[str, Any]] = {"example": EXAMPLE, "answer": ANSWER, "guide": GUIDE}
# SQLite's full-text index keeps parts of words in tables of its own.
WORDS = ("glasstrut", "GLASSTRUT", "lasstr")


def tables_with(words: List[str]) -> List[str]:
    with engine().connect() as connection:
        names = sorted(sa.inspect(connection).get_table_names())
        rows = {name: str(connection.execute(sa.text(f'SELECT * FROM "{name}"')).all()) for name in names}
    return [name for name, text in rows.items() if any(word in text for word in words)]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("kind", ERASED)
def test_no_table_holds_a_word_of_it(kind: str) -> None:
    before = everything()
    values = ERASED[kind]
    publish(kind, values, "eva")
    label = "label" if kind == "answer" else "title"
    update(kind, values["id"], {**values, label: "GLASSTRUTAR"}, 1, "eva")
    if kind != "example":
        update(kind, values["id"], {**values, "valid_from": TOMORROW}, 2, "eva")
    assert {kind, "revision", "search_entry", "search_term"} <= set(tables_with(list(WORDS)))
    with session_scope() as session:
        erase(session, kind, values["id"])
    assert tables_with(list(WORDS)) == []
    assert everything() == before


@pytest.mark.usefixtures("each_database")
def test_what_was_removed_before_is_erased_as_well() -> None:
    publish("example", EXAMPLE, "eva")
    remove("example", EXAMPLE["id"], 1, "eva")
    assert "revision" in tables_with(["Glasstrutar"])
    with session_scope() as session:
        erase(session, "example", EXAMPLE["id"])
    assert tables_with(list(WORDS)) == []


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("https://guiden.example.se/exempel/lund-glass", True),
        ("https://guiden.example.se/", False),
        ("https://annan.example.se/exempel/lund-glass", False),
        ("https://guiden.example.se.annan.se/exempel/lund-glass", False),
        ("", False),
    ],
)
def test_own_pages(monkeypatch: pytest.MonkeyPatch, database: str, address: str, is_own: bool) -> None:
    monkeypatch.setenv("GUIDEN_PUBLIC_URL", "https://guiden.example.se")
    settings.cache_clear()
    assert own_page("lund-glass") == "https://guiden.example.se/exempel/lund-glass"
    assert is_own_page(address) is is_own
