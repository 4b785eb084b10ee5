"""What is said in the measurements: of the same kind to stock as to ours, in conversations of a few messages."""

from __future__ import annotations

import csv
import functools
import itertools
import random
from typing import Iterator, List, Sequence, Tuple

from benchmarks.engine.stock import PLACES
from benchmarks.engine.stock import QUESTION as STOCK_QUESTION

# Ours: what is asked, and what must be in the answer (client.Talk.answers).
QUESTION, ANSWER = "vad är IOP?", "faq/iop_definition"
SEARCH, FOUND = "Har ni exempel på IOP i Malmö?", "malmo-yalla-trappan-y-allas-vag"

_QUESTIONS = (
    "får man ens ställa sociala krav när man handlar upp?",
    "vad är ett iop egentligen",
    "hur många platser kan vi kräva?",
    "blir det dyrare för kommunen då?",
    "kan man ställa sociala krav på varor",
    "vad kan man kräva när man köper städtjänster",
    "vilka paragrafer i lagen är det som styr det här",
    "behövs det ett beslut i fullmäktige först",
)
_SEARCHES = (
    ("Har ni exempel på IOP i Malmö?", "och i Skåne?"),
    ("vilka har kört reserverad upphandling?", "visa fler"),
    ("exempel där man köpt varor", "nyare än 2018"),
    ("har nån haft sociala krav i städupphandlingar?", "bara i Skåne"),
    ("finns det nåt exempel från småland?", "bara städ"),
)
# A whole form; {n} makes it another example, {place} and {year} elsewhere and at another time.
_FORM = (
    "jag vill skicka in ett exempel", "Praktik {n} i parken", "Parkbolaget {n} AB", "{place}", "iop", "tjänst",
    "parkskötsel", "{year}", "unga och nyanlända", "Leverantören tar emot {n} praktikanter", "{n} fick jobb efteråt",
    "https://example.se/{n}", "nej", "skicka",
)  # fmt: skip
_CANCELLED = (*_FORM[:4], "avbryt")


def ours(number: int) -> List[str]:
    """Small talk, answers and searches."""
    first, then = _SEARCHES[number % len(_SEARCHES)]
    return ["hej", _question(number), first, then, _question(number + 3), "tack så mycket!"]


def stock(number: int) -> List[str]:
    """Small talk and look-ups, as many of each as ours has."""
    return ["hello", STOCK_QUESTION, "where is Kiruna?", "what region is Umeå in?", STOCK_QUESTION, "bye"]


def mixed(number: int) -> List[str]:
    """As `ours`, and two of ten are forms, one sent and one cancelled."""
    if number % 10 == 3:
        return [_filled_in(text, number) for text in _FORM]
    if number % 10 == 7:
        return [_filled_in(text, number) for text in _CANCELLED]
    return ours(number)


def long_conversation(kind: str, length: int, probe: str, places: Sequence[range]) -> List[str]:
    """So many messages, with the probe at these places (counted from 1), where they are measured."""
    said = (text for number in itertools.count() for text in (ours if kind == "ours" else stock)(number))
    probed = set(itertools.chain(*places))
    return [probe if place in probed else next(said) for place in range(1, length + 1)]


def first_messages() -> Iterator[Tuple[str, str]]:
    """Ours: messages that begin a conversation with a look-up, with what must be in the answer."""
    return itertools.cycle([(QUESTION, ANSWER), (SEARCH, FOUND)])


def _question(number: int) -> str:
    return _QUESTIONS[number % len(_QUESTIONS)]


def _filled_in(text: str, number: int) -> str:
    chance = random.Random(number)
    return text.format(n=number, place=chance.choice(_places()), year=chance.randint(2008, 2024))


@functools.lru_cache(maxsize=1)
def _places() -> List[str]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        return [row["kortnamn"] for row in csv.DictReader(file)]
