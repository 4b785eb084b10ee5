"""Which replica the deployed proxy asks, and which one instead when that doesn't answer."""

from __future__ import annotations

import threading
import time
from typing import List

import pytest

from tests.deploy.nginx import Answer
from tests.deploy.site import MESSAGES, SLACK, Site


def test_replicas_share_the_work(site: Site) -> None:
    for _ in range(20):
        site.proxy.ask("/")
    assert min(len(site.one.come), len(site.other.come)) >= 5


@pytest.mark.parametrize(("path", "method"), [("/", "GET"), (MESSAGES, "POST"), (SLACK, "POST")])
def test_another_replica_answers_for_one_that_is_gone(site: Site, path: str, method: str) -> None:
    site.one.stop()
    answers = [site.proxy.ask(path, method, b"{}") for _ in range(20)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, b"other")}


# What a replica may have carried out is only sent again where it is carried out once.
AGAIN = [("/", "GET", True), (MESSAGES, "GET", True), (MESSAGES, "POST", True), (SLACK, "POST", False),
         ("/webhooks/teams/webhook", "POST", False), ("/webhooks/web/session", "POST", False)]  # fmt: skip


def all_ask(site: Site, path: str, method: str) -> List[Answer]:
    return [site.proxy.ask(path, method, b"{}") for _ in range(6)]


@pytest.mark.parametrize(("path", "method", "again"), AGAIN)
def test_a_refusal_is_taken_to_another_replica(site: Site, path: str, method: str, again: bool) -> None:
    site.one.status = 503
    answers = all_ask(site, path, method)
    assert site.one.come, "it was never asked"
    assert ({answer.status for answer in answers} == {200}) is again


@pytest.mark.parametrize(("path", "method", "again"), AGAIN)
def test_what_died_with_a_replica_is_taken_to_another(site: Site, path: str, method: str, again: bool) -> None:
    site.one.hangs_up = True
    answers = all_ask(site, path, method)
    assert site.one.come, "it was never asked"
    assert ({answer.status for answer in answers} == {200}) is again


def test_a_refusal_that_took_long_is_not_waited_for_again(site: Site) -> None:
    for replica in (site.one, site.other):
        replica.status, replica.seconds = 503, 2.2
    assert site.proxy.ask(MESSAGES, "POST", b"{}").status == 503
    assert len(site.come) == 1


def test_other_errors_are_the_visitors(site: Site) -> None:
    for status in (400, 401, 403, 429, 500):
        site.one.status = site.other.status = status
        assert site.proxy.ask(MESSAGES, "POST", b"{}").status == status
    assert len(site.come) == 5


def test_a_replica_that_hangs_gets_no_more(site: Site) -> None:
    site.one.seconds = 3
    waiting = [threading.Thread(target=site.proxy.ask, args=("/",)) for _ in range(2)]
    for thread in waiting:
        thread.start()
    time.sleep(0.3)
    begun = time.monotonic()
    assert {site.proxy.ask("/").body for _ in range(10)} == {b"other"}
    assert time.monotonic() - begun < 2
    for thread in waiting:
        thread.join()


def test_a_replica_that_is_back_is_used_at_once(site: Site) -> None:
    site.one.stop()
    assert {site.proxy.ask("/").body for _ in range(10)} == {b"other"}
    site.one.reset()
    assert {site.proxy.ask("/").body for _ in range(10)} == {b"one", b"other"}


def test_without_any_replica_the_visitor_is_told_so(site: Site) -> None:
    site.one.stop()
    site.other.stop()
    begun = time.monotonic()
    answer = site.proxy.ask(MESSAGES, "POST", b"{}", {"Origin": "https://skr.example.se"})
    assert time.monotonic() - begun < 5
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Guiden svarar inte just nu." in answer.body.decode()


def test_a_reload_ends_no_request(site: Site) -> None:
    site.one.seconds = site.other.seconds = 1
    answers: List[Answer] = []
    waiting = threading.Thread(target=lambda: answers.append(site.proxy.ask(MESSAGES, "POST", b"{}")))
    waiting.start()
    time.sleep(0.3)
    site.proxy.reload()
    waiting.join()
    site.one.seconds = site.other.seconds = 0
    assert [answer.status for answer in answers] == [200]
    assert site.proxy.ask("/").status == 200
