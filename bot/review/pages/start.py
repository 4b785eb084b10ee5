"""The first page: what waits for an editor."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from bot.database import today
from bot.knowledge.kinds import FOUND
from bot.knowledge.reminders import reminders
from bot.review import access, times
from bot.submissions.queue import submissions
from bot.submissions.waiting import waiting

blueprint = Blueprint("start", __name__)

# What was last checked against its source longer ago than this is old, as in `guiden reminders`.
OLD_DAYS = 365


@blueprint.get("/")
@access.editor
def index() -> str:
    numbers = Counter(each.kind for each in reminders(OLD_DAYS, today()))
    old = [(kind, numbers[kind.label]) for kind in FOUND.values() if numbers[kind.label]]
    return render_template(
        "start.html",
        waiting=waiting(),
        oldest=next(iter(submissions("pending", 0, 1).submissions), None),
        old=[(kind.section, f"{number} {kind.label if number == 1 else kind.labels}") for kind, number in old],
        ago=times.ago,
    )
