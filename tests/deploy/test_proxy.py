"""What the deployed proxy lets through, and what it keeps of who asked."""

from __future__ import annotations

import http.client
import json
import ssl
import time

import pytest

from bot.channels.pages import FILES
from bot.conversations.servers import Servers
from bot.knowledge.own_pages import PATH
from tests.deploy.nginx import REVIEW, Nginx
from tests.deploy.replica import Replica
from tests.deploy.site import MESSAGES, SLACK, Site

LARGEST = 256 * 1024  # bytes; as bot.channels.server.LARGEST_REQUEST


# -- which paths -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*FILES, f"{PATH}/malmo-yalla-trappan-y-allas-vag", f"{MESSAGES}?after=a1"])
def test_what_is_public_can_be_read(site: Site, path: str) -> None:
    assert site.proxy.ask(path).status == 200
    assert site.come == [f"GET {path}"]


@pytest.mark.parametrize("path", ["/webhooks/web/session?trying=yes", MESSAGES, SLACK, "/webhooks/teams/webhook"])
def test_what_is_said_comes_through_as_it_was(site: Site, path: str) -> None:
    body = "text=å+%C3%A4 ö".encode()
    assert site.proxy.ask(path, "POST", body, {"X-Slack-Signature": "v0=a"}).status == 200
    (request,) = [*site.one.come, *site.other.come]
    assert (request.path, request.body, request.headers["x-slack-signature"]) == (path, body, "v0=a")


@pytest.mark.parametrize("path", ["/webhooks/web/session", MESSAGES])
def test_other_pages_may_ask_whether_they_may(site: Site, path: str) -> None:
    assert site.proxy.ask(path, "OPTIONS", headers={"Origin": "https://skr.example.se"}).status == 200
    assert site.come == [f"OPTIONS {path}"]


@pytest.mark.parametrize(
    "path",
    [
        "/health", "/live", "/metrics", "/health/", "//health", "/Health", "/./health", "/exempel/../metrics",
        "/webhooks/../health", "/webhooks/web/", "/webhooks/web/messages/", "/webhooks/web/%2e%2e/%2e%2e/metrics",
        "/webhooks/rest/webhook", "/webhooks/socketio", "/webhooks/slack", "/webhooks/teams/", "/model/parse",
        "/conversations/x/tracker", "/status", "/version", "/webhook", "/sign-in", "/inbaddad.html/x", "/exempel",
        "/exempel/", "/exempel/a/b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_else_gets_through(site: Site, path: str, method: str) -> None:
    assert site.proxy.ask(path, method).status == 404
    assert site.come == []


def test_editors_have_a_name_of_their_own(site: Site) -> None:
    assert site.proxy.ask("/sign-in", name=REVIEW).body == b"review"
    assert site.proxy.ask("/health", name=REVIEW).status == 404
    assert site.come == ["GET /sign-in"]


def test_other_names_are_refused(site: Site) -> None:
    with pytest.raises(ssl.SSLError, match="unrecognized"):
        site.proxy.ask("/", name="annan.example.se")
    with pytest.raises(http.client.RemoteDisconnected):
        site.proxy.ask("/", headers={"Host": "annan.example.se"})
    assert site.come == []


def test_a_request_without_encryption_is_sent_on(site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.proxy.http, timeout=10)
    connection.request("GET", "/exempel/x?a=b", headers={"Host": "guiden.example.se"})
    response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (308, "https://guiden.example.se/exempel/x?a=b")
    assert site.come == []


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_what_is_encrypted_well_is_taken(site: Site, version: ssl.TLSVersion) -> None:
    assert site.proxy.encrypted_with(version) == version.name.replace("_", ".")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_encryption_is_refused(site: Site) -> None:
    with pytest.raises(ssl.SSLError, match="alert protocol version"):
        site.proxy.encrypted_with(ssl.TLSVersion.TLSv1_1)


def test_browsers_are_told_to_come_encrypted(site: Site) -> None:
    assert "max-age=63072000" in site.proxy.ask("/").headers["strict-transport-security"]


# -- who asks, how much ------------------------------------------------------------------------------------------------

FORGED = {
    "X-Forwarded-For": "10.9.9.9", "X-Forwarded-Host": "annan.example.se", "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "1", "X-Forwarded-Path": "/health", "X-Scheme": "gopher", "Forwarded": "for=10.9.9.9",
}  # fmt: skip


@pytest.mark.parametrize("name", ["guiden.example.se", REVIEW])
def test_only_the_proxy_says_who_asks(site: Site, name: str) -> None:
    site.proxy.ask("/", headers=FORGED, name=name)
    (headers,) = [request.headers for replica in (site.one, site.other, site.review) for request in replica.come]
    about = {key: value for key, value in headers.items() if key in {name.lower() for name in FORGED} | {"host"}}
    assert about == {"host": name, "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}


@pytest.mark.parametrize(("length", "status"), [(LARGEST, 200), (LARGEST + 1, 413)])
def test_what_is_too_long_is_refused_before_it_reaches_a_replica(site: Site, length: int, status: int) -> None:
    answer = site.proxy.ask(SLACK, "POST", b"x" * length)
    assert answer.status == status
    assert len(site.come) == (status == 200)
    assert status == 200 or b'"too_large"' in answer.body


def test_a_flood_is_stopped_but_not_for_platforms_that_send_for_everybody() -> None:
    replica = Replica("one")
    with Nginx([replica.port], replica.port, patient=False) as proxy:
        statuses = [proxy.ask(SLACK, "POST").status for _ in range(200)]
        assert statuses == [200] * 200
        answers = [proxy.ask(MESSAGES, "POST") for _ in range(200)]
    refused = [answer for answer in answers if answer.status == 429]
    assert refused and all(answer.status == 200 for answer in answers[:100])
    assert b'"rate_limited"' in refused[0].body and refused[0].headers["retry-after"] == "5"
    replica.stop()


# -- all together ------------------------------------------------------------------------------------------------------


def test_a_visitor_talks_through_the_proxy(servers: Servers) -> None:
    with Nginx([servers.port], servers.port) as proxy:
        begun = json.loads(proxy.ask("/webhooks/web/session", "POST").body)
        said = json.dumps({"text": "vad är iop?", "id": "through-the-proxy"}).encode()
        headers = {"Authorization": f"Bearer {begun['token']}", "Content-Type": "application/json"}
        answers = [json.loads(proxy.ask(MESSAGES, "POST", said, headers).body)["messages"] for _ in range(2)]
        assert answers[0][0]["answer"] == "faq/iop_definition"
        assert [message["text"] for message in answers[1]] == [message["text"] for message in answers[0]]
        assert b"hansyns-guide.js" in proxy.ask("/").body


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_nothing_that_tells_who_asked_is_written_down(site: Site) -> None:
    said = {
        "User-Agent": "mozilla-marker",
        "Referer": "https://a.example.se/referer-marker",
        "Authorization": "token-marker",
    }
    for stopped in (False, True):
        site.proxy.ask(f"{MESSAGES}?after=query-marker", "POST", b"body-marker", said)
        site.proxy.ask("/okand-marker?query-marker", headers=said)
        site.proxy.ask("/sign-in/once?token=query-marker", headers=said, name=REVIEW)
        if not stopped:
            site.one.stop()
            site.other.stop()
    for _ in range(50):
        if any(line["upstream_status"].startswith("502") for line in site.proxy.logged()):
            break
        time.sleep(0.05)
    written = site.proxy.written()
    addresses = written.replace(f"127.0.0.1:{site.one.port}", "").replace(f"127.0.0.1:{site.other.port}", "")
    addresses = addresses.replace(f"127.0.0.1:{site.review.port}", "")
    assert "marker" not in written and "127.0.0.1" not in addresses
    assert {"time", "method", "path", "status", "seconds", "bytes", "upstream", "upstream_status",
            "upstream_seconds"} == set(site.proxy.logged()[-1])  # fmt: skip
    assert {MESSAGES, "/sign-in/once"} <= {line["path"] for line in site.proxy.logged()}
