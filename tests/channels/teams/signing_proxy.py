"""Between Microsoft's Agents Playground and our bot: the Playground can't sign what it sends, so this does."""

from __future__ import annotations

import http.server
import json
import threading
from typing import Any, List, Tuple

from bot.conversations.teams.microsoft import Microsoft


class SigningProxy(http.server.ThreadingHTTPServer):
    """`passed` are the types of what went through and the statuses that the bot answered; `playground` is its page."""

    daemon_threads = True

    def __init__(self, microsoft: Microsoft, bot: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}/api/messages"
        self.passed: List[Tuple[str, int]] = []
        self.playground = ""
        self.microsoft = microsoft
        self.bot = bot

    def __enter__(self) -> SigningProxy:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    server: SigningProxy

    def do_POST(self) -> None:
        activity = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        microsoft = self.server.microsoft
        token = microsoft.sign({**microsoft.claims(), "serviceurl": activity["serviceUrl"]})
        status, body = microsoft.deliver(self.server.bot, activity, f"Bearer {token}")
        self.server.passed.append((activity["type"], status))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""
