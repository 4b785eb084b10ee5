"""How the form's questions and confirmations look."""

from __future__ import annotations

from typing import List, Mapping, Optional

from bot.replies.model import Choice, Reply
from bot.submissions import fields
from bot.submissions.fields import SKIPPED, Field, Values
from bot.submissions.parsing import Value

HELP = {
    "change": "Skriv namnet på det svar du vill ändra, till exempel ”titel”.",
    "decision": "Skicka lämnar exemplet till redaktionen, som läser det innan det syns. Ändra låter dig rätta ett "
    "svar. Avbryt slänger allt.",
}


def question(item: Field, old: Optional[Value]) -> Reply:
    """A field's question; one that is asked again to be changed tells what it stands at."""
    choices = [Choice(title, "inform", {"field": item.name, "value": value}) for title, value in item.choices]
    if item.optional:
        choices.append(Choice("Hoppa över", "inform", {"field": item.name, "do": "skip"}))
    if old is None:
        return Reply("form", item.question, choices=tuple(choices))
    choices.append(Choice("Behåll som det är", "inform", {"field": item.name, "do": "keep"}))
    return Reply("form", f"{item.question} Nu står det: {fields.shown(item, old)}", choices=tuple(choices))


def what_to_change(values: Values) -> Reply:
    answered = [item for item in fields.asked(values) if values.get(item.name) is not None]
    choices = [Choice(item.label.capitalize(), "inform", item.name) for item in answered]
    return Reply("form", "Vad vill du ändra?", choices=tuple(choices))


def changed(item: Field, value: Value) -> str:
    if value == SKIPPED:
        return f"Jag har tagit bort {item.label}."
    return f"Jag har ändrat {item.label} till {fields.shown(item, value)}."


def noted(told: Mapping[str, Value]) -> str:
    return "\n".join(["Det här har jag redan:", *described(told)])


def described(values: Values) -> List[str]:
    """A line for each answered field."""
    lines = []
    for item in fields.asked(values):
        value = values.get(item.name)
        if value is not None:
            lines.append(f"{item.label.capitalize()}: {fields.shown(item, value)}")
    return lines
