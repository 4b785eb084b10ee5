"""Take a published example out of the search again."""

from __future__ import annotations

from typing import Union

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from bot.review import access
from bot.review.access import signed_in_user
from bot.review.submitted.forms import Page, SubmissionForm, changed_meanwhile, done, found, noted, require
from bot.submissions.editing import ChangedMeanwhile
from bot.submissions.publishing import unpublish

blueprint = Blueprint("unpublish", __name__)


@blueprint.route("/<int(max=2147483647):identity>/unpublish", methods=["GET", "POST"])
@access.editor
def form(identity: int) -> Union[Page, Response]:
    current = found(identity)
    shown = SubmissionForm()
    if not shown.is_submitted():
        require(current, "published")
        shown.look_at(current)
        return render_template("submissions/unpublish.html", form=shown, submission=current), 200
    try:
        unpublish(identity, shown.seen_revision(), signed_in_user().name, noted("unpublish", identity))
    except ChangedMeanwhile as error:
        return changed_meanwhile(shown, error.current)
    return done(identity, "Exemplet är avpublicerat. Det väntar på ett nytt beslut.")
