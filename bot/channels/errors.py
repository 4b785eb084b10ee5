"""Errors as the web client gets them: a status, a code for programs and a Swedish sentence for people."""

from __future__ import annotations

import logging
from typing import Dict, Optional

from sanic import Request
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, json

logger = logging.getLogger(__name__)


class WebError(Exception):
    """`retry_after` is in seconds."""

    def __init__(self, status: int, code: str, message: str, retry_after: Optional[int] = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    def response(self) -> HTTPResponse:
        headers: Dict[str, str] = {"Cache-Control": "no-store"}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return json({"error": {"code": self.code, "message": self.message}}, self.status, headers)


def unauthorised() -> WebError:
    return WebError(401, "unauthorized", "Samtalet har gått ut. Börja ett nytt samtal.")


def bad_request() -> WebError:
    return WebError(400, "bad_request", "Begäran ska vara JSON med antingen text eller choice.")


_OTHER = {
    404: ("not_found", "Sidan finns inte."),
    405: ("method_not_allowed", "Så går det inte att använda adressen."),
    413: ("too_large", "Meddelandet är för stort."),
}
_UNKNOWN = ("error", "Något gick fel. Prova igen om en stund.")


async def answer_sanic_error(request: Request, error: SanicException) -> HTTPResponse:
    """What Sanic refuses before our code sees it."""
    return WebError(error.status_code, *_OTHER.get(error.status_code, _UNKNOWN)).response()


async def answer_unexpected_error(request: Request, error: Exception) -> HTTPResponse:
    """What nobody foresaw; the log says what it was."""
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return WebError(500, *_UNKNOWN).response()


async def answer_web_error(request: Request, error: WebError) -> HTTPResponse:
    return error.response()
