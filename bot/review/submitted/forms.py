"""What the forms about a submission share: they know which version the editor saw, and tell what happened since."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Sequence, Tuple

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField
from wtforms.widgets import HiddenInput

from bot.database import Also
from bot.review import audit
from bot.review.access import settings_in_use
from bot.review.forms import ReviewForm
from bot.review.submitted.fields import STATUSES, in_words, label
from bot.submissions.editing import NoSuchSubmission, WrongStatus
from bot.submissions.queue import FIELDS, Submission, submission

Page = Tuple[str, int]
SUBMITTER = "Den som skickade in exemplet"


class Change(NamedTuple):
    """What one field said when the editor opened the form, and what it says now."""

    label: str
    before: str
    now: str


class SubmissionForm(ReviewForm):
    """`seen` is what the submission said when the editor opened the form, of that `revision`."""

    revision = IntegerField(widget=HiddenInput())
    seen = HiddenField()

    def look_at(self, current: Submission) -> None:
        """From now on the form is about what the submission says now."""
        self.revision.data = current.revision
        self.revision.raw_data = None  # else what was sent in would be shown again
        self.seen.data = json.dumps(_seen(current))

    def seen_before(self) -> Dict[str, Any]:
        try:
            before = json.loads(self.seen.data or "")
        except ValueError:
            abort(400)
        if not isinstance(before, dict):
            abort(400)
        return before

    def seen_revision(self) -> int:
        if self.revision.data is None:
            abort(400)
        return self.revision.data

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Tell what is wrong at the fields."""
        for name, text in errors.items():
            self[name].errors = [text]


def found(identity: int) -> Submission:
    """
    Raises:
        NoSuchSubmission
    """
    current = submission(identity)
    if current is None:
        raise NoSuchSubmission(identity)
    return current


def require(current: Submission, status: str) -> None:
    """Before a form is shown whose purpose needs that status.

    Raises:
        WrongStatus
    """
    if current.status != status:
        raise WrongStatus(current.status)


def noted(action: str, identity: int) -> Also:
    """See bot.review.audit.noted."""
    return audit.noted(action, f"submission/{identity}")


def done(identity: int, message: str) -> Response:
    """Go back to the submission."""
    flash(message, "success")
    return redirect(url_for("submissions.show", identity=identity))


def changes(before: Mapping[str, Any], now: Submission) -> List[Change]:
    """What is different from what the editor saw, in words."""
    after = _seen(now)
    changed = [name for name in ("status", *FIELDS) if before.get(name) != after[name]]
    found = [Change(_label(name), _in_words(name, before.get(name)), _in_words(name, after[name])) for name in changed]
    said = new_message(before, now)
    return [*found, Change("Frågor och svar", "", said)] if said else found


def new_message(before: Mapping[str, Any], now: Submission) -> str:
    """What was asked or answered last, if the editor has not seen it."""
    if not now.messages or before.get("messages") == len(now.messages):
        return ""
    newest = now.messages[-1]
    return f"{newest.by or SUBMITTER} skrev: {newest.text}"


def happened(before: Mapping[str, Any], now: Submission) -> str:
    """What the last change was. Neither a submitter's answer nor what retention takes away has an editor's name."""
    if now.changed_by:
        return f"{now.changed_by} ändrade exemplet"
    has_replied = new_message(before, now) and not now.messages[-1].by
    return f"{SUBMITTER} har svarat" if has_replied else "Någon ändrade exemplet"


def retry(
    form: SubmissionForm, current: Submission, status: str, written: Sequence[Tuple[str, str]], page: Callable[..., str]
) -> Page:
    """What to show when somebody else changed the submission first: the same page with what the editor wrote, and
    what is new. `page` takes form, submission, the changes and what happened.
    """
    before = form.seen_before()
    if current.status != status:
        return too_late(current, before, written)
    form.look_at(current)
    return page(form, current, changes(before, current), happened(before, current)), 409


def too_late(current: Submission, before: Mapping[str, Any], written: Sequence[Tuple[str, str]]) -> Page:
    """A page for when somebody else has decided meanwhile, with all that the editor wrote."""
    page = render_template(
        "submissions/too_late.html",
        submission=current,
        changes=changes(before, current),
        written=[(title, text) for title, text in written if text],
    )
    return page, 409


def changed_meanwhile(form: SubmissionForm, current: Submission) -> Response:
    """Where to go when there was nothing to lose: to what the submission says now."""
    flash(f"{happened(form.seen_before(), current)} under tiden. Läs igenom det och försök igen.", "problem")
    return redirect(url_for("submissions.show", identity=current.id))


def reached_by_mail(current: Submission) -> bool:
    """Whether what is written to the submitter goes out as e-mail too."""
    return bool(current.contact_email and settings_in_use().smtp_url)


def _seen(current: Submission) -> Dict[str, Any]:
    return {"status": current.status, **current.fields, "messages": len(current.messages)}


def _label(name: str) -> str:
    return "Status" if name == "status" else label(name)


def _in_words(name: str, value: Any) -> str:
    return STATUSES.get(str(value), "") if name == "status" else in_words(name, value)
