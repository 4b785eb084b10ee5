"""What is held about a code: to read, to hand over and to erase. Codes are posted, never in an address."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, Tuple, TypeVar

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.blueprints import BlueprintSetupState
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField

from bot.privacy import receipts
from bot.privacy.erasure import UnknownCode, erase
from bot.privacy.held import held
from bot.privacy.physical import overwrite
from bot.review import access, audit, paging, times
from bot.review.access import signed_in_user
from bot.review.code_tries import Tries
from bot.review.content.forms import ExampleForm
from bot.review.forms import ReviewForm
from bot.submissions.codes import as_told

blueprint = Blueprint("codes", __name__, url_prefix="/codes")

LONGEST = 50  # characters: nothing that is longer is a code
_UNKNOWN = "Det finns inget med den koden."
_TOO_MANY = "Det blev många fel koder på kort tid. Vänta en timme."

Found = TypeVar("Found")
Page = Tuple[str, int]


class CodeForm(ReviewForm):
    code = StringField(
        "Kod",
        description="Den står i kvittot, till exempel HG-7K3M-Q9XD-04TZ.",
        widget=GovTextInput(),
        render_kw={"params": {"classes": "govuk-input--width-20", "autocomplete": "off", "spellcheck": False}},
    )


class Refused(Exception):
    """Nothing is shown or done; the text says why."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.status = status


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    chosen = state.app.config["GUIDEN"]
    state.app.extensions["guiden_code_tries"] = Tries(chosen.codes_per_hour, chosen.redis_url)


@blueprint.get("")
@access.administrator
def index() -> str:
    return _index(CodeForm())


@blueprint.post("")
@access.administrator
def show() -> str:
    code, found = _about(held)
    audit.record("look_up", "code")
    return render_template("codes/held.html", code=code, held=found, names=_names())


def _names() -> Dict[str, str]:
    """What a published example's fields are called: their names aren't Swedish, as those of all else are."""
    fields = {field.name: field.label.text for field in ExampleForm(formdata=None)}
    return {**fields, "revision": "version", "changed_at": "ändrat", "changed_by": "ändrat av"}


@blueprint.post("/download")
@access.administrator
def download() -> Response:
    _, found = _about(held)
    audit.record("download", "code")
    response = Response(json.dumps(found, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="uppgifter.json"'
    return response


@blueprint.post("/confirm")
@access.administrator
def confirm() -> str:
    code, found = _about(held)
    return render_template("codes/confirm.html", code=code, held=found)


@blueprint.post("/erase")
@access.administrator
def erase_all() -> str:
    _, receipt = _about(lambda code: erase(code, audit.noted("erase", "code")))
    return render_template("codes/erased.html", receipt=receipt, is_overwritten=overwrite())


def _about(ask: Callable[[str], Found]) -> Tuple[str, Found]:
    """The posted code, and what is found by it.

    Raises:
        Refused: there is nothing, or too many codes were wrong already.
    """
    tries: Tries = current_app.extensions["guiden_code_tries"]
    name = signed_in_user().name
    if not tries.are_left(name):
        raise Refused(_TOO_MANY, 429)
    code = as_told((CodeForm().code.data or "")[:LONGEST])
    try:
        return code, ask(code)
    except UnknownCode:
        tries.count_wrong(name)
        raise Refused(_UNKNOWN, 404) from None


@blueprint.errorhandler(Refused)
def _refused(error: Refused) -> Page:
    form = CodeForm()
    form.code.errors = [str(error)]
    return _index(form), error.status


def _index(form: CodeForm) -> str:
    shown = paging.asked_for(receipts.total(), path=url_for(".index"))
    return render_template("codes/index.html", form=form, kept=receipts.kept(shown.first, shown.size), paging=shown)


@blueprint.context_processor
def _words() -> Dict[str, Any]:
    return {"moment": times.moment, "labels": receipts.LABELS, "reasons": receipts.REASONS}
