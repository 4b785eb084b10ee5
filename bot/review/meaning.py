"""The form in which an editor says what a question means: an answer, or one of the assistant's tasks."""

from __future__ import annotations

from typing import Any, Collection, List, Mapping, Tuple

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect
from wtforms import RadioField, SelectField, ValidationError

from bot.replies.labels import INTENT_LABELS
from bot.review.content.fields import legend, line, text
from bot.review.forms import ReviewForm

TASK = "task"


class MeaningForm(ReviewForm):
    """`words` are searched for among the answers; those found are what `meaning` offers, as "faq/<id>"."""

    text = text(
        "Meningen", "Ändra den gärna. Ta bort namn och annat som pekar ut någon: meningen sparas tills du tar bort den."
    )
    words = line("Sök bland svaren", "Skriv ord ur frågan eller svarets rubrik.")
    meaning = RadioField(
        "Vad betyder meningen?",
        description="Välj det svar som passar, eller att det är något av det andra som assistenten kan göra.",
        widget=GovRadioInput(),
        render_kw={"params": {"fieldset": legend("Vad betyder meningen?")}},
        validate_choice=False,
    )
    task = SelectField(
        "Uppgiften, om det är en sådan",
        choices=lambda: [("", "Välj en uppgift"), *INTENT_LABELS.items()],
        widget=GovSelect(),
        validate_choice=False,
    )

    def offer(self, found: List[Tuple[str, str]], labels: Mapping[str, str]) -> None:
        """Show these answers, and what was chosen before, as what can be chosen."""
        before = (self.meaning.data or "").removeprefix("faq/")
        kept = [(f"faq/{before}", labels[before])] if before in labels else []
        self.meaning.choices = [*dict([*kept, *found]).items(), (TASK, "En av assistentens uppgifter")]

    @property
    def chosen(self) -> str:
        """`faq/<id>` or a task intent."""
        return self.task.data if self.meaning.data == TASK else self.meaning.data

    def check(self, answers: Collection[str]) -> bool:
        """Whether all is filled in, with an answer that is among these ids or with a task."""
        self._answers = answers
        return self.validate()

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Show why the sentence can't be kept: what is wrong with it, or with what it was said to mean."""
        for name, fault in errors.items():
            self["text" if name == "text" else "meaning"].errors = [fault]

    def validate_meaning(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Välj vad meningen betyder.")
        if field.data != TASK and field.data.removeprefix("faq/") not in self._answers:
            raise ValidationError("Svaret finns inte längre. Välj ett annat.")

    def validate_task(self, field: Any) -> None:
        if self.meaning.data == TASK and field.data not in INTENT_LABELS:
            raise ValidationError("Välj en uppgift.")
