"""What a channel doesn't take, with the words for it; every channel says it in its own way."""

from __future__ import annotations

from typing import Optional

from bot import metrics


class Refused(Exception):
    """`status` is HTTP's, `code` is for programs, `message` is Swedish, `retry_after` is in seconds.

    Each is counted when it is made: the channels have many ways to tell somebody.
    """

    def __init__(self, status: int, code: str, message: str, retry_after: Optional[int] = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after
        metrics.REFUSALS.labels(code).inc()
