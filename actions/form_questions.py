"""How the form's questions and confirmations look."""

from __future__ import annotations

from typing import Collection, List, Optional

from bot.replies.model import Choice, Reply
from bot.submissions import fields
from bot.submissions.fields import SKIPPED, Field, Values
from bot.submissions.parsing import Value

HELP = {
    "change": "Skriv namnet på det svar du vill ändra, till exempel ”titel”. Skriv ”behåll” om inget ska ändras.",
    "decision": "Skicka lämnar exemplet till redaktionen, som läser det innan det syns. Ändra låter dig rätta ett "
    "svar. Avbryt slänger allt.",
}
NO_DRAFT = (
    "Jag hittar inget påbörjat exempel med den koden. Kontrollera att den är rätt skriven. Ett exempel som är "
    "inskickat går inte att fortsätta på, men du kan fråga hur det går med det."
)


def going_on(values: Values) -> Reply:
    return Reply("form", "\n".join(["Välkommen tillbaka! Det här har du berättat:", *described(values)]))


def going_on_here(values: Values) -> Reply:
    """As `going_on`, when nobody asked for that very example."""
    said = "\n".join(
        ["Du har ett exempel på gång, så vi fortsätter med det. Det här har du berättat:", *described(values)]
    )
    return Reply("form", said, choices=(Choice("Berätta om ett annat i stället", "submit_example", "new"),))


def left(code: str) -> str:
    return f"Exemplet du började på finns kvar. Fortsätt med det när du vill: skriv ”fortsätt med {code}”."


def question(item: Field, old: Optional[Value]) -> Reply:
    """A field's question; one that is asked again to be changed tells what it stands at."""
    choices = [Choice(title, "inform", {"field": item.name, "value": value}) for title, value in item.choices]
    if item.optional and old != SKIPPED:
        title = "Hoppa över" if old is None else "Ta bort svaret"
        choices.append(Choice(title, "inform", {"field": item.name, "do": "skip"}))
    if old is None:
        return Reply("form", item.question, choices=tuple(choices))
    choices.append(Choice("Behåll som det är", "inform", {"field": item.name, "do": "keep"}))
    return Reply("form", f"{item.question} Nu står det: {fields.shown(item, old)}", choices=tuple(choices))


def what_to_change(values: Values) -> Reply:
    answered = [item for item in fields.asked(values) if values.get(item.name) is not None]
    choices = [Choice(item.label.capitalize(), "inform", item.name) for item in answered]
    return Reply("form", "Vad vill du ändra?", choices=tuple(choices))


def changed(names: Collection[str], values: Values) -> str:
    return "\n".join(["Nu är det ändrat.", *described(values, names)])


def noted(names: Collection[str], values: Values) -> str:
    return "\n".join(["Jag noterade det här:", *described(values, names)])


def so_far(values: Values) -> str:
    left = sum(1 for item in fields.asked(values) if values.get(item.name) is None)
    told = described(values)
    questions = "En fråga är kvar." if left == 1 else f"{left or 'Inga'} frågor är kvar."
    return "\n".join(["Det här har du berättat:", *told, questions] if told else [questions])


def described(values: Values, names: Optional[Collection[str]] = None) -> List[str]:
    """A line for each answered field, or for those of these names."""
    wanted = [item for item in fields.asked(values) if names is None or item.name in names]
    answered = [(item, values.get(item.name)) for item in wanted]
    return [f"{item.label.capitalize()}: {fields.shown(item, value)}" for item, value in answered if value is not None]
