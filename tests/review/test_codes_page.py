"""What an administrator does with a code: see what is held, hand it over, erase it; and what the page never tells."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sqlite3
from typing import Any, Iterator, Optional

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from bot.database import engine, session_scope
from bot.privacy import receipts
from bot.privacy.held import held
from bot.review import audit
from tests.privacy import holdings
from tests.privacy.holdings import ADDRESS, NAME, OTHER_CODE, REQUIREMENT, TITLE, WORDS
from tests.review.codes import ACTIONS, CODE, post
from tests.review.conftest import ClientAs
from tests.review.servers import COOKIE, ReviewServer, post_form
from tests.review.test_assets import AXE

AS_WRITTEN = re.compile("5D6E", re.I)  # in CODE


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("administrator")


@pytest.fixture
def example(database: str) -> None:
    """A published example with all that belongs to it, and what somebody else has sent in."""
    holdings.add(*holdings.draft(CODE), holdings.submission(1, CODE), *holdings.correspondence(1))
    holdings.add(holdings.withdrawn(OTHER_CODE), holdings.linked(OTHER_CODE, "web:2"))
    holdings.say("web:2", "user", {"text": "Ett annat"})
    holdings.say("web:1", "user", {"text": f"Jag heter {NAME}"})
    holdings.say("web:1", "bot", {"text": None, "data": {"custom": {"text": "Vad heter exemplet?"}}})
    holdings.publish(1)


def done() -> list:
    return [(entry.action, entry.subject) for entry in audit.entries(0, 50)]


# -- what is held -------------------------------------------------------------------------------------------------

TYPED = [CODE, CODE.lower(), "hg 5d6e 7f8g 9hOj", f"  {CODE} ", f"Koden är {CODE}."]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("typed", TYPED)
def test_all_that_is_held_is_shown(client: FlaskClient, typed: str) -> None:
    page = post(client, "/codes", typed)
    assert page.status_code == 200
    headings = re.findall(r'<h2 class="govuk-heading-m">([^<]+)</h2>', page.text)
    assert headings == [name[0].upper() + name[1:] for name in held(CODE)]
    for text in (NAME, ADDRESS, TITLE, REQUIREMENT, "Red Aktör", "Lund", f"Jag heter {NAME}", "Vad heter exemplet?"):
        assert text in page.text
    assert "Ett annat" not in page.text and "None" not in page.text
    assert not re.search(r"<dt[^>]*>[^<]*_", page.text)  # every field has a name in Swedish


@pytest.mark.usefixtures("example")
def test_it_is_handed_over_as_json(client: FlaskClient) -> None:
    answer = post(client, "/codes/download")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="uppgifter.json"'
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(answer.data) == json.loads(json.dumps(held(CODE)))
    assert "Glasblåsning" in answer.data.decode()


@pytest.mark.usefixtures("database")
def test_what_a_person_wrote_is_text(client: FlaskClient) -> None:
    holdings.add(holdings.submission(1, CODE, title="<script>alert(1)</script>", result="{{ 7 * 7 }}"))
    page = post(client, "/codes").text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "{{ 7 * 7 }}" in page


@pytest.mark.usefixtures("database")
def test_of_what_was_withdrawn_only_that_is_left(client: FlaskClient) -> None:
    holdings.add(holdings.withdrawn(CODE))
    page = post(client, "/codes").text
    assert re.findall(r'<h2 class="govuk-heading-m">([^<]+)</h2>', page) == ["Tillbakataget"]
    assert "tillbakataget" in post(client, "/codes/confirm").text


# -- erasing ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
def test_nothing_is_erased_before_it_is_confirmed(client: FlaskClient) -> None:
    page = post(client, "/codes/confirm")
    assert "Radera allt som finns om koden?" in page.text and "Det går inte att ångra." in page.text
    for name, value in held(CODE).items():
        assert f"<li>{name}{f' ({len(value)})' if isinstance(value, list) else ''}</li>" in page.text
    assert receipts.total() == 0


@pytest.mark.usefixtures("example")
def test_erasing_gives_a_receipt_that_stays(client: FlaskClient) -> None:
    page = post(client, "/codes/erase")
    assert "Allt om koden är raderat" in page.text and not AS_WRITTEN.search(page.text)
    (receipt,) = receipts.kept(0, 10)
    for name, number in receipt.counts.items():
        line = f"{receipts.LABELS[name][1:]}: {number}</li>"
        assert (line in page.text) is bool(number)
    assert holdings.stored_words(WORDS) == [] and held(OTHER_CODE)
    listed = client.get("/codes").text
    assert "Radering med kod" in listed and "Utkast: 1</li>" in listed and not AS_WRITTEN.search(listed)
    again = post(client, "/codes/erase")
    assert again.status_code == 404 and "Det finns inget med den koden." in again.text and receipts.total() == 1


@contextlib.contextmanager
def somebody_reading() -> Iterator[None]:
    """Another process that keeps the database's file from being written anew."""
    other = sqlite3.connect(engine().url.database)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM answer").fetchone()
    yield
    other.close()


@pytest.mark.one_process("the database is a file")
@pytest.mark.usefixtures("example")
def test_a_file_that_is_busy_is_told(client: FlaskClient) -> None:
    with somebody_reading():
        page = post(client, "/codes/erase").text
    assert "Allt om koden är raderat" in page and "Databasfilen var upptagen." in page


@pytest.mark.usefixtures("database")
def test_receipts_come_a_page_at_a_time_the_newest_first(client: FlaskClient) -> None:
    assert "Inget har raderats än." in client.get("/codes").text
    with session_scope() as session:
        for number in range(30):
            receipts.keep(session, "retention", {"draft": number, "audit": 0})
    first, second = (re.findall(r"Utkast: (\d+)", client.get(f"/codes?page={page}").text) for page in (1, 2))
    assert [int(number) for number in first + second] == list(range(29, 0, -1))
    refused = post(client, "/codes/erase")
    assert refused.status_code == 404 and 'href="/codes?page=2"' in refused.text
    last = client.get("/codes?page=2").text
    assert "Det fanns inget att radera." in last and "Gallring" in last and "Granskade" not in last


# -- what is never told -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
def test_a_code_stands_in_no_address_title_cookie_log_or_note(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [post(client, path, code) for code in (OTHER_CODE[:-1], CODE) for path in ACTIONS]
        answers.append(client.get(f"/codes?code={CODE}"))
    for answer in answers:
        assert not AS_WRITTEN.search(f"{answer.headers}") and answer.headers["Cache-Control"] == "no-store"
        title = re.search("<title>(.*)</title>", answer.text)
        assert title is None or not AS_WRITTEN.search(title[1])
        assert not re.search(r'(href|action)="[^"]*5D6E', answer.text, re.I)
    assert NAME not in answers[-1].text and not AS_WRITTEN.search(answers[-1].text)
    assert not AS_WRITTEN.search(caplog.text) and NAME not in caplog.text
    assert done() == [
        ("raderade det som fanns om", "en kod"),
        ("laddade ned det som finns om", "en kod"),
        ("visade det som finns om", "en kod"),
    ]


@pytest.mark.parametrize("role", [None, "editor"])
@pytest.mark.usefixtures("example")
def test_only_administrators_get_anything(client_as: ClientAs, role: Optional[str]) -> None:
    client = client_as(role)
    for path in ACTIONS:
        answer = post_form(client, path, {"code": CODE}) if role else client.post(path, data={"code": CODE})
        assert answer.status_code in (401, 403) and TITLE not in answer.text
    assert held(CODE) and done() == []


# -- a browser ----------------------------------------------------------------------------------------------------


def check(page: Page, width: int) -> None:
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate("axe.run().then(run => run.violations.map(each => [each.id, each.nodes.length]))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height", "forced"), [(1280, 800, "none"), (360, 740, "none"), (320, 256, "active")])
def test_by_keyboard_from_a_code_to_a_receipt(
    browser: Browser, review: ReviewServer, width: int, height: int, forced: Any
) -> None:
    for rows in ([*holdings.draft(CODE), holdings.submission(1, CODE)], holdings.correspondence(1)):
        with review.session() as session, session.begin():
            session.add_all(rows)
    context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE", forced_colors=forced)
    context.add_cookies([{"name": COOKIE, "value": review.cookie_for("administrator"), "url": review.address}])
    page = context.new_page()
    page.goto(f"{review.address}/codes")
    field = page.get_by_label("Kod")
    for code, heading in ((OTHER_CODE, "Koder"), (CODE, "Det som finns om koden")):
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        check(page, width)
    for heading in ("Radera allt som finns om koden?", "Allt om koden är raderat"):
        page.get_by_role("button", name="Radera allt").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        check(page, width)
    page.get_by_role("link", name="Koder").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Radering med kod").first).to_be_visible()
    check(page, width)
    assert not AS_WRITTEN.search(review.log()) and NAME not in review.log()
    context.close()
