"""Published examples."""

from __future__ import annotations

from typing import Optional

from flask import url_for

from bot.knowledge.kinds import EXAMPLES
from bot.review.content.forms import ExampleForm
from bot.review.content.kinds import Edited
from bot.review.content.previews import example_previews
from bot.review.content.routes import blueprint_for
from bot.submissions.queue import submission_of


def _handled_at(identity: str) -> Optional[str]:
    """The submission that it was made of: it is published and unpublished there, or one would not know of the other."""
    submission = submission_of(identity)
    return None if submission is None else url_for("submissions.show", identity=submission)


blueprint = blueprint_for(
    Edited(
        kind=EXAMPLES,
        plural="Exempel",
        new="Nytt exempel",
        the="exemplet",
        saved="sparat",
        removed="borttaget",
        previews=example_previews,
        new_form=ExampleForm,
        handled_at=_handled_at,
    )
)
