"""Many lines to servers, kept open between requests, at a third of what a whole HTTP client costs.

The load shares two cores with what it measures, so it should take little of them.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Dict, List, NamedTuple

TIMEOUT = 60.0
# Seconds that an idle line is kept: the servers close theirs after five.
KEPT = 3.0


class Failed(Exception):
    """No answer, or an error; the text says which."""


class _Line(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    since: float


class Lines:
    def __init__(self) -> None:
        self._idle: Dict[int, List[_Line]] = {}

    async def post(self, port: int, path: str, body: Any, token: str = "") -> Any:
        """The JSON that is answered.

        Raises:
            Failed
        """
        encoded = json.dumps(body).encode()
        authorised = f"Authorization: Bearer {token}\r\n" if token else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{authorised}"
            f"Content-Type: application/json\r\nContent-Length: {len(encoded)}\r\n\r\n"
        )
        try:
            line = self._take(port) or _Line(*await asyncio.open_connection("127.0.0.1", port), 0.0)
            status, answer = await self._ask(line, head.encode() + encoded)
        except (OSError, EOFError) as error:
            raise Failed(type(error).__name__) from None
        self._idle[port].append(line._replace(since=time.monotonic()))
        if status != 200:
            raise Failed(f"HTTP {status} {_code(answer)}")
        return json.loads(answer)

    def close(self) -> None:
        for lines in self._idle.values():
            for line in lines:
                line.writer.close()

    def _take(self, port: int) -> Any:
        idle = self._idle.setdefault(port, [])
        while idle:
            line = idle.pop()
            if time.monotonic() - line.since < KEPT and not line.reader.at_eof():
                return line
            line.writer.close()
        return None

    async def _ask(self, line: _Line, request: bytes) -> Any:
        """Status and body. A line that has failed isn't used again."""
        giving_up = asyncio.get_running_loop().call_later(TIMEOUT, line.writer.transport.abort)
        try:
            line.writer.write(request)
            head = await line.reader.readuntil(b"\r\n\r\n")
            status_line, *headers = head.decode("latin-1").split("\r\n")
            lengths = [each.partition(":")[2] for each in headers if each.lower().startswith("content-length:")]
            return int(status_line.split()[1]), await line.reader.readexactly(int(lengths[0]))
        except BaseException:
            line.writer.close()
            raise
        finally:
            giving_up.cancel()


def _code(answer: bytes) -> str:
    """Our own word for what is wrong, if there is one."""
    try:
        return json.loads(answer)["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return ""
