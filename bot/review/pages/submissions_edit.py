"""Correct what a submission says, and never over what somebody else corrected meanwhile without knowing it."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Sequence, Union

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from bot.review import access
from bot.review.access import signed_in_user
from bot.review.content.fields import line, one_of, text
from bot.review.content.options import labelled
from bot.review.submitted.fields import in_words, label
from bot.review.submitted.forms import (
    Page,
    SubmissionForm,
    done,
    found,
    happened,
    new_message,
    noted,
    require,
    too_late,
)
from bot.submissions import editing
from bot.submissions.queue import FIELDS, Submission

blueprint = Blueprint("edit", __name__)


class EditForm(SubmissionForm):
    """By the names of the form that the submitter filled in."""

    title = line("Titel")
    organisation = line("Organisation")
    place = line("Kommun eller region", "Till exempel Lund eller Region Skåne.")
    method = one_of("Arbetssätt", "", lambda: labelled("method"))
    contract_type = one_of("Typ av avtal", "", lambda: labelled("contract_type"))
    sector = line("Bransch")
    year = line("År", "", "govuk-input--width-4")
    target_groups = line("Målgrupp")
    requirement = text("Vad som krävdes", rows=5)
    result = text("Resultat", "Får vara tomt.", rows=5)
    link = line("Länk", "Får vara tom.")

    def show(self, current: Submission) -> None:
        self.look_at(current)
        for name in FIELDS:
            self[name].process_data(typed(current.fields[name]))

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Each with its field's name: most messages are those of the chat, which asks one thing at a time."""
        super().refuse({name: f"{label(name)}: {text}" for name, text in errors.items()})

    def values(self) -> Dict[str, str]:
        return {name: self[name].data or "" for name in FIELDS}


class Meeting(NamedTuple):
    """A field that the editor, somebody else or both changed; `outcome` says what the form has now.

    `written` is empty when the editor left it as it was.
    """

    name: str
    label: str
    saved: str
    written: str
    outcome: str


@blueprint.route("/<int(max=2147483647):identity>/edit", methods=["GET", "POST"])
@access.editor
def form(identity: int) -> Union[Page, Response]:
    current = found(identity)
    shown = EditForm()
    if not shown.is_submitted():
        require(current, "pending")
        shown.show(current)
        return _page(shown, current), 200
    try:
        note = noted("change", identity)
        editing.update(identity, shown.values(), shown.seen_revision(), signed_in_user().name, note)
    except editing.InvalidValues as error:
        shown.refuse(error.errors)
        return _page(shown, current), 400
    except editing.ChangedMeanwhile as error:
        return _meet(shown, error.current)
    return done(identity, "Ändringarna är sparade.")


def _page(
    shown: EditForm, current: Submission, meetings: Sequence[Meeting] = (), said: str = "", what: str = ""
) -> str:
    return render_template(
        "submissions/edit.html",
        form=shown,
        submission=current,
        fields=FIELDS,
        meetings=meetings,
        said=said,
        happened=what,
    )


def _meet(shown: EditForm, current: Submission) -> Page:
    """What both wrote, and a form with both's changes. Where both changed the same it has the editor's own words."""
    before, mine = shown.seen_before(), shown.values()
    if current.status != "pending":
        changed = [name for name in FIELDS if mine[name] != typed(before.get(name))]
        return too_late(current, before, [(label(name), in_words(name, mine[name])) for name in changed])
    meetings: List[Meeting] = []
    for name in FIELDS:
        seen, saved = typed(before.get(name)), typed(current.fields[name])
        if mine[name] == saved:
            continue
        is_mine_new = mine[name] != seen
        written = in_words(name, mine[name]) if is_mine_new else ""
        outcome = _outcome(is_mine_new, saved != seen)
        meetings.append(Meeting(name, label(name), in_words(name, saved), written, outcome))
        if not is_mine_new:
            shown[name].process_data(saved)
    shown.look_at(current)
    return _page(shown, current, meetings, new_message(before, current), happened(before, current)), 409


def _outcome(is_mine_new: bool, is_saved_new: bool) -> str:
    if is_mine_new and is_saved_new:
        return "Ni har båda ändrat. Det du skrev står i formuläret."
    if is_mine_new:
        return "Bara du har ändrat. Det du skrev står i formuläret."
    return "Du har inte ändrat. Det som är sparat nu står i formuläret."


def typed(value: Any) -> str:
    """A value as it stands in a field of a form."""
    return "" if value is None else str(value)
