"""Fields of forms, from what an entry holds to what an editor types and back."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, Optional, Sequence

from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovCheckboxInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from bot.knowledge.entries import MAX_ANSWER_WORDS
from bot.review.content.rows import Options

_NEWLINES = re.compile(r"\r\n?")
_BOLD_LABEL = {"label": {"classes": "govuk-label--s"}}


def stripped(value: Any) -> Optional[str]:
    """A text or number as a text with plain line breaks and nothing around it; None when nothing is left."""
    return None if value is None else _NEWLINES.sub("\n", str(value)).strip() or None


def line(label: str, hint: str = "", width: str = "") -> Any:
    """One line; `width` is a class of GOV.UK Frontend's."""
    params = {**_BOLD_LABEL, "classes": width}
    return StringField(label, description=hint, filters=[stripped], widget=GovTextInput(), render_kw={"params": params})


def day(label: str, hint: str = "Skriv året först, till exempel 2026-11-28.") -> Any:
    return line(label, hint, "govuk-input--width-10")


def text(label: str, hint: str = "", rows: int = 4) -> Any:
    params = {**_BOLD_LABEL, "rows": rows}
    return TextAreaField(
        label, description=hint, filters=[stripped], widget=GovTextArea(), render_kw={"params": params}
    )


def answer_text(label: str, hint: str) -> Any:
    """As long as an answer may be, with a count of the words that are left."""
    params = {**_BOLD_LABEL, "rows": 8, "maxwords": MAX_ANSWER_WORDS}
    widget = GovCharacterCount()
    return TextAreaField(label, description=hint, filters=[stripped], widget=widget, render_kw={"params": params})


def one_of(label: str, hint: str, choices: Callable[[], Options]) -> Any:
    look = {"params": {"fieldset": legend(label)}}
    return RadioField(
        label, description=hint, choices=choices, widget=GovRadioInput(), render_kw=look, validate_choice=False
    )


def one_of_many(label: str, hint: str, choices: Callable[[], Options]) -> Any:
    def with_none() -> Options:
        return [("", "Inget valt"), *choices()]

    return SelectField(
        label, description=hint, choices=with_none, filters=[stripped], widget=GovSelect(),
        render_kw={"params": dict(_BOLD_LABEL)}, validate_choice=False,
    )  # fmt: skip


def several_of(label: str, hint: str, choices: Callable[[], Options]) -> Any:
    classes = {"classes": "govuk-checkboxes--small", "formGroup": {"classes": "review-columns"}}
    return _ChosenFirst(
        label, description=hint, choices=choices, widget=GovCheckboxesInput(), validate_choice=False,
        render_kw={"params": {"fieldset": legend(label), **classes}},
    )  # fmt: skip


class _ChosenFirst(SelectMultipleField):
    """What is chosen stands first, in its own order: so it is sent back in that order."""

    def iter_choices(self) -> Any:
        chosen = self.data or []
        last = len(chosen)
        return iter(sorted(super().iter_choices(), key=lambda each: chosen.index(each[0]) if each[2] else last))


class _Checkbox(GovCheckboxInput):
    """With the hint below the label, where it follows from what it is about."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> Dict[str, Any]:
        params = super().map_gov_params(field, **kwargs)
        params["items"][0]["hint"] = params.pop("hint")
        return params


def yes(label: str, hint: str) -> Any:
    return BooleanField(label, description=hint, widget=_Checkbox())


def legend(label: str) -> Dict[str, Any]:
    return {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}}


class LinesField(TextAreaField):
    """A list of texts, one in each line."""

    def __init__(self, label: str, hint: str = "", **kwargs: Any) -> None:
        params = {"params": {**_BOLD_LABEL, "rows": 4}}
        super().__init__(label, description=hint, widget=GovTextArea(), render_kw=params, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = [item.strip() for typed in valuelist for item in typed.splitlines() if item.strip()]

    def _value(self) -> str:
        return "\n".join(self.data)
