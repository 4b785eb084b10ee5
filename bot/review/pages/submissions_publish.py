"""Make an example of a submission: look over what it will say, see it as in the chat, and confirm."""

from __future__ import annotations

from typing import Any, Dict, Sequence, Union

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from bot.review import access
from bot.review.access import signed_in_user
from bot.review.submitted.example_form import PublishForm
from bot.review.submitted.example_preview import previews, unsaved_example
from bot.review.submitted.forms import Change, Page, done, found, noted, reached_by_mail, require, retry
from bot.submissions.editing import ChangedMeanwhile, InvalidValues
from bot.submissions.publishing import checked_entry, publish
from bot.submissions.queue import Submission
from bot.submissions.suggesting import suggested_example

blueprint = Blueprint("publish", __name__)

# What the buttons of the two steps send.
CHANGE, CONFIRM = "change", "confirm"


@blueprint.route("/<int(max=2147483647):identity>/publish", methods=["GET", "POST"])
@access.editor
def form(identity: int) -> Union[Page, Response]:
    current = found(identity)
    shown = PublishForm()
    if not shown.is_submitted():
        require(current, "pending")
        shown.look_at(current)
        shown.show(suggested_example(current))
        return _page(shown, current), 200
    step = request.form.get("step")
    if step == CHANGE:
        return _page(shown, current), 200
    try:
        if step != CONFIRM:
            return _confirm(shown, current)
        publish(identity, _values(shown), shown.seen_revision(), signed_in_user().name, noted("publish", identity))
    except InvalidValues as error:
        shown.refuse(error.errors)
        return _page(shown, current), 400
    except ChangedMeanwhile as error:
        return retry(shown, error.current, "pending", shown.written(), _page)
    return done(identity, "Exemplet är publicerat. Det går att hitta i chatten nu.")


def _page(shown: PublishForm, current: Submission, changes: Sequence[Change] = (), what: str = "") -> str:
    return render_template("submissions/publish.html", form=shown, submission=current, changes=changes, happened=what)


def _values(shown: PublishForm) -> Dict[str, Any]:
    """What publishing takes; without an id it makes one."""
    return {name: value for name, value in shown.entry().items() if name != "id" or value}


def _confirm(shown: PublishForm, current: Submission) -> Page:
    """
    Raises:
        InvalidValues: the example can't be published like this.
        ChangedMeanwhile: the submission isn't what the editor saw.
    """
    if current.revision != shown.seen_revision():
        raise ChangedMeanwhile(current)
    entry = checked_entry(current, _values(shown))
    page = render_template(
        "submissions/confirm.html",
        form=shown,
        submission=current,
        previews=previews(unsaved_example(entry)),
        others=[{"key": {"text": name}, "value": {"text": text}} for name, text in shown.not_in_chat(entry)],
        by_mail=reached_by_mail(current),
    )
    return page, 200
