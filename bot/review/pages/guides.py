"""Guides and reports that the assistant recommends."""

from __future__ import annotations

from bot.knowledge.kinds import BY_NAME
from bot.review.content.forms import GuideForm
from bot.review.content.kinds import Edited
from bot.review.content.previews import guide_previews
from bot.review.content.routes import blueprint_for

blueprint = blueprint_for(
    Edited(
        kind=BY_NAME["guide"],
        plural="Guider",
        new="Ny guide",
        the="guiden",
        saved="sparad",
        removed="borttagen",
        previews=guide_previews,
        new_form=GuideForm,
    )
)
