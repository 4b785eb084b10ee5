"""Trying a question: what the running assistant says to it, without anybody having to open the chat."""

from __future__ import annotations

from typing import List, Optional

from flask import Blueprint, render_template
from wtforms import ValidationError

from bot.knowledge.kinds import BY_NAME
from bot.knowledge.listing import titles
from bot.review import access
from bot.review.access import settings_in_use
from bot.review.asking import NotRunning, Refused, Said, ask
from bot.review.content.fields import text
from bot.review.content.saving import Page
from bot.review.forms import ReviewForm
from bot.review.preview import preview

blueprint = Blueprint("trying", __name__, url_prefix="/try")

KINDS = {
    "answer": "svar ur svarsbanken",
    "examples": "exempel",
    "guides": "guider",
    "form": "formuläret för att skicka in exempel",
    "clarify": "en motfråga eller en sökträff, för att frågan inte var säker",
    "handover": "hänvisning till en människa",
    "out_of_scope": "utanför ämnet",
    "smalltalk": "småprat",
    "error": "ett fel",
}


class TryForm(ReviewForm):
    message = text("Meddelande", "Skriv som en besökare skulle göra. Varje försök är ett nytt samtal.", rows=3)

    def validate_message(self, field: object) -> None:
        if not self.message.data:
            raise ValidationError("Skriv ett meddelande.")


@blueprint.get("")
@access.editor
def index() -> Page:
    return _page(TryForm(), None)


@blueprint.post("")
@access.editor
def send() -> Page:
    form = TryForm()
    if not form.validate():
        return _page(form, None), 400
    try:
        said = ask(settings_in_use(), form.message.data)
    except NotRunning:
        return _page(form, None, is_running=False), 503
    except Refused as refusal:
        form.message.errors = [str(refusal)]
        return _page(form, None), 400
    return _page(form, said)


def _page(form: TryForm, said: Optional[List[Said]], is_running: bool = True) -> str:
    shown = [(each, preview(each.reply, f"Slag: {KINDS[each.reply.kind]}")) for each in said or ()]
    labels = titles(BY_NAME["answer"]) if said else {}
    return render_template("try.html", form=form, shown=shown, labels=labels, is_running=is_running)
