"""Curated answers. A new one can begin with a question that nobody had an answer to."""

from __future__ import annotations

from typing import Any, Dict

from flask import flash, request
from wtforms import IntegerField
from wtforms.validators import Optional
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

    question = IntegerField(widget=HiddenInput(), validators=[Optional()])
    training_line = line(
        "Så kan någon fråga",
        "Assistenten övar på meningen nästa gång modellen tränas. Ta bort namn och annat som pekar ut någon.",
    )


def _prefilled() -> Dict[str, Any]:
    asked = question(request.args.get("question", type=int))
    return {"label": asked.text, "training_line": asked.text, "question": asked.id} if asked else {}


def _published(form: NewAnswerForm, identity: str) -> None:
    asked = question(form.question.data)
    if asked is None:
        return
    try:
        dealt_with(asked.id, form.training_line.data, f"faq/{identity}")
    except InvalidValues as error:
        why = " ".join(error.errors.values())
        flash(f"Meningen är inte sparad som övningsfråga, och frågan ligger kvar. {why}", "problem")


blueprint = blueprint_for(
    Edited(
        kind=BY_NAME["answer"],
        plural="Svar",
        new="Nytt svar",
        the="svaret",
        saved="sparat",
        removed="borttaget",
        checked="kontrollerat",
        previews=answer_previews,
        new_form=NewAnswerForm,
        prefilled=_prefilled,
        published=_published,
    )
)
