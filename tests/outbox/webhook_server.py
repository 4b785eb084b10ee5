"""A real HTTP server that keeps what is posted to it, and that answers as it is told to."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import time
from typing import Any, Dict, List


class WebhookServer(http.server.ThreadingHTTPServer):
    """`url` has a secret in it, as webhooks do. `posted` are the bodies of requests that were answered with 2xx.

    `status` and `headers` are the next answers'; it waits for `slow` seconds first, and `hangs_up` is no answer at all.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/services/T0/HEMLIGT"
        self.posted: List[Dict[str, Any]] = []
        self.times: List[float] = []
        self.status = 200
        self.headers: Dict[str, str] = {}
        self.slow = 0.0
        self.hangs_up = False

    def __enter__(self) -> WebhookServer:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    server: WebhookServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.times.append(time.monotonic())
        time.sleep(self.server.slow)
        if self.server.hangs_up:
            self.close_connection = True
            return
        if 200 <= self.server.status < 300:
            assert self.headers["Content-Type"] == "application/json"
            self.server.posted.append(body)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        with contextlib.suppress(ConnectionError):  # who asked has gone already
            self.end_headers()
            self.wfile.write(b"invalid_payload: anna.andersson@example.se")

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""
