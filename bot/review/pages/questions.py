"""Questions that nobody had an answer to: each becomes a new answer, a way of asking for one there is, or goes."""

from __future__ import annotations

from typing import List, Optional, Tuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.knowledge.search import search_answers
from bot.knowledge.store import answer_labels
from bot.review import access, audit, paging, times
from bot.review.content.saving import Page, by
from bot.review.meaning import MeaningForm
from bot.review.submitted.fields import channel_name
from bot.submissions import store, training_lines
from bot.submissions.editing import InvalidValues
from bot.submissions.store import Question
from bot.swedish.text import normalise

blueprint = Blueprint("questions", __name__, url_prefix="/questions")
MOST_SUGGESTED = 8
_NUMBER = "<int(max=2147483647):identity>"


@blueprint.get("")
@access.editor
def index() -> str:
    found = store.questions()
    shown = paging.asked_for(len(found))
    return render_template(
        "questions/index.html", questions=found[shown.first : shown.first + shown.size], paging=shown
    )


@blueprint.get(f"/{_NUMBER}")
@access.editor
def show(identity: int) -> str:
    asked = _existing(identity)
    return _page(asked, MeaningForm(data={"text": asked.text}))


@blueprint.post(f"/{_NUMBER}")
@access.editor
def teach(identity: int) -> Page:
    asked = _existing(identity)
    form = MeaningForm()
    if request.form.get("do") == "search":
        return _page(asked, form)
    if not form.check(answer_labels()):
        return _page(asked, form), 400
    try:
        dealt_with(identity, form.text.data or "", form.chosen)
    except InvalidValues as error:
        form.refuse(error.errors)
        return _page(asked, form), 400
    flash("Meningen är sparad som övningsfråga. Den används nästa gång modellen tränas.", "success")
    return redirect(url_for(".index"))


@blueprint.post(f"/{_NUMBER}/delete")
@access.editor
def delete(identity: int) -> Response:
    if not store.delete_question(identity, audit.noted("remove", f"question/{identity}")):
        raise NotFound
    flash("Frågan är borttagen.", "success")
    return redirect(url_for(".index"))


def question(identity: Optional[int]) -> Optional[Question]:
    """The question with that id; None when it isn't there any more."""
    return next((each for each in store.questions() if each.id == identity), None)


def dealt_with(identity: int, text: Optional[str], label: str) -> None:
    """Keep the text, if any, as a way of asking for `label`, and only then take the question away.

    Done twice, as after a crash in between, it keeps the text once.

    Raises:
        InvalidValues: the text can't be kept; the question is still there.
    """
    if text is not None and not _is_kept(text, label):
        training_lines.add(text, label, by(), audit.noted("teach", f"question/{identity}"))
    store.delete_question(identity)


def _is_kept(text: str, label: str) -> bool:
    return any(line.label == label and normalise(line.text) == normalise(text) for line in training_lines.all())


def _existing(identity: int) -> Question:
    found = question(identity)
    if found is None:
        raise NotFound
    return found


def _page(asked: Question, form: MeaningForm) -> str:
    labels = answer_labels()
    likely = search_answers(form.words.data or asked.text, MOST_SUGGESTED)
    found: List[Tuple[str, str]] = [(f"faq/{identity}", labels[identity]) for identity in likely]
    form.offer(found, labels)
    return render_template("questions/show.html", question=asked, form=form)


@blueprint.context_processor
def _words() -> dict:
    return {"ago": times.ago, "moment": times.moment, "channel_name": channel_name}
