"""Errors as the web client gets them: a status, a code for programs and a Swedish sentence for people."""

from __future__ import annotations

import logging
from typing import Dict

from sanic import Request
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, json

from bot.channels.refused import Refused

logger = logging.getLogger(__name__)


def unauthorised() -> Refused:
    return Refused(401, "unauthorized", "Samtalet har gått ut. Börja ett nytt samtal.")


def bad_request() -> Refused:
    return Refused(400, "bad_request", "Begäran ska vara JSON med text, choice eller page_feedback.")


_OTHER = {
    404: ("not_found", "Sidan finns inte."),
    405: ("method_not_allowed", "Så går det inte att använda adressen."),
    413: ("too_large", "Meddelandet är för stort."),
}
_UNKNOWN = ("error", "Något gick fel. Prova igen om en stund.")


async def answer_sanic_error(request: Request, error: SanicException) -> HTTPResponse:
    """What Sanic refuses before our code sees it."""
    return response(Refused(error.status_code, *_OTHER.get(error.status_code, _UNKNOWN)))


async def answer_unexpected_error(request: Request, error: Exception) -> HTTPResponse:
    """What nobody foresaw; the log says what it was."""
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return response(Refused(500, *_UNKNOWN))


async def answer_refused(request: Request, error: Refused) -> HTTPResponse:
    return response(error)


def response(refused: Refused) -> HTTPResponse:
    headers: Dict[str, str] = {"Cache-Control": "no-store"}
    if refused.retry_after is not None:
        headers["Retry-After"] = str(refused.retry_after)
    return json({"error": {"code": refused.code, "message": refused.message}}, refused.status, headers)
