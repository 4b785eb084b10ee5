"""Every answer a web server may give, and none: each is reported and nothing fails."""

from __future__ import annotations

import http.server
import threading
import time
from collections import Counter
from typing import Dict, Iterator, List, Tuple

import pytest

from bot.knowledge import link_check
from bot.knowledge.addresses import addresses
from bot.knowledge.editing import publish
from bot.knowledge.link_check import Result, State, check
from tests.knowledge.samples import EXAMPLE, GUIDE
from tests.ports import free_port

SLOW = 3.0
TIMEOUT = 1.0


class Site(http.server.BaseHTTPRequestHandler):
    """Answers as its path says: /200, /301/…, /head-405 for a server that knows no HEAD, /slow."""

    asked: List[Tuple[str, str, str]] = []  # method, path, who asks
    at_once: Counter = Counter()

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        self.at_once["now"] += 1
        self.at_once["most"] = max(self.at_once["most"], self.at_once["now"])
        status, _, rest = self.path.lstrip("/").partition("/")
        if status == "slow":
            time.sleep(SLOW)
        if status == "busy":
            time.sleep(0.1)
        if status.startswith("head-"):
            status = status[5:] if self.command == "HEAD" else "200"
        self.at_once["now"] -= 1
        self.send_response(int(status) if status.isdigit() else 200)
        if status in {"301", "302", "308"}:
            self.send_header("Location", f"/{rest}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing needs to be said."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_check, "PAUSE", 0)
    Site.asked.clear()
    Site.at_once.clear()


ANSWERS: Dict[str, Tuple[State, str, str]] = {  # path: state, detail, where it leads
    "/200": (State.WORKING, "", ""),
    "/302/200": (State.WORKING, "skickar vidare", "/200"),
    "/301/200": (State.MOVED, "har flyttat för gott", "/200"),
    "/302/308/200": (State.MOVED, "har flyttat för gott", "/200"),
    "/301/404": (State.GONE, "svarar 404", "/404"),
    "/404": (State.GONE, "svarar 404", ""),
    "/410": (State.GONE, "svarar 410", ""),
    "/403": (State.UNREACHABLE, "svarar 403", ""),
    "/503": (State.UNREACHABLE, "svarar 503", ""),
    "/head-405": (State.WORKING, "", ""),
    "/head-404": (State.WORKING, "", ""),
    "/slow": (State.UNREACHABLE, "svarar inte i tid", ""),
    "/" + "302/" * 12 + "200": (State.UNREACHABLE, "skickar runt i cirkel", ""),
}


@pytest.mark.parametrize(("path", "expected"), ANSWERS.items(), ids=ANSWERS.keys())
def test_an_answer_is_understood(site: str, path: str, expected: Tuple[State, str, str]) -> None:
    state, detail, leads_to = expected
    assert check([site + path], TIMEOUT) == [Result(site + path, state, detail, leads_to and site + leads_to)]


NOWHERE = ["http://127.0.0.1:{port}/", "http://finns-ej.invalid/", "http://[::/", "http://" + "a" * 300 + ".se/"]


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_leads_nowhere(address: str) -> None:
    (result,) = check([address.format(port=free_port())], TIMEOUT)
    assert (result.state, result.detail) == (State.UNREACHABLE, "det går inte att ansluta")


def test_the_worst_comes_first(site: str) -> None:
    results = check([site + path for path in ("/200", "/301/200", "/503", "/404")], TIMEOUT)
    assert [each.state for each in results] == [State.GONE, State.UNREACHABLE, State.MOVED, State.WORKING]


def test_no_address_at_all() -> None:
    assert check([], TIMEOUT) == []


def test_a_host_is_asked_gently_and_told_who_asks(site: str) -> None:
    done: List[None] = []
    check([f"{site}/busy/{number}" for number in range(8)], 5, lambda: done.append(None))
    assert len(done) == 8 and Site.at_once["most"] <= link_check.AT_ONCE_FOR_A_HOST
    assert {agent for _, _, agent in Site.asked} == {link_check.USER_AGENT}
    assert {method for method, _, _ in Site.asked} == {"HEAD"}


@pytest.mark.usefixtures("database")
def test_every_address_is_known_with_where_it_is_used() -> None:
    publish("example", EXAMPLE, None)
    publish("guide", {**GUIDE, "url": EXAMPLE["source_url"]}, None)
    found = addresses()
    assert found[EXAMPLE["source_url"]] == ["guide om-glasstrutar", "exempel lund-glasstrutar"]
    assert any(users[0].startswith("källa ") for users in found.values())
