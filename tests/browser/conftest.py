"""A real Chromium against the real servers."""

from __future__ import annotations

from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.conversations.servers import Servers
from tests.browser.chat import opened


@pytest.fixture
def page(browser: Browser, servers: Servers) -> Iterator[Page]:
    """The chat page; a script error or a broken security policy fails the test."""
    with opened(browser, servers.address) as page:
        yield page


@pytest.fixture
def embedded(browser: Browser, servers: Servers) -> Iterator[Page]:
    """As `page`, on the page whose only line for the chat is a script tag, under the strictest policy."""
    with opened(browser, f"{servers.address}/inbaddad.html") as page:
        yield page
