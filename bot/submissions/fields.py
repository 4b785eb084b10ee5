"""The form as a declaration: what is asked, in which order, and what counts as an answer."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Callable, List, Mapping, Optional, Sequence, Tuple

from bot.submissions.parsing import (
    Refused,
    Value,
    choice_of,
    parse_consent,
    parse_email,
    parse_link,
    parse_place,
    parse_sector,
    parse_year,
    text_of,
)
from bot.swedish import entities, register

Values = Mapping[str, Optional[Value]]
SKIPPED = ""
SLOT_PREFIX = "submission_"
# A longer message that happens to hold a value is about something more than that.
LONGEST_PLAIN_ANSWER = 6


@dataclass(frozen=True)
class Field:
    """`parse` returns the value to keep or raises Refused; `choices` are (title, value) pairs.

    `words` are what people call the field when they change it; `entity_kinds` say what else a first message may tell.
    """

    name: str
    label: str
    words: Tuple[str, ...]
    question: str
    help: str
    parse: Callable[[str], Value]
    choices: Tuple[Tuple[str, str], ...] = ()
    entity_kinds: Tuple[str, ...] = ()
    optional: bool = False
    needs_consent: bool = False
    free_text: bool = False

    @property
    def slot(self) -> str:
        return SLOT_PREFIX + self.name

    def recognises(self, text: str) -> bool:
        """Whether a short text surely answers the question; free text never tells."""
        plain = not text.rstrip().endswith("?") and len(text.split()) <= LONGEST_PLAIN_ANSWER
        if self.free_text or not plain:
            return False
        if self.entity_kinds and not self.choices:
            return any(entity.kind in self.entity_kinds for entity in entities.find(text))
        try:
            self.parse(text)
        except Refused:
            return False
        return True


def _labelled(kind: str) -> Tuple[Tuple[str, str], ...]:
    return tuple((label, value) for value, label in register.labels(kind).items())


@functools.lru_cache(maxsize=1)
def form() -> Tuple[Field, ...]:
    """The fields in the order in which they are asked."""
    return (*_what_was_done(), *_how_it_went(), *_who_tells())


def _what_was_done() -> List[Field]:
    return [
        Field(
            "title",
            "titel",
            ("titel", "rubrik"),
            "Vad vill du kalla exemplet?",
            "En kort rubrik som säger vad ni gjorde, till exempel ”Praktikplatser i städavtalet”.",
            text_of(5, 150),
            free_text=True,
        ),
        Field(
            "organisation",
            "organisation",
            ("organisation",),
            "Vilken organisation gjorde det?",
            "Kommunen, regionen, bolaget eller föreningen som stod för upphandlingen eller avtalet.",
            text_of(2, 150),
            free_text=True,
        ),
        Field(
            "place",
            "kommun eller region",
            ("kommun", "region", "ort"),
            "I vilken kommun eller region?",
            "Skriv namnet på en kommun eller en region, till exempel Lund eller Region Skåne.",
            parse_place,
            entity_kinds=("municipality", "region"),
        ),
        Field(
            "method",
            "arbetssätt",
            ("arbetssätt", "metod"),
            "Hur gick ni till väga?",
            "Välj det som stämmer bäst. Sociala krav är villkor i en vanlig upphandling. IOP är ett partnerskap "
            "med en idéburen organisation.",
            choice_of("method"),
            _labelled("method"),
            ("method",),
        ),
        Field(
            "contract_type",
            "typ av avtal",
            ("typ av avtal", "avtalstyp", "kontraktstyp"),
            "Vad gällde avtalet?",
            "En tjänst är arbete som utförs, en vara är något som levereras. Välj ”Ej tillämpligt” om det inte "
            "var ett köp.",
            choice_of("contract_type"),
            _labelled("contract_type"),
            ("contract_type",),
        ),
        Field(
            "sector",
            "bransch",
            ("bransch", "sektor"),
            "Vilken bransch eller verksamhet?",
            "Till exempel städ, bygg, park, livsmedel eller vård och omsorg.",
            parse_sector,
            entity_kinds=("sector",),
        ),
        Field(
            "year",
            "år",
            ("år", "året", "årtal", "startår"),
            "Vilket år började det?",
            "Skriv året med fyra siffror.",
            parse_year,
            entity_kinds=("year",),
        ),
    ]


def _how_it_went() -> List[Field]:
    return [
        Field(
            "target_groups",
            "målgrupp",
            ("målgrupp",),
            "Vilka skulle få arbete eller stöd?",
            "Till exempel långtidsarbetslösa, nyanlända, unga eller personer med funktionsnedsättning. Skriv inte "
            "om enskilda personer.",
            text_of(3, 300),
            entity_kinds=("target_group",),
            free_text=True,
        ),
        Field(
            "requirement",
            "vad som krävdes",
            ("vad som krävdes", "krav", "villkor"),
            "Vad krävde ni, eller vad kom ni överens om?",
            "Berätta med egna ord, till exempel hur många platser det gällde och vad leverantören skulle göra.",
            text_of(10, 900),
            free_text=True,
        ),
        Field(
            "result",
            "resultat",
            ("resultat", "utfall"),
            "Vad blev resultatet? (Valfritt)",
            "Till exempel hur många som fick arbete. Hoppa över frågan om det är för tidigt att säga.",
            text_of(3, 900),
            optional=True,
            free_text=True,
        ),
        Field(
            "link",
            "länk",
            ("länk", "webbsida", "webbadress", "hemsida"),
            "Finns det en webbsida om exemplet? (Valfritt)",
            "Klistra in adressen, så kan andra läsa mer.",
            parse_link,
            optional=True,
        ),
    ]


def _who_tells() -> List[Field]:
    return [
        Field(
            "consent",
            "kontaktuppgifter",
            ("kontaktuppgifter", "samtycke"),
            "Får vi spara ditt namn och din e-postadress, så att redaktionen kan fråga dig om exemplet?",
            "Uppgifterna visas aldrig öppet och används bara för frågor om ditt exempel. Du kan skicka in utan dem.",
            parse_consent,
            (("Ja, spara mina uppgifter", "ja"), ("Nej, skicka utan", "nej")),
        ),
        Field(
            "contact_name",
            "namn",
            ("namn", "kontaktperson"),
            "Vad heter du?",
            "Bara ditt namn. Vill du inte säga det kan du hoppa över frågan.",
            text_of(2, 100),
            optional=True,
            needs_consent=True,
            free_text=True,
        ),
        Field(
            "contact_email",
            "e-postadress",
            ("e-postadress", "e-post", "epost", "mejladress", "mejl", "mail"),
            "Vilken e-postadress når vi dig på?",
            "Till exempel namn@kommun.se. Vill du inte säga det kan du hoppa över frågan.",
            parse_email,
            optional=True,
            needs_consent=True,
        ),
    ]


def named(name: str) -> Optional[Field]:
    return next((item for item in form() if item.name == name), None)


def asked(values: Values) -> Sequence[Field]:
    """The fields that these values call for: contact details only after a yes."""
    return [item for item in form() if not item.needs_consent or values.get("consent") == "yes"]


def next_field(values: Values) -> Optional[Field]:
    """The first field without a value. None when all are answered."""
    return next((item for item in asked(values) if values.get(item.name) is None), None)


def field_before(item: Optional[Field], values: Values) -> Optional[Field]:
    """The answered field that comes last before `item`, or last of all when that is None."""
    fields = list(asked(values))
    earlier = fields[: fields.index(item)] if item else fields
    return next((field for field in reversed(earlier) if values.get(field.name) is not None), None)


def shown(field: Field, value: Value) -> str:
    """A value as the person reads it in the summary."""
    if value == SKIPPED:
        return "–"
    if field.name in {"method", "contract_type"}:
        return register.labels(field.name)[str(value)]
    if field.name == "consent":
        return "får sparas" if value == "yes" else "sparas inte"
    return str(value)
