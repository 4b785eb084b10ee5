"""A new entry."""

from __future__ import annotations

from typing import List, Optional

from flask import render_template
from markupsafe import Markup

from bot.database import today
from bot.knowledge import editing
from bot.knowledge.editing import AlreadyThere
from bot.knowledge.fields import id_of, id_words
from bot.knowledge.listing import title_field
from bot.review.content.forms import ContentForm
from bot.review.content.kinds import Edited
from bot.review.content.saving import ID_TAKEN, Page, attempt, by, noted, saved, unsaved


def new(edited: Edited) -> Page:
    return _page(edited, edited.new_form(data={"checked": today().isoformat(), **edited.prefilled()}))


def create(edited: Edited) -> Page:
    form = edited.new_form()
    identity = form["id"].data or id_of(id_words(form[title_field(edited.kind)].data or ""))
    previews = unsaved(edited, identity, form)
    if previews is not None:
        return _page(edited, form, previews)
    entry = {**form.entry(), "id": identity}

    def store() -> None:
        if edited.handled_at(identity):
            raise AlreadyThere(identity)
        editing.publish(edited.kind.name, entry, by(), noted(edited, "publish", identity))

    if form.check(identity) and attempt(form, store, ID_TAKEN):
        response = saved(edited, identity, entry)
        edited.published(form, identity)
        return response
    return _page(edited, form), 400


def _page(edited: Edited, form: ContentForm, previews: Optional[List[Markup]] = None) -> str:
    return render_template("content/new.html", edited=edited, form=form, previews=previews or [])
