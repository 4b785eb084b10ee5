"""Published examples."""

from __future__ import annotations

from bot.knowledge.kinds import EXAMPLES
from bot.review.content.forms import ExampleForm
from bot.review.content.kinds import Edited
from bot.review.content.previews import example_previews
from bot.review.content.routes import blueprint_for

blueprint = blueprint_for(
    Edited(
        kind=EXAMPLES,
        plural="Exempel",
        new="Nytt exempel",
        the="exemplet",
        saved="sparat",
        removed="borttaget",
        checked="kontrollerat",
        previews=example_previews,
        new_form=ExampleForm,
    )
)
