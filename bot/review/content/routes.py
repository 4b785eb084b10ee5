"""The addresses under which a kind of content is edited; all of them are for editors."""

from __future__ import annotations

import functools
import sys
from typing import Any, Callable, Dict, Optional, Tuple

from flask import Blueprint, abort, current_app

from bot.database import today
from bot.knowledge.fields import identifier
from bot.knowledge.upcoming import bring_in_due
from bot.review import access, times
from bot.review.content import edit_page, listing_page, new_page, remove_page, upcoming_page
from bot.review.content.kinds import Edited
from bot.review.pages import versions

_NUMBER = "<int(max=2147483647):number>"
# Address, name, view and method.
_ROUTES: Tuple[Tuple[str, str, Callable[..., Any], str], ...] = (
    ("", "index", listing_page.index, "GET"),
    ("/new", "new", new_page.new, "GET"),
    ("/new", "create", new_page.create, "POST"),
    ("/<identity>", "edit", edit_page.edit, "GET"),
    ("/<identity>", "change", edit_page.change, "POST"),
    ("/<identity>/remove", "ask", remove_page.ask, "GET"),
    ("/<identity>/remove", "remove", remove_page.remove, "POST"),
    ("/<identity>/upcoming/<day>", "upcoming", upcoming_page.upcoming, "GET"),
    ("/<identity>/upcoming/<day>", "change_upcoming", upcoming_page.change_upcoming, "POST"),
    ("/<identity>/upcoming/<day>/cancel", "ask_upcoming", upcoming_page.ask_upcoming, "GET"),
    ("/<identity>/upcoming/<day>/cancel", "cancel_upcoming", upcoming_page.cancel_upcoming, "POST"),
    ("/<identity>/versions", "versions", versions.versions, "GET"),
    (f"/<identity>/versions/{_NUMBER}/restore", "restore", versions.restore, "POST"),
)


def blueprint_for(edited: Edited) -> Blueprint:
    blueprint = Blueprint(edited.section, __name__, url_prefix=f"/{edited.section}")
    for address, name, view, method in _ROUTES:
        if edited.kind.is_dated or "upcoming" not in name:
            named = functools.update_wrapper(functools.partial(view, edited), view)  # Flask-WTF asks for its name
            blueprint.add_url_rule(address, name, access.editor(named), methods=[method])
    blueprint.context_processor(lambda: {"moment": times.moment, "day_in_words": times.day})
    blueprint.url_value_preprocessor(_only_identifiers)
    if edited.kind.is_dated:
        blueprint.before_request(_bring_in)
    return blueprint


def _bring_in() -> None:
    """What is valid from today is what is shown and changed, also before anybody has asked the assistant anything.

    What stands in its way is no reason not to show a page: that is where it can be put right.
    """
    try:
        bring_in_due(today())
    except Exception:
        current_app.log_exception(sys.exc_info())


def _only_identifiers(endpoint: Optional[str], values: Optional[Dict[str, Any]]) -> None:
    """Nothing has any other id, and not every database can be asked for anything."""
    try:
        identifier((values or {}).get("identity", "x"))
    except ValueError:
        abort(404)
