"""Ask whoever sent in an example about it."""

from __future__ import annotations

from typing import Sequence, Union

from flask import Blueprint, render_template
from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from bot.review import access
from bot.review.access import signed_in_user
from bot.review.content.fields import stripped
from bot.review.submitted.forms import Change, Page, SubmissionForm, done, found, noted, reached_by_mail, require, retry
from bot.submissions import editing
from bot.submissions.editing import LONGEST_MESSAGE
from bot.submissions.queue import Submission

blueprint = Blueprint("ask", __name__)


class AskForm(SubmissionForm):
    text = TextAreaField("Din fråga", widget=GovCharacterCount(), filters=[stripped])


@blueprint.route("/<int(max=2147483647):identity>/ask", methods=["GET", "POST"])
@access.editor
def form(identity: int) -> Union[Page, Response]:
    current = found(identity)
    shown = AskForm()
    if not shown.is_submitted():
        require(current, "pending")
        shown.look_at(current)
        return _page(shown, current), 200
    try:
        note = noted("ask", identity)
        editing.ask(identity, shown.text.data or "", shown.seen_revision(), signed_in_user().name, note)
    except editing.InvalidValues as error:
        shown.refuse(error.errors)
        return _page(shown, current), 400
    except editing.ChangedMeanwhile as error:
        return retry(shown, error.current, "pending", [("Din fråga", shown.text.data or "")], _page)
    return done(identity, "Frågan är ställd.")


def _page(shown: AskForm, current: Submission, changes: Sequence[Change] = (), what: str = "") -> str:
    return render_template(
        "submissions/ask.html",
        form=shown,
        submission=current,
        by_mail=reached_by_mail(current),
        longest=LONGEST_MESSAGE,
        changes=changes,
        happened=what,
    )
