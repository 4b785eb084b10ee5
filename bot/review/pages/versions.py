"""The versions of an entry: who changed what and when, and bringing an earlier one back."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, List, Mapping, NamedTuple, Optional, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from bot.knowledge import history
from bot.knowledge.editing import AlreadyThere, ChangedMeanwhile, NoSuchEntry
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import Version, versions_to_come
from bot.knowledge.listing import title_field
from bot.review.content.differences import Change, changes
from bot.review.content.edit_page import seen_number
from bot.review.content.kinds import Edited
from bot.review.content.saving import Page, by, elsewhere, noted


class Step(NamedTuple):
    """A version with what it changed of the one before it; None for the first one."""

    version: Version
    changes: Optional[List[Change]]


class StepToCome(NamedTuple):
    day: str
    changes: Optional[List[Change]]


def versions(edited: Edited, identity: str) -> Page:
    to_come = versions_to_come(edited.kind.name, identity)
    found = _versions(edited, identity)
    if not (found or to_come):
        raise NotFound
    newest = found[0].fields if found else to_come[0]
    return render_template(
        "content/versions.html", edited=edited, identity=identity, title=newest[title_field(edited.kind)],
        is_there=bool(found) and found[0].replaced_at is None, steps=_steps(edited, found),
        to_come=_steps_to_come(edited, found, to_come), handled_at=edited.handled_at(identity),
    )  # fmt: skip


def restore(edited: Edited, identity: str, number: int) -> Page:
    seen = request.form.get("seen")
    replaced = seen_number(seen) if seen else None
    handled = elsewhere(edited, identity) if replaced is None else None
    if handled:
        return handled
    try:
        history.restore(edited.kind.name, identity, number, replaced, by(), noted(edited, "restore", identity))
    except NoSuchEntry:
        raise NotFound from None
    except AlreadyThere:
        flash("Det går inte: en annan version ska gälla senare, eller så hann någon annan före.", "problem")
    except ChangedMeanwhile:
        flash("Någon annan hann ändra före. Se efter vad som har hänt och försök igen.", "problem")
    except ContentError as error:
        flash(f"Versionen går inte att ta tillbaka. {'. '.join(error.problems)}.", "problem")
    else:
        flash(f"Version {number} gäller igen, som en ny version.", "success")
        return redirect(url_for(f"{edited.section}.edit", identity=identity))
    return redirect(url_for(f"{edited.section}.versions", identity=identity))


def _versions(edited: Edited, identity: str) -> List[Version]:
    try:
        return history.versions(edited.kind.name, identity)
    except NoSuchEntry:
        return []


def _steps(edited: Edited, found: Sequence[Version]) -> List[Step]:
    pairs = zip_longest(found, found[1:])
    return [Step(each, changes(edited.kind, old.fields, each.fields) if old else None) for each, old in pairs]


def _steps_to_come(edited: Edited, found: Sequence[Version], to_come: Sequence[Mapping[str, Any]]) -> List[StepToCome]:
    """The last one first, each with what it will change of what is valid before it."""
    is_there = bool(found) and found[0].replaced_at is None
    before = [found[0].fields if is_there else None, *to_come]
    pairs = list(zip(before, to_come))
    return [
        StepToCome(each["valid_from"], changes(edited.kind, old, each) if old else None)
        for old, each in reversed(pairs)
    ]
