"""Errors as Swedish pages, and a log that says what failed but never what was written."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any, List, Tuple

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from bot.database import DATABASE_ERRORS, explained

log = logging.getLogger(__name__)

# Heading and what to do, by status.
TEXTS = {
    400: ("Begäran gick inte att förstå", "Gå tillbaka, ladda om sidan och försök igen."),
    401: ("Du är inte inloggad", "Inget sparades. Logga in och försök igen."),
    403: ("Du får inte öppna den här sidan", "Den är för administratörer. Fråga en av dem om du behöver den."),
    404: ("Sidan finns inte", "Kontrollera adressen. Det som visades här kan också vara borttaget."),
    405: ("Så kan sidan inte användas", "Gå till startsidan och försök därifrån."),
    413: ("Det blev för mycket text", "Inget sparades. Öppna sidan på nytt och skriv kortare."),
    500: ("Något gick fel", "Felet är noterat. Försök igen om en stund."),
    503: ("Databasen svarar inte", "Inget sparades. Försök igen om en stund."),
}
_STALE_FORM = ("Formuläret är för gammalt", "Inget sparades. Öppna sidan på nytt och försök igen.")
# Fields that nobody writes in, or that hold a secret.
_NOT_WRITTEN = {"csrf_token", "seen", "revision", "token", "code", "do", "step", "question", "table"}


class ReviewApp(Flask):
    """Flask, with a log of errors that leaves out their messages: those can hold what a person wrote."""

    def log_exception(self, exc_info: Any) -> None:
        kind, _, where = exc_info
        log.error("%s failed: %s at %s", _route(), kind.__name__, _place(where))


def _route() -> str:
    return f"{request.method} {request.url_rule.rule if request.url_rule else '(no route)'}"


def _place(where: Any) -> str:
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(where)[-5:]))


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(CSRFError, lambda error: _page(400, *_STALE_FORM))
    for kind in DATABASE_ERRORS:
        app.register_error_handler(kind, _without_database)


def _refused(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:  # a redirect that routing asks for
        return error
    return _page(status, *TEXTS.get(status, TEXTS[400 if status < 500 else 500]))


def _without_database(error: Exception) -> Tuple[str, int]:
    log.error("%s failed: %s", _route(), explained(error))
    log.debug("it failed at %s", _place(sys.exc_info()[2]))
    g.user = None  # nobody can be looked up, so the page must not try
    return _page(503, *TEXTS[503])


def _page(status: int, heading: str, text: str) -> Tuple[str, int]:
    return render_template("error.html", heading=heading, text=text, status=status, written=_written()), status


def _written() -> List[str]:
    """The sentences that were posted: pages aren't kept by browsers, so that nobody can go back for them.

    Nothing from other sites, which could put their words under our heading.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    try:
        posted = request.form.items(multi=True)
    except HTTPException:  # there is too much of it
        return []
    return [text for name, text in posted if name not in _NOT_WRITTEN and len(text.split()) > 1]
