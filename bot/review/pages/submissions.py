"""What people have sent in: the queue, and one submission with all that helps to decide on it."""

from __future__ import annotations

from typing import Any, Dict, List

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.knowledge import store
from bot.review import access, audit, paging, times
from bot.review.pages import (
    submissions_ask,
    submissions_decide,
    submissions_edit,
    submissions_publish,
    submissions_unpublish,
)
from bot.review.submitted.comparing import columns, compared
from bot.review.submitted.example_preview import previews, unsaved_example
from bot.review.submitted.fields import STATUSES, Told, channel_name, told
from bot.review.submitted.forms import SubmissionForm
from bot.submissions.duplicates import likely
from bot.submissions.editing import NoSuchSubmission, WrongStatus
from bot.submissions.queue import Submission, counts, submission, submissions
from bot.submissions.suggesting import suggested_example

blueprint = Blueprint("submissions", __name__, url_prefix="/submissions")
for part in (submissions_edit, submissions_ask, submissions_decide, submissions_publish, submissions_unpublish):
    blueprint.register_blueprint(part.blueprint)

ALL = "all"
SIZE = 10  # on a page of the queue: each is compared with everything else
# What is said to somebody who would do what can't be done with a submission of this status.
_NOT_WITH = {
    "pending": "Det gick inte: exemplet väntar på beslut.",
    "published": "Det gick inte: exemplet är redan publicerat.",
    "declined": "Det gick inte: exemplet är redan avböjt.",
}
MOST_COMPARED = 2  # columns beside the submission's own that a page has room for


@blueprint.get("")
@access.editor
def index() -> str:
    numbers = counts()
    numbers[ALL] = sum(numbers.values())
    chosen = request.args.get("status", "pending")
    if chosen not in numbers:
        chosen = "pending"
    shown = paging.asked_for(numbers[chosen], SIZE)
    found = submissions(None if chosen == ALL else chosen, shown.first, shown.size)
    return render_template(
        "submissions/index.html",
        numbers=numbers,
        chosen=chosen,
        rows=[(each, _hints(each)) for each in found.submissions],
        paging=shown,
    )


def _hints(each: Submission) -> List[str]:
    """What an editor wants to know of one that waits before opening it."""
    if each.status != "pending":
        return []
    asked = [] if not each.messages else ["Väntar på svar" if each.waits_for_reply else "Svar har kommit"]
    return [*asked, *(["Finns kanske redan"] if likely(each.fields, each.id) else [])]


@blueprint.get("/<int(max=2147483647):identity>")
@access.editor
def show(identity: int) -> str:
    found = submission(identity)
    if found is None:
        raise NotFound
    form = SubmissionForm()
    form.look_at(found)
    others = columns(likely(found.fields, found.id)[:MOST_COMPARED]) if found.status == "pending" else []
    return render_template(
        "submissions/show.html",
        submission=found,
        form=form,
        rows=[_row(found, each) for each in told(found.fields)],
        others=others,
        comparison=compared(found, others),
        previews=_previews(found),
        done=audit.about(f"submission/{identity}"),
    )


def _row(found: Submission, each: Told) -> Dict[str, Any]:
    """As govukSummaryList takes it, with a link to change the value where that can be done."""
    address = url_for("submissions.edit.form", identity=found.id, _anchor=each.name)
    change = {"href": address, "text": "Ändra", "visuallyHiddenText": each.label.lower()}
    actions = [change] if found.status == "pending" else []
    return {"key": {"text": each.label}, "value": {"text": each.text}, "actions": {"items": actions}}


def _previews(found: Submission) -> List[Markup]:
    """As it is published, or as it would be; nothing for what was declined."""
    if found.status == "declined":
        return []
    published = store.example(found.example_id) if found.status == "published" and found.example_id else None
    return previews(published or unsaved_example(suggested_example(found)))


@blueprint.context_processor
def _words() -> Dict[str, Any]:
    return {"ago": times.ago, "moment": times.moment, "status_name": STATUSES.get, "channel_name": channel_name}


@blueprint.errorhandler(NoSuchSubmission)
def _gone(error: NoSuchSubmission) -> Any:
    return current_app.handle_http_exception(NotFound())


@blueprint.errorhandler(WrongStatus)
def _already_decided(error: WrongStatus) -> Response:
    flash(_NOT_WITH[error.status], "problem")
    return redirect(url_for("submissions.show", **(request.view_args or {})))
