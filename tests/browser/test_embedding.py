"""The chat on a page of somebody else's: one script tag, no rights but to our scripts and calls."""

from __future__ import annotations

import gzip
import json
from typing import Any, Dict

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.conversations.servers import Servers
from bot.settings import PROJECT_ROOT
from tests.browser.chat import ask, ask_for_iop, opened, replies

MOST_BYTES = 15 * 1024
SCRIPT_TAG = '<script src="/hansyns-guide.js"></script>'
SCRIPT = PROJECT_ROOT / "widget" / "dist" / "hansyns-guide.js"


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= MOST_BYTES


def test_it_works_under_the_strictest_policy(embedded: Page) -> None:
    """The fixture fails the test when anything at all is refused by the policy or by Trusted Types."""
    expect(embedded.get_by_role("dialog")).to_be_hidden()
    embedded.get_by_role("button", name="Fråga Hänsynsguiden").click()
    ask_for_iop(embedded)
    background = replies(embedded).locator(".bubble").last.evaluate("node => getComputedStyle(node).borderRadius")
    assert background != "0px", "the component has its look without the page's leave"


def test_it_does_not_open_by_itself_and_asks_nobody_before_it_is_opened(browser: Browser, servers: Servers) -> None:
    with opened(browser, "about:blank") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{servers.address}/inbaddad.html")
        expect(page.get_by_role("button", name="Fråga Hänsynsguiden")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if "/webhooks/" in url] == []
        assert {url.removeprefix(servers.address) for url in asked} <= {"/inbaddad.html", "/hansyns-guide.js"}


def test_a_script_that_is_loaded_twice_gives_one_chat(servers: Servers, embedded: Page) -> None:
    body = "<!doctype html><title>x</title>" + 2 * SCRIPT_TAG
    embedded.route("**/twice.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    embedded.goto(f"{servers.address}/twice.html")
    expect(embedded.get_by_role("button", name="Fråga Hänsynsguiden")).to_have_count(1)


@pytest.mark.parametrize("mistake", ['page-url="https://"', 'server="https://"'])
def test_a_mistyped_address_does_not_take_the_chat_away(servers: Servers, embedded: Page, mistake: str) -> None:
    body = f"<!doctype html><title>x</title><hansyns-guide open {mistake}>Skriv till oss.</hansyns-guide>{SCRIPT_TAG}"
    embedded.route("**/sida.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    embedded.goto(f"{servers.address}/sida.html")
    with embedded.expect_request(f"{servers.address}/webhooks/web/messages") as request:
        ask_for_iop(embedded)
    assert ("page" in request.value.post_data_json) == mistake.startswith("server")


def sent_body(page: Page) -> Dict[str, Any]:
    with page.expect_request("**/webhooks/web/messages") as request:
        ask(page, "hej")
    return json.loads(request.value.post_data or "")


@pytest.mark.parametrize(
    ("page_url", "expected"),
    [(None, "/sida.html"), ("/annan?namn=kim#del", "/annan"), ("https://example.se/a?b=c", "https://example.se/a")],
)
def test_the_page_is_told_without_what_may_be_personal(
    servers: Servers, embedded: Page, page_url: str, expected: str
) -> None:
    attribute = f'page-url="{page_url}"' if page_url else ""
    body = f"<!doctype html><title>x</title><hansyns-guide open {attribute}></hansyns-guide>{SCRIPT_TAG}"
    embedded.route("**/sida.html*", lambda route: route.fulfill(body=body, content_type="text/html"))
    embedded.goto(f"{servers.address}/sida.html?kim=1#kim")
    sent = sent_body(embedded)
    assert sent["page"] == (expected if expected.startswith("https") else servers.address + expected)
    assert sent.keys() == {"text", "id", "page"}


def test_moving_the_element_keeps_the_conversation(page: Page) -> None:
    ask_for_iop(page)
    page.evaluate("document.body.append(document.querySelector('hansyns-guide'))")
    expect(replies(page).filter(has_text="Ett idéburet offentligt partnerskap")).to_have_count(1)
