"""Ways of asking that editors have said the meaning of, for the assistant to learn."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import titles
from bot.replies.labels import INTENT_LABELS
from bot.review import access, audit, paging, times
from bot.submissions import training_lines

blueprint = Blueprint("training", __name__, url_prefix="/training")


@blueprint.get("")
@access.editor
def index() -> str:
    lines = training_lines.all()[::-1]
    shown = paging.asked_for(len(lines))
    labels = {**INTENT_LABELS, **{f"faq/{identity}": title for identity, title in titles(BY_NAME["answer"]).items()}}
    page = lines[shown.first : shown.first + shown.size]
    return render_template("training.html", lines=page, labels=labels, paging=shown, moment=times.moment)


@blueprint.post("/<int(max=2147483647):identity>/delete")
@access.editor
def delete(identity: int) -> Response:
    if not training_lines.remove(identity, audit.noted("remove", f"training_line/{identity}")):
        raise NotFound
    flash("Övningsfrågan är borttagen.", "success")
    return redirect(url_for(".index"))
