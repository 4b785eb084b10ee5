"""A server that stands for a platform's own, on a port of its own and in a thread of this process."""

from __future__ import annotations

import http.server
import threading
import time
from typing import Any, Callable, Type, TypeVar

TIMEOUT = 60  # seconds

Platform = TypeVar("Platform", bound="StandIn")


class StandIn(http.server.ThreadingHTTPServer):
    """Serves while it is entered. Whoever posts something notifies `news`."""

    daemon_threads = True

    def __init__(self, handler: Type[http.server.BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.news = threading.Condition()

    def wait_until(self, holds: Callable[[], Any], seconds: float = TIMEOUT) -> Any:
        """What `holds` returns once that is true; tried when something is posted, and now and then.

        Raises:
            TimeoutError
        """
        ends = time.monotonic() + seconds
        with self.news:
            while not (result := holds()):
                if time.monotonic() > ends:
                    raise TimeoutError("nothing came from the bot in time")
                self.news.wait(0.1)
        return result

    def __enter__(self: Platform) -> Platform:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that has gone is no error."""
