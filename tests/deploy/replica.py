"""A real HTTP server that stands where a replica does, remembers what comes, and can be told to fail."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, NamedTuple, Optional


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, handler: type) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.connections: List[socket.socket] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def die(self) -> None:
        """As with its process: connections that are kept open end too."""
        self.shutdown()
        self.server_close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Come(NamedTuple):
    method: str
    path: str
    headers: Dict[str, str]
    body: bytes


class Replica:
    """`status` is answered with the replica's name as body; with `hangs_up` the connection ends before an answer."""

    def __init__(self, name: str, status: int = 200) -> None:
        self.name, self.status = name, status
        self.hangs_up, self.seconds = False, 0.0
        self.come: List[Come] = []
        self._server: Optional[_Server] = None
        self.start()

    def start(self, port: int = 0) -> None:
        self._server = _Server(port, self._handler())
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.die()
            self._server = None

    def reset(self) -> None:
        self.status, self.hangs_up, self.seconds = 200, False, 0.0
        self.come.clear()
        if self._server is None:
            self.start(self.port)

    def _handler(self) -> type:
        replica = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body together, or the kernel waits between them

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                replica.come.append(Come(self.command, self.path, headers, body))
                time.sleep(replica.seconds)
                if replica.hangs_up:
                    self.close_connection = True
                    return
                answer = replica.name.encode()
                self.send_response(replica.status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_OPTIONS = do_GET

            def log_message(self, *_: object) -> None:
                """Tests read `come`."""

        return Handler
