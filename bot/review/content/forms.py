"""The forms of answers, guides and examples: what each field is called and what an editor needs to know of it."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple

from wtforms import HiddenField

from bot.knowledge.faults import by_field
from bot.knowledge.kinds import BY_NAME, Kind
from bot.review.content import options
from bot.review.content.fields import (
    LinesField,
    answer_text,
    day,
    line,
    one_of,
    one_of_many,
    several_of,
    text,
    yes,
)
from bot.review.content.rows import RowsField, StepsField
from bot.review.forms import ReviewForm

_ID = "Bara a–z, siffror, bindestreck och understreck. Det går inte att ändra sedan. Tomt fält ger ett id av rubriken."
_CHECKED = "Dagen då någon senast jämförde med källan, till exempel 2026-11-28."
_VALID_FROM = "Fyll bara i om det du skriver ska gälla från en dag som inte har kommit än, till exempel 2027-01-01."
_PHRASES = "Ord som folk söker med men som texten inte har. Visas aldrig. En fras på varje rad."


class ContentForm(ReviewForm):
    """`groups` are the names of the entry's fields under headings. `seen` is which version the editor saw."""

    kind: Kind
    groups: Tuple[Tuple[str, Tuple[str, ...]], ...]

    seen = HiddenField()

    def entry(self) -> Dict[str, Any]:
        """What the fields hold, as bot.knowledge takes it."""
        return {name: self[name].data for name in self.kind.fields if name in self}

    def check(self, identity: str) -> bool:
        """Whether all is right; what isn't is then told at its field."""
        self.validate()
        self.refuse(by_field(self.kind.entry, {**self.entry(), "id": identity}))
        return not self.errors

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Tell what is wrong at the fields; what is wrong with the whole, or with no field, at the first one."""
        for name, fault in errors.items():
            field = self[name if name in self else self.groups[0][1][0]]
            if not field.errors:
                field.errors = [_sentence(field.label.text, fault)]


def _sentence(label: str, fault: str) -> str:
    """The fault of a field, or of one of its rows: "Svar: har 95 ord, högst 90 får plats."."""
    row, colon, rest = fault.partition(": ")
    said = f"rad {row} {rest}" if colon and row.isdigit() else fault
    return f"{label}: {said}{'' if said.endswith('.') else '.'}"


class AnswerForm(ContentForm):
    kind = BY_NAME["answer"]
    groups = (
        ("Frågan", ("label", "id", "topic")),
        ("Svaret", ("text", "why", "more")),
        ("Vad svaret bygger på", ("sources", "certainty", "legal", "paragraphs", "checked")),
        ("Vart svaret leder", ("next_steps", "related")),
        ("När svaret gäller", ("valid_from",)),
    )

    label = line("Rubrik", "Så heter svaret i chattens val, till exempel under ”Menade du …?”. Skriv kort.")
    id = line("Id", _ID)
    topic = one_of_many("Ämne", "", options.topic_options)
    text = answer_text(
        "Svar",
        "Högst 90 ord, så att det får plats i en pratbubbla, och inga blankrader. Skriv [1] där svaret bygger på den "
        "första källan i listan nedan, [2] för den andra och så vidare.",
    )
    why = answer_text("Varför det är så", "Visas när någon frågar ”varför?”. Högst 90 ord. Får vara tomt.")
    more = answer_text("Mer om det", "Visas när någon vill veta mer. Högst 90 ord. Får vara tomt.")
    sources = RowsField(
        "Källor", "Minst en. Siffrorna i texten gäller ordningen här.", "Källa", options.source_groups, in_order=True
    )
    certainty = one_of("Hur säkert svaret är", "Bara för redaktionen.", options.certainty_options)
    legal = yes(
        "Svaret handlar om lag",
        "Då får det lagrum, dagen då det kontrollerades och ”allmän vägledning, inte juridisk rådgivning”.",
    )
    paragraphs = LinesField("Lagrum", "Ett på varje rad, till exempel LOU 17 kap. 2 §.")
    checked = day("Kontrollerat", _CHECKED)
    next_steps = StepsField("Nästa steg", "Högst tre val under svaret.", "Steg", options.step_groups, most=3)
    related = RowsField("Besläktade svar", "Svar om samma sak. Visas inte.", "Svar", options.answer_groups)
    valid_from = day("Gäller från", _VALID_FROM)


class GuideForm(ContentForm):
    kind = BY_NAME["guide"]
    groups = (
        ("Guiden", ("title", "id", "publisher", "year", "year_note", "url", "checked")),
        ("Vad den handlar om", ("summary", "audience", "topics", "search_phrases")),
        ("När uppgifterna gäller", ("valid_from",)),
    )

    title = line("Titel")
    id = line("Id", _ID)
    publisher = line("Utgivare")
    year = line("År", "Som guiden själv anger det. Får vara tomt.", "govuk-input--width-4")
    year_note = line("Om året", "Visas när det inte går att ange ett år, till exempel ”uppdateras löpande”.")
    url = line("Webbadress", "Börjar med https:// eller http://.")
    checked = day("Kontrollerad", _CHECKED + " Får vara tomt.")
    summary = text("Sammanfattning", "En eller två meningar. Visas i chatten.")
    audience = line("Målgrupp", "Till exempel inköpare eller politiker.")
    topics = LinesField("Ämnen", "Ett på varje rad.")
    search_phrases = LinesField("Sökfraser", _PHRASES)
    valid_from = day("Gäller från", _VALID_FROM)


class ExampleForm(ContentForm):
    kind = BY_NAME["example"]
    groups = (
        ("Exemplet", ("title", "id", "requirement", "result")),
        ("Vem och när", ("organisation", "organisation_type", "municipality", "region", "partners", "year")),
        ("Hur", ("method", "contract_type", "sector", "sectors", "requirement_types")),
        ("För vem", ("target_groups", "target_group_types")),
        ("Källan", ("source_title", "source_url", "source_date", "checked")),
        ("Sökning", ("search_phrases",)),
    )

    title = line("Rubrik")
    id = line("Id", _ID)
    requirement = text("Vad som krävdes", rows=5)
    result = text("Resultat", "Får vara tomt.")
    organisation = line("Organisation", "Till exempel Lunds kommun.")
    organisation_type = line("Slag av organisation", "Till exempel kommunalt bolag. Får vara tomt.")
    municipality = one_of_many("Kommun", "", lambda: options.labelled("municipality"))
    region = one_of_many("Region", "", lambda: options.labelled("region"))
    partners = LinesField("Andra som var med", "En på varje rad.")
    year = line("År", "Får vara tomt.", "govuk-input--width-4")
    method = one_of_many("Arbetssätt", "", lambda: options.labelled("method"))
    contract_type = one_of_many("Avtalstyp", "", lambda: options.labelled("contract_type"))
    sector = line("Bransch", "Som exemplet självt säger.")
    sectors = several_of("Branscher att filtrera på", "Ingen eller flera.", lambda: options.labelled("sector"))
    requirement_types = several_of(
        "Krav att filtrera på", "Inget eller flera.", lambda: options.labelled("requirement_type")
    )
    target_groups = LinesField("Målgrupper", "Som exemplet självt säger, en på varje rad.")
    target_group_types = several_of(
        "Målgrupper att filtrera på", "Ingen eller flera.", lambda: options.labelled("target_group")
    )
    source_title = line("Källans titel")
    source_url = line("Källans webbadress", "Börjar med https:// eller http://.")
    source_date = day("Källans dag", "Som källan anger den, till exempel 2024-05-23. Får vara tomt.")
    checked = day("Kontrollerat", _CHECKED + " Får vara tomt.")
    search_phrases = LinesField("Sökfraser", _PHRASES)


FORMS: Dict[str, Any] = {form.kind.name: form for form in (AnswerForm, GuideForm, ExampleForm)}


def labels(kind: Kind) -> Mapping[str, str]:
    """What each field of a kind is called, in the form's order."""
    form = FORMS[kind.name]
    names: List[str] = [name for _, group in form.groups for name in group]
    return {name: getattr(form, name).args[0] for name in names}
