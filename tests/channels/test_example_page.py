"""Every published example has a page that says who tells it, and that no text can break out of."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser

from bot.channels import example_page
from bot.conversations.servers import Servers
from bot.database import session_scope
from bot.knowledge import store
from bot.knowledge.editing import publish, remove, revision
from bot.settings import PROJECT_ROOT
from tests.databases import in_process_database
from tests.knowledge.samples import EXAMPLE
from tests.web_client import call

ID = EXAMPLE["id"]
OWN = {**EXAMPLE, "source_url": f"http://localhost:5005/exempel/{ID}", "checked": "2026-01-03"}


@pytest.mark.usefixtures("database")
def test_the_page_tells_the_example_and_who_tells_it() -> None:
    told = {**OWN, "result": "Sju fick jobb.", "target_groups": ["unga", "nyanlända"], "partners": ["Samhall"]}
    publish("example", told, "eva")
    status, html = example_page.page(ID)
    assert status == 200
    facts = {
        "Organisation": "Lunds kommun", "Kommun": "Lund", "Region": "Region Skåne", "År": "2021",
        "Arbetssätt": "Reserverad upphandling", "Typ av avtal": "Vara", "Bransch": "livsmedel",
        "Målgrupp": "unga, nyanlända", "Andra som var med": "Samhall",
    }  # fmt: skip
    for name, value in facts.items():
        assert f"<dt>{name}</dt><dd>{value}</dd>" in html
    for words in (f"<h1>{EXAMPLE['title']}</h1>", EXAMPLE["requirement"], "Sju fick jobb.", '<html lang="sv">'):
        assert words in html
    day = '<time datetime="2026-01-03">2026-01-03</time>'
    assert f"Berättat av Lunds kommun, granskat av redaktionen {day}." in html


@pytest.mark.usefixtures("database")
def test_an_example_with_a_source_names_it() -> None:
    publish("example", {**EXAMPLE, "source_date": "2021-05-06", "checked": "2026-01-03"}, "eva")
    _, html = example_page.page(ID)
    assert '<a href="https://www.lund.se/glasstrutar" rel="noopener noreferrer">Glasstrutar</a>, Lunds kommun,' in html
    assert "2021-05-06</time>. Uppgifterna kontrollerades <time" in html
    assert "Berättat av" not in html and "<h2>Resultat</h2>" not in html


EVIL = "</p><script>alert(1)</script>\"'<img src=x onerror=alert(1)> & $title ${content}"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("own_page", [True, False])
def test_no_text_breaks_out_of_the_page(own_page: bool) -> None:
    texts = dict.fromkeys(("title", "organisation", "requirement", "result", "sector", "source_title"), EVIL)
    address = OWN["source_url"] if own_page else "https://lund.se/\"onmouseover=alert(1)'"
    lists = {"target_groups": [EVIL], "partners": [EVIL]}
    publish("example", {**OWN, **texts, **lists, "source_url": address}, "eva")
    status, html = example_page.page(ID)
    assert status == 200
    assert "<script" not in html and "<img" not in html and '"onmouseover' not in html
    assert html.count("$title ${content}") >= 7
    assert html.count('"') == html.replace("&quot;", "").count('"') and "&lt;script&gt;" in html


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("identity", ["finns-ej", "", "../x", "a\x00b", "%00", "Å", "a" * 500, "<script>"])
def test_there_is_no_such_example(identity: str) -> None:
    status, html = example_page.page(identity)
    assert status == 404
    assert "<h1>Exemplet finns inte</h1>" in html and "<script" not in html


@pytest.mark.usefixtures("empty_database")
def test_a_database_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    status, html = example_page.page(ID)
    assert status == 503 and "Sidan går inte att visa just nu" in html
    assert "Kör guiden migrate" in caplog.text


@pytest.mark.usefixtures("database")
def test_every_example_of_the_content_has_its_page() -> None:
    for example in store.examples():
        status, html = example_page.page(example.id)
        assert status == 200 and html.count("<h1>") == 1


# -- as it is served -----------------------------------------------------------------------------------


@pytest.fixture
def served(servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an example's page, in the running assistant's own database."""
    with in_process_database(monkeypatch, tmp_path, servers.database):
        publish("example", {**OWN, "result": "Sju fick jobb."}, "test")
        yield f"/exempel/{ID}"
        with session_scope() as session:
            last = revision(session, "example", ID)
        if last is not None:
            remove("example", ID, last, "test")


POLICY = ("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")


def test_it_is_there_until_the_example_is_gone(servers: Servers, served: str) -> None:
    response = call(servers.address, served)
    assert (response.status, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f"<h1>{EXAMPLE['title']}</h1>" in response.body.decode()
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-cache"
    for directive in POLICY:
        assert directive in response.headers["Content-Security-Policy"]
    remove("example", ID, 1, "test")
    gone = call(servers.address, served)
    assert gone.status == 404 and "Exemplet finns inte" in gone.body.decode()
    assert gone.headers["Content-Security-Policy"] == response.headers["Content-Security-Policy"]


MISSING = ["finns-ej", "a%00b", "%3Cscript%3E", "%C3%85", "a" * 900]


@pytest.mark.parametrize("identity", MISSING)
def test_what_is_not_there_is_said_in_swedish(servers: Servers, identity: str) -> None:
    response = call(servers.address, f"/exempel/{identity}")
    assert response.status == 404 and "<h1>Exemplet finns inte</h1>" in response.body.decode()


def test_a_database_that_takes_its_time_holds_nobody_else_up(on_postgres: Servers) -> None:
    statuses: List[int] = []
    for _ in range(2):  # a second replica reads its page for itself
        assert call(on_postgres.address, "/").status == 200
    waiting = threading.Thread(target=lambda: statuses.append(call(on_postgres.address, f"/exempel/{ID}").status))
    engine = sa.create_engine(on_postgres.database, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text("LOCK TABLE example IN ACCESS EXCLUSIVE MODE"))
        waiting.start()
        waiting.join(timeout=1)
        assert call(on_postgres.address, "/").status == 200
        assert waiting.is_alive() and statuses == []
    waiting.join()
    engine.dispose()
    assert statuses == [404]


AXE = PROJECT_ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
LOOKS: Dict[str, Any] = {
    "desktop": ({"width": 1280, "height": 800}, "light"),
    "dark": ({"width": 1280, "height": 800}, "dark"),
    "zoomed to 400 %": ({"width": 320, "height": 256}, "light"),
}


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize(("size", "scheme"), LOOKS.values(), ids=LOOKS)
def test_it_is_accessible(
    servers: Servers, served: str, browser: Browser, size: Any, scheme: Any, missing: bool
) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(servers.address + served + ("x" if missing else ""))
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [violation["id"] for violation in found["violations"]] == []
    assert len(refused) == missing, refused  # a page that isn't there is told of in the console
    context.close()
