"""Who may open which page: every route says so itself, and an app with a route that doesn't can't be made."""

from __future__ import annotations

from typing import Callable, List, Optional, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from bot.review import sessions
from bot.review.sessions import ADMINISTRATOR, EDITOR, User
from bot.settings import Settings

ANONYMOUS = "anonymous"
# Roles that may do what the declared one may.
_ENOUGH = {EDITOR: {EDITOR, ADMINISTRATOR}, ADMINISTRATOR: {ADMINISTRATOR}}
_LONGEST_PATH = 500  # characters; a longer one isn't gone back to after signing in

View = TypeVar("View", bound=Callable)


class UndeclaredRoute(Exception):
    """A route doesn't say who may use it."""


def anonymous(view: View) -> View:
    """For anyone, signed in or not. Stands under the route's own decorator, as the two below."""
    return _declared(view, ANONYMOUS)


def editor(view: View) -> View:
    """For editors and administrators."""
    return _declared(view, EDITOR)


def administrator(view: View) -> View:
    return _declared(view, ADMINISTRATOR)


def _declared(view: View, role: str) -> View:
    view.may_use = role  # type: ignore[attr-defined]
    return view


def declared_role(app: Flask, endpoint: str) -> Optional[str]:
    """ANONYMOUS, EDITOR or ADMINISTRATOR; None when nothing was declared."""
    return getattr(app.view_functions[endpoint], "may_use", None)


def allows(endpoint: str, user: Optional[User]) -> bool:
    role = declared_role(current_app, endpoint)
    return role == ANONYMOUS or (user is not None and user.role in _ENOUGH.get(role or "", ()))


def settings_in_use() -> Settings:
    """The settings that the app was made with."""
    return current_app.config["GUIDEN"]


def user() -> Optional[User]:
    """Who is signed in, looked up once for each request."""
    if "user" not in g:
        identity = request.cookies.get(sessions.cookie_name(settings_in_use()))
        g.user = sessions.find(identity) if identity else None
    return g.user


def signed_in_user() -> User:
    """In pages that need a role: the user that must be there."""
    found = user()
    assert found is not None
    return found


def protect(app: Flask) -> None:
    """Guard every route of the app, to be called when it has all of them.

    Raises:
        UndeclaredRoute: names the routes that don't say who may use them.
    """
    anonymous(app.view_functions["static"])
    undeclared: List[str] = [name for name in app.view_functions if declared_role(app, name) is None]
    if undeclared:
        raise UndeclaredRoute(", ".join(undeclared))
    # Before the check of form tokens: that somebody isn't signed in says more than that a token is missing.
    app.before_request_funcs.setdefault(None, []).insert(0, _guard)


def _guard() -> Optional[Response]:
    if request.endpoint is None or declared_role(current_app, request.endpoint) == ANONYMOUS:
        return None
    if allows(request.endpoint, user()):
        return None
    if user() is not None:
        abort(403)
    if request.method not in {"GET", "HEAD"}:
        abort(401)
    path = request.full_path.rstrip("?")
    if len(path) <= _LONGEST_PATH and not path.startswith("//"):  # two slashes would lead to another host
        session["next"] = path
    return redirect(url_for("sign_in.index"))
