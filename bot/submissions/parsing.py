"""What counts as an answer to each kind of question, and what is said when it doesn't."""

from __future__ import annotations

import datetime as dt
import re
from difflib import SequenceMatcher
from typing import Callable, List, Set, Union

from bot.privacy.personal import has_health_detail, has_identity_number, mask
from bot.swedish import entities, register
from bot.swedish.analyzer import is_word
from bot.swedish.text import fold, words

Value = Union[str, int]
EARLIEST_YEAR = 1994  # the first Swedish procurement act
LONGEST_LINK = 500
LONGEST_EMAIL = 200
SHORTEST_MISSPELT = 5
ALIKE = 0.8  # of 1: "tjenst" is 0.83 like "tjänst"

_YEARS_AGO = {"i år": 0, "förra året": 1, "i fjol": 1, "ifjol": 1, "i förfjol": 2}
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'.]+(?:\.[^\s<>\"'.]+)*\.[a-zåäö]{2,}[^\s<>\"']*", re.I)
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9åäö-]+\.)+[a-z]{2,}(?:/[^\s<>\"']*)?", re.I)
# Characters without a look of their own. They turn the order of letters or hide in words, so that a text looks like
# another.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_AROUND_SECTOR = set("det är var handlade handlar om gällde gäller inom mest bara en ett tack ja nog branschen".split())
_YES = set("ja jadå japp jo jodå yes ok okej absolut gärna visst javisst självklart".split())
_NO = {"nej", "nejdå", "nepp", "nix", "nä", "näe", "no"}


class Refused(Exception):
    """A value that can't be taken; the text tells the person why and what would do, without repeating the value."""


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return _UNSEEN.sub("", text)


def text_of(minimum: int, maximum: int, lead_in: str = "") -> Callable[[str], str]:
    """A parser of free text between `minimum` and `maximum` characters without personal data.

    `lead_in` is a pattern of words that only lead to the answer, such as "jag heter".
    """
    leading = re.compile(rf"\A\W*(?:{lead_in})\b\W*", re.I) if lead_in else re.compile("")

    def parse(text: str) -> str:
        value = without_sensitive(" ".join(leading.sub("", visible(text), count=1).split()))
        if mask(value) != value:
            raise Refused("Skriv inte e-postadresser eller telefonnummer här. Din e-postadress frågar jag om för sig.")
        if len(value) < minimum or not any(character.isalpha() for character in value):
            raise Refused("Skriv lite mer, så att andra förstår vad du menar.")
        if len(value) > maximum:
            raise Refused(f"Det blev för långt ({len(value)} tecken). Högst {maximum} tecken får plats.")
        return value

    return parse


def without_sensitive(text: str) -> str:
    """The text, unless it has an identity number or a single person's health in it, or had before it was masked."""
    if "[personnummer]" in text:
        raise Refused("Skriv svaret utan personnummer.")
    if has_identity_number(text):
        raise Refused("Det där ser ut som ett personnummer. Skriv svaret utan det.")
    if has_health_detail(text) or "[hälsouppgift]" in text:
        raise Refused(
            "Skriv inte om en enskild persons hälsa. Berätta om gruppen i stället, till exempel ”deltagarna”."
        )
    return text


def choice_of(kind: str) -> Callable[[str], str]:
    """A parser of one value of the vocabulary, by value, label or any word for it."""

    def parse(text: str) -> str:
        labels = register.labels(kind)
        if text in labels:
            return text
        wanted = fold(" ".join(words(text)))
        for value, label in labels.items():
            if wanted == fold(label):
                return value
        found = {entity.value for entity in entities.find(text) if entity.kind == kind and not entity.negated}
        found = found or _misspelt(kind, wanted.split())
        if len(found) == 1:
            return found.pop()
        raise Refused(f"Jag förstod inte vilket du menar. Välj ett av: {', '.join(labels.values())}.")

    return parse


def _misspelt(kind: str, said: List[str]) -> Set[str]:
    """What a whole answer may mean when some of its words are misspelt: "resverad uphandling"."""
    return {
        term.value
        for term in register.vocabulary()
        if term.kind == kind
        for word in (term.label, *term.words)
        if _are_alike(fold(word).split(), said)
    }


def _are_alike(known: List[str], said: List[str]) -> bool:
    return len(known) == len(said) and all(map(_is_alike, known, said))


def _is_alike(known: str, said: str) -> bool:
    if known == said or len(said) < SHORTEST_MISSPELT or is_word(said):
        return known == said
    return SequenceMatcher(None, known, said).ratio() >= ALIKE


def parse_place(text: str) -> str:
    """The short name of a municipality or the official name of a region; "Lund i Skåne" is Lund."""
    by_name = {fold(name): name for name in (*register.municipalities(), *register.regions())}
    exact = by_name.get(fold(text.strip(" .!")))
    if exact:
        return exact
    found = [entity for entity in entities.find(text) if not entity.negated]
    for kind in ("municipality", "region"):
        names = sorted({entity.value for entity in found if entity.kind == kind})
        if len(names) == 1:
            return names[0]
        if names:
            raise Refused(f"Jag hittade flera platser: {', '.join(names)}. Skriv en av dem.")
    raise Refused("Jag känner inte igen platsen. Skriv namnet på en svensk kommun eller region.")


def parse_year(text: str) -> int:
    """The year in which it began: the first of a range."""
    today = dt.date.today()
    for entity in reversed([each for each in entities.find(text) if each.negated]):
        text = text[: entity.start] + text[entity.end :]  # "2022, inte 2021"
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
    if not numbers:
        numbers = [today.year - ago for said, ago in _YEARS_AGO.items() if re.search(rf"\b{said}\b", text.lower())]
    if not numbers or numbers != sorted(numbers) or numbers[0] < EARLIEST_YEAR or numbers[-1] > today.year + 1:
        raise Refused(f"Skriv ett år med fyra siffror, mellan {EARLIEST_YEAR} och {today.year + 1}.")
    return numbers[0]


def parse_sector(text: str) -> str:
    """The vocabulary's word when a line of business is all that is said, or else the person's own words."""
    wanted = fold(" ".join(words(text)))
    hasty = {term.value for term in register.vocabulary() if term.kind == "sector" and wanted in map(fold, term.words)}
    found = [entity for entity in entities.find(text) if entity.kind == "sector"]
    rest = text
    for entity in reversed(found):
        rest = rest[: entity.start] + rest[entity.end :]
    only = {entity.value for entity in found} if set(words(rest)) <= _AROUND_SECTOR else set()
    known = hasty or only
    return known.pop() if len(known) == 1 else text_of(2, 80)(text)


def parse_link(text: str) -> str:
    match = _ADDRESS.search(text) or _BARE_ADDRESS.fullmatch(text.strip())
    if match is None or len(match.group()) > LONGEST_LINK:
        raise Refused("Skriv en webbadress som börjar med https://, eller hoppa över frågan.")
    address = without_sensitive(match.group().rstrip(".,)"))
    return address if address.lower().startswith("http") else f"https://{address}"


def parse_email(text: str) -> str:
    match = EMAIL.search(text)
    if match is None or len(match.group()) > LONGEST_EMAIL:
        raise Refused("Det där ser inte ut som en e-postadress. Skriv den så här: namn@kommun.se.")
    return without_sensitive(match.group())


def says_yes(text: str) -> bool:
    return bool(set(words(text)[:1]) & _YES)


def parse_consent(text: str) -> str:
    """ "yes" or "no"; a yes with reservations is no answer."""
    said = words(text)
    yes, no = says_yes(text), bool(said and (said[0] in _NO or "inte" in said))
    if yes == no:
        raise Refused("Svara ja eller nej. Vi sparar inga kontaktuppgifter om du inte säger ja.")
    return "yes" if yes else "no"
