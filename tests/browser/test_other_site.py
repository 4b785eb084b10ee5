"""The chat on a site of another origin, which allows scripts and calls to the assistant's and nothing else."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chat import QUESTION, ask, ask_for_iop, log_of, opened, said
from tests.replicas import Assistant, MakePlace


class Site(ThreadingHTTPServer):
    """Every page of it embeds the assistant at `assistant`."""

    assistant = ""
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Pages(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        assistant = self.server.assistant
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src {assistant}; connect-src {assistant}; base-uri 'none'; "
            "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        )
        self.end_headers()
        tag = f'<script src="{assistant}/hansyns-guide.js" defer></script>'
        self.wfile.write(f'<!doctype html><html lang="sv"><title>x</title><h1>En sida</h1>{tag}</html>'.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: tests show what went wrong."""


@pytest.fixture(scope="module")
def site(model: object, make_place: MakePlace) -> Iterator[Site]:
    """With an assistant of its own, which may be embedded there."""
    with Site() as site:
        more = {"GUIDEN_ALLOWED_ORIGINS": site.address}
        with Assistant(make_place("embeddable"), more) as servers:
            site.assistant = servers.address
            yield site
        site.shutdown()


def test_one_script_tag_is_enough_on_another_site(browser: Browser, site: Site) -> None:
    with opened(browser, f"{site.address}/sida.html?kim=1") as page:
        page.get_by_role("button", name="Fråga Hänsynsguiden").click()
        with page.expect_request("**/webhooks/web/messages") as sent:
            ask_for_iop(page)
        assert sent.value.url.startswith(site.assistant)
        assert sent.value.post_data_json["page"] == f"{site.address}/sida.html"
        page.reload()
        page.get_by_role("button", name="Fråga Hänsynsguiden").click()
        expect(log_of(page)).to_contain_text(QUESTION)
        assert said(page) == [QUESTION]


def test_a_refusal_that_nobody_can_mend_by_waiting_is_told_and_can_be_tried_again(browser: Browser, site: Site) -> None:
    refusal = {"error": {"code": "forbidden_origin", "message": "Chatten får inte användas härifrån."}}
    headers = {"Access-Control-Allow-Origin": site.address}
    with opened(browser, site.address) as page:
        page.get_by_role("button", name="Fråga Hänsynsguiden").click()
        page.route("**/webhooks/web/session", lambda route: route.fulfill(status=403, json=refusal, headers=headers))
        ask(page, QUESTION)
        expect(log_of(page)).to_contain_text("Chatten får inte användas härifrån.")
        page.unroute_all()
        page.get_by_role("button", name="Försök igen nu").click()
        expect(log_of(page)).to_contain_text("Ett idéburet offentligt partnerskap")
        expect(log_of(page)).not_to_contain_text("Chatten får inte användas härifrån.")
        assert said(page) == [QUESTION]
