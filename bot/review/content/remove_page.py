"""Removing an entry, after asking whether it is meant."""

from __future__ import annotations

import re
from typing import List, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from bot.knowledge import editing
from bot.knowledge.editing import ChangedMeanwhile, NoSuchEntry
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import versions_to_come
from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import title_field, titles
from bot.review.content.edit_page import seen_number
from bot.review.content.kinds import Edited
from bot.review.content.saving import Page, by, current, elsewhere, noted

_NAMED_BY = re.compile(r".*svaret (\S+) hänvisar hit")


def ask(edited: Edited, identity: str) -> Page:
    return elsewhere(edited, identity) or _page(edited, identity)


def remove(edited: Edited, identity: str) -> Page:
    handled = elsewhere(edited, identity)
    if handled:
        return handled
    seen = seen_number(request.form.get("seen"))
    try:
        editing.remove(edited.kind.name, identity, seen, by(), noted(edited, "remove", identity))
    except ContentError as error:
        named_by = [found[1] for found in map(_NAMED_BY.fullmatch, error.problems) if found]
        return _page(edited, identity, named_by), 409
    except ChangedMeanwhile:
        flash(f"Någon annan har ändrat {edited.the}. Läs igenom texten igen innan du tar bort.", "problem")
        return redirect(url_for(f"{edited.section}.edit", identity=identity))
    except NoSuchEntry:
        raise NotFound from None
    flash(f"{edited.subject} är {edited.removed}. Här kan du ta tillbaka en version.", "success")
    return redirect(url_for(f"{edited.section}.versions", identity=identity))


def _page(edited: Edited, identity: str, named_by: Sequence[str] = ()) -> str:
    found = current(edited, identity)
    if found is None:
        raise NotFound
    to_come: List[str] = [fields["valid_from"] for fields in versions_to_come(edited.kind.name, identity)]
    return render_template(
        "content/remove.html", edited=edited, identity=identity, current=found, named_by=named_by, to_come=to_come,
        titles=titles(BY_NAME["answer"]) if named_by else {}, title=found.fields[title_field(edited.kind)],
    )  # fmt: skip
