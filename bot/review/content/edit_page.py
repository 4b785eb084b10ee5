"""Editing an entry that is there: a preview of what isn't saved yet, and somebody else's change beside one's own."""

from __future__ import annotations

from typing import List, Optional

from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.database import today
from bot.knowledge import editing
from bot.knowledge.editing import ChangedMeanwhile, NoSuchEntry
from bot.knowledge.history import Version, versions, versions_to_come
from bot.knowledge.listing import title_field
from bot.knowledge.plain import from_json
from bot.review.content.differences import Conflict, changes
from bot.review.content.forms import ContentForm
from bot.review.content.kinds import Edited
from bot.review.content.saving import DAY_TAKEN, Page, attempt, by, current, noted, saved, unsaved


def edit(edited: Edited, identity: str) -> Page:
    found = current(edited, identity)
    if found is None:
        return _elsewhere(edited, identity)
    form = edited.form(data={**found.fields, "seen": found.number})
    del form.id
    return _page(edited, identity, form, found, edited.previews(from_json(edited.kind, found.fields)))


def change(edited: Edited, identity: str) -> Page:
    found = current(edited, identity)
    form = edited.form()
    del form.id
    is_checked = request.form.get("do") == "checked"
    if is_checked:
        form.checked.data = today().isoformat()
    previews = unsaved(edited, identity, form)
    if previews is not None:
        return _page(edited, identity, form, found, previews)
    entry = {**form.entry(), "id": identity}
    note = noted(edited, "check" if is_checked else "change", identity)

    def store() -> None:
        if form.seen.data:
            editing.update(edited.kind.name, identity, entry, seen_number(form.seen.data), by(), note)
        elif found is None and not edited.handled_at(identity):
            editing.publish(edited.kind.name, entry, by(), note)  # somebody had removed it; it is wanted all the same
        else:
            raise ChangedMeanwhile(identity)

    try:
        if form.check(identity) and attempt(form, store, DAY_TAKEN):
            return saved(edited, identity, entry)
    except (ChangedMeanwhile, NoSuchEntry):
        return _in_conflict(edited, identity, form), 409
    return _page(edited, identity, form, found), 400


def seen_number(text: Optional[str]) -> int:
    """The revision that a form was about."""
    if not (text or "").isdecimal() or len(text or "") > 9:
        abort(400)
    return int(text or "")


def _in_conflict(edited: Edited, identity: str, form: ContentForm) -> str:
    """Both versions side by side; saving once more is then about what the editor has seen now."""
    theirs = current(edited, identity)
    form.seen.data = theirs.number if theirs else ""
    conflict = Conflict(False, [], handled_at=edited.handled_at(identity))
    if theirs:
        conflict = Conflict(True, changes(edited.kind, theirs.fields, form.entry()), theirs.changed_by)
    return _page(edited, identity, form, theirs, conflict=conflict)


def _elsewhere(edited: Edited, identity: str) -> Response:
    """For what isn't there now: its first version to come, or what it was before it was removed."""
    to_come = versions_to_come(edited.kind.name, identity)
    if to_come:
        return redirect(url_for(f"{edited.section}.upcoming", identity=identity, day=to_come[0]["valid_from"]))
    try:
        versions(edited.kind.name, identity)
    except NoSuchEntry:
        raise NotFound from None
    return redirect(url_for(f"{edited.section}.versions", identity=identity))


def _page(
    edited: Edited, identity: str, form: ContentForm, found: Optional[Version],
    previews: Optional[List[Markup]] = None, conflict: Optional[Conflict] = None,
) -> str:  # fmt: skip
    return render_template(
        "content/edit.html", edited=edited, identity=identity, form=form, current=found, conflict=conflict,
        title=found.fields[title_field(edited.kind)] if found else identity, previews=previews or [],
        to_come=[fields["valid_from"] for fields in versions_to_come(edited.kind.name, identity)],
    )  # fmt: skip
