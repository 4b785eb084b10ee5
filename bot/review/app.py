"""The editors' pages as one Flask app."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Dict, List

import jinja2
from flask import Flask, request, url_for
from flask_wtf import CSRFProtect

from bot.review import access, components, errors, oidc, paging, security, sessions
from bot.review.forms import error_summary
from bot.review.pages import (
    answers,
    audit,
    codes,
    examples,
    feedback,
    guides,
    health,
    questions,
    sign_in,
    start,
    statistics,
    submissions,
    training,
    trying,
)
from bot.settings import Settings

# Each page's module, with its name in the navigation, where there is one. The navigation leads to its `index`.
PAGES = (
    (start, "Start"),
    (submissions, "Insända exempel"),
    (questions, "Frågor"),
    (feedback, "Synpunkter"),
    (answers, "Svar"),
    (guides, "Guider"),
    (examples, "Exempel"),
    (trying, "Prova"),
    (training, ""),
    (statistics, "Statistik"),
    (codes, "Koder"),
    (audit, "Händelser"),
    (sign_in, ""),
    (health, ""),
)
LARGEST_REQUEST = 2 * 1024 * 1024  # bytes


def create_app(chosen: Settings) -> Flask:
    """The app, ready to be served. It uses the database of bot.database."""
    app = errors.ReviewApp("bot.review")
    keys = [_derived(key) for key in chosen.signing_keys]
    app.config.update(
        GUIDEN=chosen,
        SECRET_KEY=keys[0],
        SECRET_KEY_FALLBACKS=keys[1:],
        SESSION_COOKIE_NAME="__Host-guiden-form" if sessions.is_secure(chosen) else "guiden-form",
        SESSION_COOKIE_SECURE=sessions.is_secure(chosen),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        WTF_CSRF_SECRET_KEY=keys[::-1],  # the last one signs
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: an editor may write for hours
        WTF_CSRF_SSL_STRICT=False,  # it wants the Referer header, which our pages ask browsers not to send
        WTF_I18N_ENABLED=False,  # WTForms' own Swedish, without flask-babel
    )
    _prepare_templates(app)
    CSRFProtect(app)
    errors.register(app)
    app.after_request(security.add_headers)
    if chosen.oidc_issuer:
        oidc.register(app, chosen)
    for module, _ in PAGES:
        app.register_blueprint(module.blueprint)
    access.protect(app)
    return app


def _derived(key: str) -> str:
    """A key for this purpose only, from one that signs other things."""
    return hmac.new(key.encode(), b"review pages", hashlib.sha256).hexdigest()


def _prepare_templates(app: Flask) -> None:
    own = app.jinja_loader
    assert own is not None
    app.jinja_options = {
        "undefined": jinja2.StrictUndefined,
        "loader": jinja2.ChoiceLoader([own, components.widget_templates()]),
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_env.globals.update(
        components.macros(),
        csp_nonce=security.csp_nonce,
        error_summary=error_summary,
        navigation=navigation,
        pagination=paging.pagination,
        role_name=sessions.ROLE_NAMES.__getitem__,
        user=access.user,
    )


def navigation() -> List[Dict[str, Any]]:
    """The items of govukServiceNavigation: the pages that the user may open."""
    endpoints = [(f"{module.blueprint.name}.index", title) for module, title in PAGES if title]
    return [
        {"text": title, "href": url_for(endpoint), "active": endpoint.split(".")[0] in request.blueprints}
        for endpoint, title in endpoints
        if access.allows(endpoint, access.user())
    ]
