"""A real Chromium against the real servers."""

from __future__ import annotations

from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.conversations.servers import Servers
from tests.chromium import WAIT


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
