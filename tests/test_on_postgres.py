"""The same assistant on PostgreSQL, which production uses."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from bot.knowledge.exporter import write_yaml
from bot.knowledge.importer import import_content
from bot.knowledge.search import described
from bot.migrations import migrate
from tests.databases import in_process_database
from tests.postgres import Postgres
from tests.test_faults import QUESTION, SECRET, assert_answers, assert_logged, assert_unavailable
from tests.web_client import call, history, post, stored_events


def test_a_second_migration_and_import_change_nothing(on_postgres: Servers) -> None:
    on_postgres.guiden("migrate")
    report = on_postgres.guiden("import")
    assert report.startswith("0 nya, 0 ändrade, ") and " 0 oförändrade" not in report


def test_content_moves_to_sqlite_and_is_the_same(on_postgres: Servers, empty_database: str, tmp_path: Path) -> None:
    exported = on_postgres.guiden("export")
    (tmp_path / "content.yml").write_text(exported, encoding="utf-8")
    migrate()
    import_content(tmp_path / "content.yml")
    again = io.StringIO()
    write_yaml(again)
    assert again.getvalue() == exported


SEARCHES = [
    ("examples", "IOP i Malmö", "malmo-yalla-trappan-y-allas-vag"),
    ("examples", "bygg i Skåne", None),
    ("examples", "städ i Kiruna", None),
    ("guides", "idéburet offentligt partnerskap", "skl-utveckla-iop"),
]


def test_search_finds_what_it_finds_on_sqlite(
    on_postgres: Servers, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sqlite = [{**described(kind, query), "ms": 0} for kind, query, _ in SEARCHES]
    with in_process_database(monkeypatch, tmp_path, on_postgres.database):
        found = [{**described(kind, query), "ms": 0} for kind, query, _ in SEARCHES]
    assert found == on_sqlite
    for (_, query, expected), result in zip(SEARCHES, found):
        assert result["results"] or result["nearby"], query
        assert expected is None or expected in result["results"]


def test_a_conversation(on_postgres: Servers) -> None:
    guest = WebVisitor(on_postgres.address)
    assert guest.say("Hej")[0]["kind"] == "smalltalk"
    (found,) = guest.say("Har ni exempel på IOP i Malmö?")
    assert "malmo-yalla-trappan-y-allas-vag" in [item["id"] for item in found["items"]]
    assert_answers(guest)
    assert guest.say("Det hjälpte, tack!")
    assert guest.say("nolltecken\x00 och 🙂 åäö")
    assert len([each for each in history(on_postgres.address, guest.token) if each["kind"] == "user"]) == 5
    assert {sender for _, sender, _ in stored_events(on_postgres.database)} >= {guest.conversation}


def test_postgres_stopped_and_started(on_postgres: Servers, postgres: Postgres) -> None:
    guest = WebVisitor(on_postgres.address)
    (greeting,) = guest.say("hej")
    postgres.stop()
    try:
        assert call(on_postgres.address, "/health").status == 503
        assert_unavailable(post(on_postgres.address, guest.token, {"text": f"{QUESTION} {SECRET}"}))
    finally:
        postgres.start()
    assert_answers(guest)
    assert greeting in history(on_postgres.address, guest.token)
    assert call(on_postgres.address, "/health").status == 200
    assert_logged(on_postgres, guest, "OperationalError")
