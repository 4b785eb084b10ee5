"""A door in front of the action server: calls can be held at it, so that a process is killed at exactly that moment."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Mapping, Optional, Set, Tuple

from tests.replicas import Assistant, Place

TIMEOUT = 60  # seconds; a busy machine needs some of them

BEFORE, AFTER = "before", "after"


class Door:
    """Passes calls on to the action server. Those that are held never get an answer: whoever asks sees a closed
    connection, as when the process died in the middle of it."""

    def __init__(self, inside: int) -> None:
        self._inside = f"http://127.0.0.1:{inside}"
        self._held: Set[Tuple[str, str]] = set()
        self._changed = threading.Condition()
        self._waiting = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def hold(self, *stops: Tuple[str, str]) -> None:
        """From now on calls stop here at these: a moment, BEFORE or AFTER the work is done, and an action's name."""
        with self._changed:
            self._held = set(stops)

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._waiting >= count, TIMEOUT), f"{self._waiting} of {count} came"

    def give_up(self) -> None:
        """Let all that are held go without an answer, and hold no more."""
        with self._changed:
            self._held = set()
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: self._waiting == 0, TIMEOUT)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def passes(self, moment: str, action: str) -> bool:
        """Wait here if calls of the action are held at that moment; whether the call may go on."""
        with self._changed:
            if (moment, action) not in self._held:
                return True
            self._waiting += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._held)
            self._waiting -= 1
            self._changed.notify_all()
            return False

    def ask_inside(self, path: str, body: Optional[bytes]) -> Tuple[int, bytes]:
        request = urllib.request.Request(self._inside + path, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


def _handler(door: Door) -> Any:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on(None, "")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._pass_on(body, json.loads(body)["next_action"])

        def _pass_on(self, body: Optional[bytes], action: str) -> None:
            """A connection that is closed without an answer is all that the other side sees of what went wrong."""
            try:
                if door.passes(BEFORE, action):
                    status, answer = door.ask_inside(self.path, body)
                    if door.passes(AFTER, action):
                        self.send_response(status)
                        self.send_header("Content-Type", "application/json")
                        self.send_header("Content-Length", str(len(answer)))
                        self.end_headers()
                        self.wfile.write(answer)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Nothing: tests show what went wrong."""

    return Handler


class ServersBehindDoor(Assistant):
    """As Assistant, with the door between bot and actions."""

    def __init__(self, place: Place, more: Optional[Mapping[str, str]] = None) -> None:
        super().__init__(place, more, with_action_server=True)
        self.door = Door(self.actions_at)
        self.environment["GUIDEN_ACTIONS_URL"] = f"http://127.0.0.1:{self.door.port}/webhook"

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self.door.close()
