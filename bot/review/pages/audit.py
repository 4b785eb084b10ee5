"""Who did what, for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template

from bot.review import access, audit, paging, times

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.get("")
@access.administrator
def index() -> str:
    shown = paging.asked_for(audit.total())
    found = audit.entries(shown.first, shown.size)
    return render_template("audit.html", entries=found, paging=shown, moment=times.moment)
