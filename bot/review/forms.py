"""What every form of the review pages shares: Swedish messages, and a summary of what must be put right."""

from __future__ import annotations

from typing import Any, Dict

from flask_wtf import FlaskForm
from govuk_frontend_wtf.main import wtforms_errors


class ReviewForm(FlaskForm):
    """A form whose fields' own messages are WTForms' Swedish ones. Fields have widgets of govuk-frontend-wtf."""

    class Meta(FlaskForm.Meta):
        locales = ("sv",)


def error_summary(form: ReviewForm) -> Dict[str, Any]:
    """The parameters of govukErrorSummary: each error links to its field."""
    return wtforms_errors(form, {"titleText": "Det finns fel"})
