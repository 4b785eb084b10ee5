"""The form as a declaration: what is asked, in which order, and what counts as an answer."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Callable, Dict, List, Optional, Tuple, Union

from bot.privacy.personal import has_identity_number
from bot.swedish import entities, register
from bot.swedish.text import fold

Value = Union[str, int]
SKIPPED = ""
SLOT_PREFIX = "submission_"
EARLIEST_YEAR = 1994  # the first Swedish procurement act


class Refused(Exception):
    """A value that can't be taken; the text tells the person why and what would do."""


@dataclass(frozen=True)
class Field:
    """`parse` returns the value to keep or raises Refused; `choices` are (title, value) pairs."""

    name: str
    label: str
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


def _text(minimum: int, maximum: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        value = " ".join(text.split())
        if has_identity_number(value):
            raise Refused("Det där ser ut som ett personnummer. Det sparar vi inte. Skriv svaret utan det.")
        if len(value) < minimum or not any(character.isalpha() for character in value):
            raise Refused("Skriv lite mer, så att andra förstår vad du menar.")
        if len(value) > maximum:
            raise Refused(f"Det blev för långt ({len(value)} tecken). Högst {maximum} tecken får plats.")
        return value

    return parse


def _choice(kind: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        labels = register.labels(kind)
        wanted = fold(text.strip(" .!"))
        for value, label in labels.items():
            if wanted in {fold(value), fold(label)}:
                return value
        found = [entity.value for entity in entities.find(text) if entity.kind == kind and not entity.negated]
        if len(set(found)) == 1:
            return found[0]
        raise Refused(f"Jag förstod inte vilket du menar. Välj ett av: {', '.join(labels.values())}.")

    return parse


def parse_place(text: str) -> str:
    """The short name of a municipality or the official name of a region."""
    found = {entity.value for entity in entities.find(text) if entity.kind in {"municipality", "region"}}
    by_name = {fold(name): name for name in (*register.municipalities(), *register.regions())}
    exact = by_name.get(fold(text.strip(" .!")))
    if exact:
        return exact
    if len(found) == 1:
        return found.pop()
    if found:
        raise Refused(f"Jag hittade flera platser: {', '.join(sorted(found))}. Skriv en av dem.")
    raise Refused("Jag känner inte igen platsen. Skriv namnet på en svensk kommun eller region, till exempel Lund.")


def parse_year(text: str) -> int:
    numbers = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    latest = dt.date.today().year + 1
    if len(numbers) == 1 and EARLIEST_YEAR <= int(numbers[0]) <= latest:
        return int(numbers[0])
    raise Refused(f"Skriv ett år med fyra siffror, mellan {EARLIEST_YEAR} och {latest}.")


def parse_sector(text: str) -> str:
    found = [entity.value for entity in entities.find(text) if entity.kind == "sector"]
    return found[0] if found else _text(2, 80)(text)


def parse_link(text: str) -> str:
    match = re.search(r"https?://[^\s<>\"']+\.[^\s<>\"']+|(?:www\.)[^\s<>\"']+\.[a-zåäö]{2,}[^\s<>\"']*", text, re.I)
    if match is None or len(match.group()) > 500:
        raise Refused("Skriv en webbadress som börjar med https://, eller hoppa över frågan.")
    address = match.group().rstrip(".,)")
    return address if address.lower().startswith("http") else f"https://{address}"


def parse_email(text: str) -> str:
    match = re.search(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", text)
    if match is None or len(match.group()) > 200:
        raise Refused("Det där ser inte ut som en e-postadress. Skriv den så här: namn@kommun.se.")
    return match.group()


def parse_consent(text: str) -> str:
    word = fold(text.strip(" .!")).split(" ")[0].strip(",")
    if word in {"ja", "yes", "japp", "jo", "ok", "okej", "absolut", "garna"}:
        return "yes"
    if word in {"nej", "no", "nä", "nej,", "inte", "helst"}:
        return "no"
    raise Refused("Svara ja eller nej. Vi sparar inga kontaktuppgifter om du inte säger ja.")


def _labelled(kind: str) -> Tuple[Tuple[str, str], ...]:
    return tuple((label, value) for value, label in register.labels(kind).items())


def form() -> List[Field]:
    """The fields in the order in which they are asked."""
    return [
        Field("title", "titel", "Vad vill du kalla exemplet?",
              "En kort rubrik som säger vad ni gjorde, till exempel ”Praktikplatser i städavtalet”.",
              _text(5, 150), free_text=True),
        Field("organisation", "organisation", "Vilken organisation gjorde det?",
              "Kommunen, regionen, bolaget eller föreningen som stod för upphandlingen eller avtalet.",
              _text(2, 150), free_text=True),
        Field("place", "kommun eller region", "I vilken kommun eller region?",
              "Skriv namnet på en kommun eller en region, till exempel Lund eller Region Skåne.",
              parse_place, entity_kinds=("municipality", "region")),
        Field("method", "arbetssätt", "Hur gick ni till väga?",
              "Välj det som stämmer bäst. Sociala krav är villkor i en vanlig upphandling. IOP är ett partnerskap "
              "med en idéburen organisation.",
              _choice("method"), _labelled("method"), ("method",)),
        Field("contract_type", "typ av avtal", "Vad gällde avtalet?",
              "En tjänst är arbete som utförs, en vara är något som levereras. Välj ”Ej tillämpligt” om det inte "
              "var ett köp.",
              _choice("contract_type"), _labelled("contract_type"), ("contract_type",)),
        Field("sector", "bransch", "Vilken bransch eller verksamhet?",
              "Till exempel städ, bygg, park, livsmedel eller vård och omsorg.",
              parse_sector, entity_kinds=("sector",)),
        Field("year", "år", "Vilket år började det?",
              "Skriv året med fyra siffror.",
              parse_year, entity_kinds=("year",)),
        Field("target_groups", "målgrupp", "Vilka skulle få arbete eller stöd?",
              "Till exempel långtidsarbetslösa, nyanlända, unga eller personer med funktionsnedsättning. Skriv inte "
              "om enskilda personer.",
              _text(3, 300), free_text=True),
        Field("requirement", "vad som krävdes", "Vad krävde ni, eller vad kom ni överens om?",
              "Berätta med egna ord, till exempel hur många platser det gällde och vad leverantören skulle göra.",
              _text(10, 900), free_text=True),
        Field("result", "resultat", "Vad blev resultatet? (Valfritt)",
              "Till exempel hur många som fick arbete. Hoppa över frågan om det är för tidigt att säga.",
              _text(3, 900), optional=True, free_text=True),
        Field("link", "länk", "Finns det en webbsida om exemplet? (Valfritt)",
              "Klistra in adressen, så kan andra läsa mer.",
              parse_link, optional=True),
        Field("consent", "kontaktuppgifter",
              "Får vi spara ditt namn och din e-postadress, så att redaktionen kan fråga dig om exemplet?",
              "Uppgifterna visas aldrig öppet och används bara för frågor om ditt exempel. Du kan skicka in utan dem.",
              parse_consent, (("Ja, spara mina uppgifter", "ja"), ("Nej, skicka utan", "nej"))),
        Field("contact_name", "namn", "Vad heter du?",
              "Bara ditt namn. Vill du inte säga det kan du hoppa över frågan.",
              _text(2, 100), optional=True, needs_consent=True, free_text=True),
        Field("contact_email", "e-postadress", "Vilken e-postadress når vi dig på?",
              "Till exempel namn@kommun.se. Vill du inte säga det kan du hoppa över frågan.",
              parse_email, optional=True, needs_consent=True),
    ]


def by_slot() -> Dict[str, Field]:
    return {field.slot: field for field in form()}


def next_field(values: Dict[str, Optional[Value]]) -> Optional[Field]:
    """The first field without a value; contact fields only after a yes. None when all are answered."""
    for item in form():
        if item.needs_consent and values.get("consent") != "yes":
            continue
        if values.get(item.name) is None:
            return item
    return None


def shown(field: Field, value: Value) -> str:
    """A value as the person reads it in the summary."""
    if value == SKIPPED:
        return "–"
    if field.name in {"method", "contract_type"}:
        return register.labels(field.name)[str(value)]
    if field.name == "consent":
        return "får sparas" if value == "yes" else "sparas inte"
    return str(value)
