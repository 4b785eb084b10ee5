"""The list of a kind's entries, with what was checked when and what is to come."""

from __future__ import annotations

from typing import Any, Dict

from flask import render_template, request

from bot.knowledge import listing
from bot.knowledge.fields import FORBIDDEN
from bot.review import paging
from bot.review.content.kinds import Edited
from bot.review.content.options import topic_name, topic_options


def index(edited: Edited) -> str:
    words = FORBIDDEN.sub("", request.args.get("q", "")).strip()
    topic = FORBIDDEN.sub("", request.args.get("topic", "")) if edited.has_topics else ""
    oldest_first = request.args.get("order") == "checked"

    number = request.args.get("page", 1, type=int)
    found = listing.listed(edited.kind, words, topic, oldest_first, number, paging.SIZE)
    asked: Dict[str, Any] = {"words": words, "topic": topic, "oldest_first": oldest_first}
    return render_template(
        "content/index.html",
        edited=edited,
        page=found,
        paging=paging.asked_for(found.total),
        to_come=[] if words or topic else listing.only_to_come(edited.kind),
        removed=listing.removed(edited.kind),
        topics=topic_options() if edited.has_topics else [],
        topic_name=topic_name,
        **asked,
    )
