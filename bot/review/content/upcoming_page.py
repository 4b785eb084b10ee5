"""A version that is to take effect on a day to come: what it will say, changing it, and taking it away."""

from __future__ import annotations

import datetime as dt
from typing import Any, List, Mapping, Optional

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from bot.knowledge import editing
from bot.knowledge.editing import ChangedMeanwhile, NoSuchEntry
from bot.knowledge.files.problems import ContentError
from bot.knowledge.listing import title_field
from bot.knowledge.plain import from_json
from bot.knowledge.rescheduling import cancel, mark_of, reschedule, version_to_come
from bot.review.content.differences import Conflict, changes
from bot.review.content.forms import ContentForm
from bot.review.content.kinds import Edited
from bot.review.content.saving import DAY_TAKEN, Page, attempt, by, current, noted, saved, unsaved


def upcoming(edited: Edited, identity: str, day: str) -> Page:
    found = _version(edited, identity, day)
    form = edited.form(data={**found, "seen": mark_of(found)})
    del form.id
    return _page(edited, identity, day, form, edited.previews(from_json(edited.kind, found)))


def change_upcoming(edited: Edited, identity: str, day: str) -> Page:
    form, date = edited.form(), _date(day)
    del form.id
    previews = unsaved(edited, identity, form)
    if previews is not None:
        return _page(edited, identity, day, form, previews)
    entry = {**form.entry(), "id": identity}

    def store() -> None:
        if form.seen.data:
            note = noted(edited, "change", identity)
            reschedule(edited.kind.name, identity, date, entry, form.seen.data, by(), note)
        else:  # somebody had taken it away, and the editor wants it all the same
            _store_anew(edited, identity, entry)

    try:
        if form.check(identity) and attempt(form, store, DAY_TAKEN):
            return saved(edited, identity, entry)
    except (ChangedMeanwhile, NoSuchEntry):
        return _in_conflict(edited, identity, day, form), 409
    return _page(edited, identity, day, form), 400


def ask_upcoming(edited: Edited, identity: str, day: str) -> Page:
    found = _version(edited, identity, day)
    return render_template(
        "content/cancel.html", edited=edited, identity=identity, day=day, title=found[title_field(edited.kind)],
        seen=mark_of(found),
    )  # fmt: skip


def cancel_upcoming(edited: Edited, identity: str, day: str) -> Page:
    title, seen = _version(edited, identity, day)[title_field(edited.kind)], request.form.get("seen", "")
    try:
        cancel(edited.kind.name, identity, _date(day), seen, noted(edited, "cancel", identity))
    except NoSuchEntry:
        raise NotFound from None
    except ChangedMeanwhile:
        flash("Någon annan har ändrat versionen. Läs igenom den igen innan du tar bort den.", "problem")
    except ContentError as error:
        flash(f"Versionen går inte att ta bort. {'. '.join(error.problems)}.", "problem")
    else:
        flash(f"Versionen av ”{title}” som skulle gälla från {day} är borttagen.", "success")
        return redirect(url_for(f"{edited.section}.index"))
    return redirect(url_for(f"{edited.section}.upcoming", identity=identity, day=day))


def _store_anew(edited: Edited, identity: str, entry: Mapping[str, Any]) -> None:
    found = current(edited, identity)
    if found is None:
        editing.publish(edited.kind.name, entry, by(), noted(edited, "change", identity))
    else:
        editing.update(edited.kind.name, identity, entry, found.number, by(), noted(edited, "change", identity))


def _in_conflict(edited: Edited, identity: str, day: str, form: ContentForm) -> str:
    theirs = version_to_come(edited.kind.name, identity, _date(day))
    form.seen.data = mark_of(theirs) if theirs else ""
    conflict = Conflict(theirs is not None, changes(edited.kind, theirs, form.entry()) if theirs else [])
    return _page(edited, identity, day, form, conflict=conflict)


def _version(edited: Edited, identity: str, day: str) -> Mapping[str, Any]:
    found = version_to_come(edited.kind.name, identity, _date(day))
    if found is None:
        raise NotFound
    return found


def _date(day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise NotFound from None


def _page(
    edited: Edited, identity: str, day: str, form: ContentForm,
    previews: Optional[List[Markup]] = None, conflict: Optional[Conflict] = None,
) -> str:  # fmt: skip
    return render_template(
        "content/upcoming.html", edited=edited, identity=identity, day=day, form=form, conflict=conflict,
        title=form[title_field(edited.kind)].data or identity, previews=previews or [],
        is_there=current(edited, identity) is not None,
    )  # fmt: skip
