"""Take the pictures of the README: `.venv/bin/python scripts/screenshot.py`, once `make run` has made the model.

They are of a service of its own, with examples that nobody has sent in.
"""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

import bot.knowledge.models  # noqa: F401  (what is sent in refers to its places)
from bot.conversations.servers import Servers
from bot.submissions import editing
from bot.submissions.codes import new_code
from bot.submissions.queue import submissions
from bot.submissions.store import submit

DOCS = Path(__file__).parent.parent / "docs"
REVIEW_PORT = "5016"  # not that of `make run`
# Title, sector, year and what was required.
WAITING = (
    ("Kaféet där åtta fick sitt första jobb", "kaféer", 2024, "Leverantören skulle anställa åtta långtidsarbetslösa."),
    ("Praktik på bygget av den nya simhallen", "bygg", 2023, "Entreprenören skulle ta emot tolv praktikanter."),
    ("Reserverad upphandling av skötsel i parkerna", "park", 2025, "Bara sociala företag fick lämna anbud."),
)


def send_in(title: str, sector: str, year: int, requirement: str) -> None:
    told = {
        "title": title, "organisation": "Exempelköpings kommun", "place": "Lund", "method": "reserved_procurement",
        "contract_type": "service", "sector": sector, "year": year, "target_groups": "unga", "requirement": requirement,
        "result": "", "link": "", "consent": "no", "contact_name": "", "contact_email": "",
    }  # fmt: skip
    submit(new_code(), told, "web")


def page_of(browser: Browser, width: int, height: int) -> Page:
    viewport = {"width": width, "height": height}
    return browser.new_page(viewport=viewport, locale="sv-SE", reduced_motion="reduce")


def ask(page: Page, question: str, answer: str) -> None:
    box = page.get_by_label("Skriv din fråga")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_role("log")).to_contain_text(answer)
    page.wait_for_timeout(500)


def take_chat(browser: Browser, address: str) -> None:
    page = page_of(browser, 1100, 900)
    page.goto(address)
    ask(page, "Vad är IOP?", "Ett idéburet offentligt partnerskap")
    page.screenshot(path=DOCS / "chat.png")


def take_phone(browser: Browser, address: str) -> None:
    page = page_of(browser, 390, 844)
    page.goto(f"{address}/inbaddad.html")
    page.get_by_role("button", name="Fråga Hänsynsguiden").click()
    ask(page, "exempel på städ i Västra Götaland", "Jag hittade")
    page.screenshot(path=DOCS / "phone.png")


def take_queue(browser: Browser, sign_in_address: str) -> None:
    page = page_of(browser, 1280, 800)
    page.goto(sign_in_address)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("link", name="Insända exempel", exact=True).click()
    expect(page.get_by_role("link", name=WAITING[-1][0])).to_be_visible()
    page.screenshot(path=DOCS / "queue.png")


with (
    tempfile.TemporaryDirectory() as folder,
    Servers(Path(folder), more={"GUIDEN_REVIEW_PORT": REVIEW_PORT}) as service,
    sync_playwright() as playwright,
):
    service.start(["review"])
    os.environ.update(service.environment)  # for what is done in this process
    for told in WAITING:
        send_in(*told)
    oldest = submissions("pending", 0, 1).submissions[0]
    editing.ask(oldest.id, "Hur många var kvar efter ett år?", oldest.revision, "Eva Exempel")
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
    take_chat(browser, service.address)
    take_phone(browser, service.address)
    take_queue(browser, service.guiden("review", "--sign-in-address").strip())
    browser.close()
