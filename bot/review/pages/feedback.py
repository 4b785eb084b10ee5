"""What people thought of the answers, and the faults that they reported."""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, List, Optional

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import titles
from bot.review import access, audit, times
from bot.review.submitted.fields import channel_name
from bot.submissions import feedback
from bot.submissions.feedback import Problem

blueprint = Blueprint("feedback", __name__, url_prefix="/feedback")


@blueprint.get("")
@access.editor
def index() -> str:
    by_answer: Dict[Optional[str], List[Problem]] = defaultdict(list)
    for problem in feedback.problems():
        by_answer[problem.answer_id].append(problem)
    return render_template(
        "feedback.html",
        problems=by_answer,
        opinions=feedback.opinions(),
        titles=titles(BY_NAME["answer"]),
        moment=times.moment,
        channel_name=channel_name,
    )


@blueprint.post("/<int(max=2147483647):identity>/delete")
@access.editor
def delete(identity: int) -> Response:
    if not feedback.delete_problem(identity, audit.noted("remove", f"feedback/{identity}")):
        raise NotFound
    flash("Synpunkten är borttagen.", "success")
    return redirect(url_for(".index"))
