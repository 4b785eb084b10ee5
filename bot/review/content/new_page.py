"""A new entry."""

from __future__ import annotations

from typing import List, Optional

from flask import render_template
from markupsafe import Markup

from bot.database import today
from bot.knowledge import editing
from bot.knowledge.listing import title_field
from bot.review.content.forms import ContentForm
from bot.review.content.kinds import Edited
from bot.review.content.saving import ID_TAKEN, Page, attempt, by, saved, suggested_id, unsaved


def new(edited: Edited) -> Page:
    return _page(edited, edited.new_form(data={"checked": today().isoformat(), **edited.prefilled()}))


def create(edited: Edited) -> Page:
    form = edited.new_form()
    identity = form["id"].data or suggested_id(form[title_field(edited.kind)].data or "")
    previews = unsaved(edited, identity, form)
    if previews is not None:
        return _page(edited, form, previews)
    entry = {**form.entry(), "id": identity}

    def store() -> None:
        editing.publish(edited.kind.name, entry, by())

    if form.check(identity) and attempt(form, store, ID_TAKEN):
        response = saved(edited, identity, entry, "publish")
        edited.published(form, identity)
        return response
    return _page(edited, form), 400


def _page(edited: Edited, form: ContentForm, previews: Optional[List[Markup]] = None) -> str:
    return render_template("content/new.html", edited=edited, form=form, previews=previews or [])
