"""A real Chromium against the real servers."""

from __future__ import annotations

import shutil
from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.conversations.servers import Servers

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
WAIT = 20_000  # milliseconds; a busy machine needs some of them

expect.set_options(timeout=WAIT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("Chromium saknas. Kör make test, som installerar den.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, servers: Servers) -> Iterator[Page]:
    """The chat page; a script error or a broken security policy fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(WAIT)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(servers.address)
    yield page
    context.close()
    refused = "the server responded with a status of 400"  # what a visitor typed can be refused; that is no fault
    assert [problem for problem in problems if refused not in problem] == []
