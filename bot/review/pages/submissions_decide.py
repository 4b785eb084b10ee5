"""Decline a submission with a reason that its submitter is told, and take it up again."""

from __future__ import annotations

from typing import Sequence, Union

from flask import Blueprint, render_template
from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount, GovRadioInput
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from bot.review import access
from bot.review.access import signed_in_user
from bot.review.content.fields import stripped
from bot.review.submitted.forms import (
    Change,
    Page,
    SubmissionForm,
    changed_meanwhile,
    done,
    found,
    noted,
    reached_by_mail,
    require,
    retry,
)
from bot.submissions import editing
from bot.submissions.editing import LONGEST_MESSAGE
from bot.submissions.queue import Submission

blueprint = Blueprint("decide", __name__)

OWN_WORDS = "own"
BETWEEN = "\n\n"  # a reason and the editor's own words
# Reasons as the submitter reads them, by what the form calls them.
REASONS = {
    "subject": "Exemplet handlar inte om jobb, praktik eller goda villkor i offentliga inköp och samarbeten. "
    "Det är bara sådana exempel som vi samlar.",
    "known": "Exemplet finns redan hos oss.",
    "thin": "Vi behöver veta mer om vad som krävdes och hur det gick. Skicka gärna in exemplet igen när du kan "
    "berätta mer.",
    "unsure": "Vi har inte kunnat kontrollera uppgifterna.",
    "person": "Det går att förstå vilken person exemplet handlar om. Skicka gärna in det igen utan sådana uppgifter.",
}

# Characters that the editor's own words may have beside any reason.
_MOST_WORDS = LONGEST_MESSAGE - max(map(len, REASONS.values())) - len(BETWEEN)


class DeclineForm(SubmissionForm):
    why = RadioField(
        "Varför publiceras inte exemplet?",
        widget=GovRadioInput(),
        choices=[*REASONS.items(), (OWN_WORDS, "Något annat, som jag skriver här nedanför")],
        validate_choice=False,
    )
    reason = TextAreaField("Egna ord", widget=GovCharacterCount(), filters=[stripped])

    def letter(self) -> str:
        """The reason as the submitter is told it; empty when there is none."""
        return BETWEEN.join(filter(None, [REASONS.get(self.why.data or ""), self.reason.data]))

    def is_complete(self) -> bool:
        if self.why.data not in {*REASONS, OWN_WORDS}:
            self.refuse({"why": "Välj ett skäl."})
        elif not self.letter():
            self.refuse({"reason": "Skriv varför exemplet inte publiceras."})
        return not self.errors


@blueprint.route("/<int(max=2147483647):identity>/decline", methods=["GET", "POST"])
@access.editor
def decline(identity: int) -> Union[Page, Response]:
    current = found(identity)
    shown = DeclineForm()
    if not shown.is_submitted():
        require(current, "pending")
        shown.look_at(current)
        return _page(shown, current), 200
    if not shown.is_complete():
        return _page(shown, current), 400
    try:
        note = noted("decline", identity)
        editing.decline(identity, shown.letter(), shown.seen_revision(), signed_in_user().name, note)
    except editing.InvalidValues as error:
        shown.refuse(error.errors)
        return _page(shown, current), 400
    except editing.ChangedMeanwhile as error:
        return retry(shown, error.current, "pending", [("Skäl", shown.letter())], _page)
    how = "med e-post" if reached_by_mail(current) else "i chatten när koden används där"
    return done(identity, f"Exemplet är avböjt. Den som skickade in det får veta skälet {how}.")


def _page(shown: DeclineForm, current: Submission, changes: Sequence[Change] = (), what: str = "") -> str:
    return render_template(
        "submissions/decline.html",
        form=shown,
        submission=current,
        by_mail=reached_by_mail(current),
        longest=_MOST_WORDS,
        changes=changes,
        happened=what,
    )


@blueprint.post("/<int(max=2147483647):identity>/reopen")
@access.editor
def reopen(identity: int) -> Response:
    shown = SubmissionForm()
    try:
        editing.reopen(identity, shown.seen_revision(), signed_in_user().name, noted("reopen", identity))
    except editing.ChangedMeanwhile as error:
        return changed_meanwhile(shown, error.current)
    return done(identity, "Exemplet väntar på granskning igen.")
