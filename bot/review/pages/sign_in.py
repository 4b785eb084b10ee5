"""Signing in, by OpenID Connect or by an address that works once, and out again."""

from __future__ import annotations

import logging
from typing import Tuple, Union

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from bot.review import access, audit, oidc, one_time, sessions
from bot.review.access import settings_in_use
from bot.review.sessions import ADMINISTRATOR, User

log = logging.getLogger(__name__)
blueprint = Blueprint("sign_in", __name__)

Page = Union[Response, Tuple[str, int]]


@blueprint.get("/sign-in")
@access.anonymous
def index() -> str:
    return render_template("sign_in.html", with_openid=bool(settings_in_use().oidc_issuer))


@blueprint.get("/sign-in/oidc")
@access.anonymous
def openid() -> Page:
    if not settings_in_use().oidc_issuer:
        return redirect(url_for("sign_in.index"))
    try:
        return oidc.redirect_to_provider(settings_in_use())
    except oidc.SignInFailed as error:
        return _failed(error)


@blueprint.get(oidc.PATH)
@access.anonymous
def callback() -> Page:
    if not settings_in_use().oidc_issuer:
        return redirect(url_for("sign_in.index"))
    try:
        person = oidc.person_from_callback(settings_in_use())
    except oidc.SignInFailed as error:
        return _failed(error)
    if person.role is None:
        log.warning("somebody without a role was refused")
        return render_template("no_role.html"), 403
    return _enter(User(person.name, person.role))


def _failed(error: oidc.SignInFailed) -> Page:
    log.warning("signing in failed: %s", error)
    return render_template("sign_in_failed.html", gave_up=str(error) == "access_denied"), 400


@blueprint.get(one_time.PATH)
@access.anonymous
def once() -> Page:
    """Uses nothing up: programs that preview links open them too."""
    token = request.args.get("token", "")
    if settings_in_use().oidc_issuer or not one_time.is_valid(token):
        return render_template("once_refused.html"), 403
    return render_template("once.html", token=token), 200


@blueprint.post(one_time.PATH)
@access.anonymous
def once_confirmed() -> Page:
    if settings_in_use().oidc_issuer or not one_time.use(request.form.get("token", "")):
        return render_template("once_refused.html"), 403
    return _enter(User(one_time.NAME, ADMINISTRATOR))


def _enter(user: User) -> Response:
    """Begin a session under a new id, and forget everything that was known before."""
    chosen = settings_in_use()
    _end_session()
    path = session.get("next", url_for("start.index"))
    session.clear()
    response = redirect(path)
    response.set_cookie(
        sessions.cookie_name(chosen),
        sessions.begin(user.name, user.role, chosen.review_session_minutes),
        max_age=chosen.review_session_minutes * 60,
        secure=sessions.is_secure(chosen),
        httponly=True,
        samesite="Lax",
    )
    audit.record_for(user, "sign_in", "review")
    return response


@blueprint.post("/sign-out")
@access.editor
def sign_out() -> Response:
    audit.record("sign_out", "review")
    _end_session()
    session.clear()
    response = redirect(url_for("sign_in.index", signed_out=1))
    chosen = settings_in_use()
    response.delete_cookie(
        sessions.cookie_name(chosen), secure=sessions.is_secure(chosen), httponly=True, samesite="Lax"
    )
    return response


def _end_session() -> None:
    identity = request.cookies.get(sessions.cookie_name(settings_in_use()))
    if identity:
        sessions.end(identity)
