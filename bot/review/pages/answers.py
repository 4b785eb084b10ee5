"""Curated answers. A new one can begin with a question that nobody had an answer to."""

from __future__ import annotations

from typing import Any, Dict

from flask import flash, request
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from bot.knowledge.kinds import BY_NAME
from bot.review.content.fields import line
from bot.review.content.forms import AnswerForm
from bot.review.content.kinds import Edited
from bot.review.content.previews import answer_previews
from bot.review.content.routes import blueprint_for
from bot.review.pages.questions import dealt_with, question
from bot.submissions.editing import InvalidValues


class NewAnswerForm(AnswerForm):
    """`question` is the id of the question that the answer is to, if any."""

    question = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(1, 2147483647)])
    training_line = line(
        "Så kan någon fråga",
        "Assistenten övar på meningen nästa gång modellen tränas. Ta bort namn och annat som pekar ut någon.",
    )


def _prefilled() -> Dict[str, Any]:
    asked = question(request.args.get("question", type=int))
    return {"label": asked.text, "training_line": asked.text, "question": asked.id} if asked else {}


def _published(form: NewAnswerForm, identity: str) -> None:
    """Also when somebody else has dealt with the question meanwhile: the line is this editor's."""
    asked = form.question.data
    if asked is None:
        return
    try:
        dealt_with(asked, form.training_line.data, f"faq/{identity}")
    except InvalidValues as error:
        is_left = ", och frågan ligger kvar" if question(asked) else ""
        why = " ".join(error.errors.values())
        flash(f"Meningen är inte sparad som övningsfråga{is_left}. {why}", "problem")


blueprint = blueprint_for(
    Edited(
        kind=BY_NAME["answer"],
        plural="Svar",
        new="Nytt svar",
        the="svaret",
        saved="sparat",
        removed="borttaget",
        previews=answer_previews,
        new_form=NewAnswerForm,
        prefilled=_prefilled,
        published=_published,
    )
)
