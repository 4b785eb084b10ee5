"""Store what an editor wrote, or tell why it can't be stored, and lose nothing of it."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Union

from flask import flash, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from bot.database import Also, session_scope, today
from bot.knowledge import history
from bot.knowledge.editing import AlreadyThere, checked_entry
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import Version
from bot.review import audit
from bot.review.access import signed_in_user
from bot.review.content.forms import ContentForm
from bot.review.content.kinds import Edited, Fields

Page = Union[str, Response, Tuple[str, int]]

# The field at which it is told that something stands in the way, with what to say.
DAY_TAKEN = (
    "valid_from",
    "det finns redan en version för den dagen, eller en som ska gälla senare; öppna den i stället, "
    "eller välj en annan dag",
)
ID_TAKEN = ("id", "det finns redan något med det id:t, eller så ska det finnas senare; välj ett annat")

_NAMED = re.compile(r"(källan|svaret|guiden) (\S+) finns inte")
_FIELDS = {"källan": "sources", "guiden": "next_steps"}


def by() -> str:
    """Who changes something, for the history."""
    return signed_in_user().name


def current(edited: Edited, identity: str) -> Optional[Version]:
    """The version that is valid now, or None."""
    return history.current(edited.kind.name, identity)


def noted(edited: Edited, action: str, identity: str) -> Also:
    """See bot.review.audit.noted."""
    return audit.noted(action, f"{edited.kind.name}/{identity}")


def elsewhere(edited: Edited, identity: str) -> Optional[Response]:
    """Where to go with an entry that isn't published and taken away here; None for the others."""
    address = edited.handled_at(identity)
    if address is None:
        return None
    flash(f"{edited.subject} är insänt. Publicera eller avpublicera det här.", "problem")
    return redirect(address)


def unsaved(edited: Edited, identity: str, form: ContentForm) -> Optional[List[Markup]]:
    """The previews to show when the editor asked for a preview or for more rows; None when it is to be saved."""
    if request.form.get("do") == "rows":
        return []
    if request.form.get("do") != "preview":
        return None
    fields = _looked_over(form, identity)
    return [] if fields is None else edited.previews(fields)


def attempt(form: ContentForm, store: Callable[[], Any], taken: Tuple[str, str]) -> bool:
    """Whether it could be stored; else what is in the way is told at the form's fields.

    Raises:
        ChangedMeanwhile, NoSuchEntry
    """
    try:
        store()
    except ContentError as error:
        _refuse(form, error)
    except AlreadyThere:
        form.refuse(dict([taken]))
    return not form.errors


def saved(edited: Edited, identity: str, entry: Fields) -> Response:
    """Say from when it is valid, and go to it."""
    day = entry.get("valid_from")
    if day and str(day) > today().isoformat():
        flash(f"Versionen är sparad. Den gäller från {day}.", "success")
        return redirect(url_for(f"{edited.section}.upcoming", identity=identity, day=day))
    flash(f"{edited.subject} är {edited.saved}. Ändringen gäller från nästa fråga i chatten.", "success")
    return redirect(url_for(f"{edited.section}.edit", identity=identity))


def _looked_over(form: ContentForm, identity: str) -> Optional[Dict[str, Any]]:
    """The checked fields of what the form holds, or None with what is wrong told at the form's fields."""
    if not form.check(identity):
        return None
    try:
        with session_scope() as session:
            return checked_entry(session, form.kind, {**form.entry(), "id": identity})
    except ContentError as error:
        _refuse(form, error)
        return None


def _refuse(form: ContentForm, error: ContentError) -> None:
    """Tell each problem at the field that it is about."""
    for problem in error.problems:
        said = problem.partition(": ")[2]  # without the id
        form.refuse({_field(form.entry(), said): said})


def _field(entry: Mapping[str, Any], said: str) -> str:
    named = _NAMED.fullmatch(said)
    if named is None:
        return ""
    if named[1] == "svaret":
        return "related" if named[2] in entry["related"] else "next_steps"
    return _FIELDS[named[1]]
