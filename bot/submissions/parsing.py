"""What counts as an answer to each kind of question, and what is said when it doesn't."""

from __future__ import annotations

import datetime as dt
import re
from typing import Callable, Union

from bot.privacy.personal import has_identity_number, mask
from bot.swedish import entities, register
from bot.swedish.text import fold, words

Value = Union[str, int]
EARLIEST_YEAR = 1994  # the first Swedish procurement act
LONGEST_LINK = 500
LONGEST_EMAIL = 200

_YEARS_AGO = {"i år": 0, "förra året": 1, "i fjol": 1, "ifjol": 1, "i förfjol": 2}
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'.]+(?:\.[^\s<>\"'.]+)*\.[a-zåäö]{2,}[^\s<>\"']*", re.I)
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9åäö-]+\.)+[a-z]{2,}(?:/[^\s<>\"']*)?", re.I)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_YES = {"ja", "jadå", "japp", "jo", "jodå", "yes", "ok", "okej", "absolut", "gärna", "visst", "javisst", "självklart"}
_NO = {"nej", "nejdå", "nepp", "nix", "nä", "näe", "no"}


class Refused(Exception):
    """A value that can't be taken; the text tells the person why and what would do, without repeating the value."""


def text_of(minimum: int, maximum: int) -> Callable[[str], str]:
    """A parser of free text between `minimum` and `maximum` characters without personal data."""

    def parse(text: str) -> str:
        value = _without_identity_number(" ".join(text.split()))
        if mask(value) != value:
            raise Refused("Skriv inte e-postadresser eller telefonnummer här. Längre fram frågar jag om vi får ha dem.")
        if len(value) < minimum or not any(character.isalpha() for character in value):
            raise Refused("Skriv lite mer, så att andra förstår vad du menar.")
        if len(value) > maximum:
            raise Refused(f"Det blev för långt ({len(value)} tecken). Högst {maximum} tecken får plats.")
        return value

    return parse


def _without_identity_number(text: str) -> str:
    if has_identity_number(text):
        raise Refused("Det där ser ut som ett personnummer. Det sparar vi inte. Skriv svaret utan det.")
    return text


def choice_of(kind: str) -> Callable[[str], str]:
    """A parser of one value of the vocabulary, by value, label or any word for it."""

    def parse(text: str) -> str:
        labels = register.labels(kind)
        wanted = fold(text.strip(" .!"))
        for value, label in labels.items():
            if wanted in {fold(value), fold(label)}:
                return value
        found = {entity.value for entity in entities.find(text) if entity.kind == kind and not entity.negated}
        if len(found) == 1:
            return found.pop()
        raise Refused(f"Jag förstod inte vilket du menar. Välj ett av: {', '.join(labels.values())}.")

    return parse


def parse_place(text: str) -> str:
    """The short name of a municipality or the official name of a region; "Lund i Skåne" is Lund."""
    by_name = {fold(name): name for name in (*register.municipalities(), *register.regions())}
    exact = by_name.get(fold(text.strip(" .!")))
    if exact:
        return exact
    found = entities.find(text)
    for kind in ("municipality", "region"):
        names = sorted({entity.value for entity in found if entity.kind == kind})
        if len(names) == 1:
            return names[0]
        if names:
            raise Refused(f"Jag hittade flera platser: {', '.join(names)}. Skriv en av dem.")
    raise Refused("Jag känner inte igen platsen. Skriv namnet på en svensk kommun eller region, till exempel Lund.")


def parse_year(text: str) -> int:
    """The year in which it began: the first of a range."""
    today = dt.date.today()
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
    if not numbers:
        numbers = [today.year - ago for said, ago in _YEARS_AGO.items() if re.search(rf"\b{said}\b", text.lower())]
    if not numbers or numbers != sorted(numbers) or numbers[0] < EARLIEST_YEAR or numbers[-1] > today.year + 1:
        raise Refused(f"Skriv ett år med fyra siffror, mellan {EARLIEST_YEAR} och {today.year + 1}.")
    return numbers[0]


def parse_sector(text: str) -> str:
    """The vocabulary's word for a line of business, or the person's own."""
    found = [entity.value for entity in entities.find(text) if entity.kind == "sector"]
    return found[0] if found else text_of(2, 80)(text)


def parse_link(text: str) -> str:
    match = _ADDRESS.search(text) or _BARE_ADDRESS.fullmatch(text.strip())
    if match is None or len(match.group()) > LONGEST_LINK:
        raise Refused("Skriv en webbadress som börjar med https://, eller hoppa över frågan.")
    address = _without_identity_number(match.group().rstrip(".,)"))
    return address if address.lower().startswith("http") else f"https://{address}"


def parse_email(text: str) -> str:
    match = _EMAIL.search(text)
    if match is None or len(match.group()) > LONGEST_EMAIL:
        raise Refused("Det där ser inte ut som en e-postadress. Skriv den så här: namn@kommun.se.")
    return _without_identity_number(match.group())


def parse_consent(text: str) -> str:
    """ "yes" or "no"; a yes with reservations is no answer."""
    said = words(text)
    yes, no = bool(said and said[0] in _YES), bool(said and (said[0] in _NO or "inte" in said))
    if yes == no:
        raise Refused("Svara ja eller nej. Vi sparar inga kontaktuppgifter om du inte säger ja.")
    return "yes" if yes else "no"
