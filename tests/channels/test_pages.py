"""The chat page, its headers, the state of health, and Rasa's own addresses, which are not there."""

from __future__ import annotations

import pytest

from bot.channels.pages import EMBEDDED
from bot.conversations.servers import Servers
from tests.web_client import assert_error, call

HIDDEN = [
    ("GET", "/model"),
    ("PUT", "/model"),
    ("POST", "/model/train"),
    ("POST", "/model/parse"),
    ("GET", "/status"),
    ("GET", "/version"),
    ("GET", "/domain"),
    ("GET", "/conversations/x/tracker"),
    ("POST", "/conversations/x/tracker/events"),
    ("POST", "/conversations/x/execute"),
    ("GET", "/webhooks/rest/"),
    ("POST", "/webhooks/rest/webhook"),
    ("POST", "/webhooks/callback/webhook"),
    ("GET", "/socket.io/"),
    ("GET", "/socket.io/?EIO=4&transport=polling"),
    ("GET", "/webhooks/web/nothing"),
    ("GET", "/../token_secret"),
    ("GET", "/index.html/../../bot/settings.py"),
]


@pytest.mark.parametrize(("method", "path"), HIDDEN)
def test_rasas_own_addresses_are_not_there(servers: Servers, method: str, path: str) -> None:
    body = None if method == "GET" else b"{}"
    assert_error(call(servers.address, path, method, body, {"Content-Type": "application/json"}), 404, "not_found")


PAGES = {
    "/": ("text/html", "<hansyns-guide"),
    "/inbaddad.html": ("text/html", '<script src="/hansyns-guide.js" defer></script>'),
    "/page.css": ("text/css", "{"),
    "/hansyns-guide.js": ("text/javascript", "hansyns-guide"),
}


@pytest.mark.parametrize(("path", "media_type", "content"), [(path, *rest) for path, rest in PAGES.items()])
def test_pages(servers: Servers, path: str, media_type: str, content: str) -> None:
    response = call(servers.address, path)
    assert response.status == 200
    assert response.headers["Content-Type"].startswith(media_type)
    assert content in response.body.decode()
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    embeddable = "cross-origin" if path.endswith(".js") else None
    assert response.headers["Cross-Origin-Resource-Policy"] == embeddable


POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}


@pytest.mark.parametrize("path", PAGES)
def test_content_security_policy(servers: Servers, path: str) -> None:
    header = call(servers.address, path).headers["Content-Security-Policy"]
    policy = dict(directive.strip().split(" ", 1) for directive in header.split(";"))
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert "unsafe" not in header and "*" not in header
    assert ("style-src" in policy, "img-src" in policy) == ((False, False) if path == EMBEDDED else (True, True))


def test_health(servers: Servers) -> None:
    response = call(servers.address, "/health")
    assert (response.status, response.json) == (200, {"model": True, "database": True, "actions": True})
