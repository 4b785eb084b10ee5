"""Store what an editor wrote, or tell why it can't be stored, and lose nothing of it."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Union

from flask import flash, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from bot.database import session_scope, today
from bot.knowledge.editing import AlreadyThere, NoSuchEntry, checked_entry
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import Version, versions
from bot.review import audit
from bot.review.access import signed_in_user
from bot.review.content.forms import ContentForm
from bot.review.content.kinds import Edited, Fields
from bot.swedish.text import fold

Page = Union[str, Response, Tuple[str, int]]

# Characters of an id that is made of a title.
LONGEST_ID = 60
# The field at which it is told that something stands in the way, with what to say.
DAY_TAKEN = ("valid_from", "det finns redan en version för den dagen; öppna den i stället, eller välj en annan dag")
ID_TAKEN = ("id", "det finns redan något med det id:t, eller så ska det finnas senare; välj ett annat")

_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_NAMED = re.compile(r"(källan|svaret|guiden) (\S+) finns inte")
_FIELDS = {"källan": "sources", "guiden": "next_steps"}


def by() -> str:
    """Who changes something, for the history."""
    return signed_in_user().name


def current(edited: Edited, identity: str) -> Optional[Version]:
    """The version that is valid now, or None."""
    try:
        latest = versions(edited.kind.name, identity)[0]
    except NoSuchEntry:
        return None
    return latest if latest.replaced_at is None else None


def suggested_id(title: str) -> str:
    """An id of the first words of a title, as many as fit; "" when it has none."""
    words = [word for word in _NOT_IN_ID.split(fold(title)) if word]
    while words and len("-".join(words)) > LONGEST_ID:
        words.pop()
    return "-".join(words)


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


def saved(edited: Edited, identity: str, entry: Fields, action: str = "change") -> Response:
    """Note it, say from when it is valid, and go to it."""
    audit.record(action, f"{edited.kind.name}/{identity}")
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
