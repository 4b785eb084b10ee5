"""Years and spans of years in a text. Values are `2019`, `2019-2021`, `2019-` and `-2018`, both ends included."""

from __future__ import annotations

import datetime as dt
import re
from typing import Callable, Iterator, Optional, Tuple

from bot.swedish.entity import Entity

# Not the 2016 of "LOU (2016:1145)", nor an amount.
_NO_YEAR = r"(?![\d:]|-?tal|\s*(?:kr|kronor|euro|personer|platser|timmar)\b)"
_YEAR = rf"(?<!\d)((?:19|20)\d\d){_NO_YEAR}"
_ON = r"(?:\s+(?:och|eller)\s+(?:framåt|framat|senare|nyare))"
NUMBERS = {
    "ett": 1, "en": 1, "två": 2, "tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "atta": 8,
    "nio": 9, "tio": 10,
}  # fmt: skip

Value = Callable[..., str]


def _between(first: str, last: str) -> str:
    return f"{min(first, last)}-{max(first, last)}"


def _after(year: str) -> str:
    return f"{int(year) + 1}-"


def _from(year: str) -> str:
    return f"{year}-"


def _before(year: str) -> str:
    return f"-{int(year) - 1}"


def _until(year: str) -> str:
    return f"-{year}"


def _decade(tens: str) -> str:
    return f"{tens}0-{tens}9"


_SPANS: Tuple[Tuple[re.Pattern, Value], ...] = tuple(
    (re.compile(pattern, re.I), value)
    for pattern, value in (
        (rf"(?:fr[åa]n\s+)?{_YEAR}\s*(?:-|–|—|till|t\.?o\.?m\.?)\s*(?:och\s+med\s+)?{_YEAR}", _between),
        (rf"mellan\s+(?:[åa]ren\s+)?{_YEAR}\s+och\s+{_YEAR}", _between),
        (rf"\b(?:efter|(?:nyare|senare|yngre)\s+[äa]n)\s+(?:[åa]r\s+)?{_YEAR}", _after),
        (rf"\b(?:sedan|sen|fr[åa]n och med|fr\.?\s?o\.?\s?m\.?|tidigast)\s+(?:[åa]r\s+)?{_YEAR}{_ON}?", _from),
        (rf"(?:\bfr[åa]n\s+)?(?:[åa]r\s+)?{_YEAR}{_ON}", _from),
        (rf"\b(?:f[öo]re|innan|(?:[äa]ldre|tidigare)\s+[äa]n)\s+(?:[åa]r\s+)?{_YEAR}", _before),
        (rf"\b(?:till och med|t\.?\s?o\.?\s?m\.?|fram till|senast)\s+(?:[åa]r\s+)?{_YEAR}", _until),
        (r"(?<!\d)((?:19|20)\d)0-?talet", _decade),
        (_YEAR, str),
    )
)
_LAST_YEARS = re.compile(r"\b(?:de\s+)?senaste\s+(\d{1,2}|[a-zåäö]+)\s+[åa]ren\b", re.I)
_THIS_YEAR = re.compile(r"\bi\s+år\b", re.I)
_LAST_YEAR = re.compile(r"\b(?:förra\s+året|i\s+fjol)\b", re.I)


_TELLTALES = (*map(str, range(10)), "år", "aren", "förra", "fjol")  # without one of them there is no year


def find(text: str, today: Optional[dt.date] = None) -> Iterator[Entity]:
    """Years, longer spans before the years inside them; `today` settles "de senaste tre åren"."""
    lower = text.lower()
    if not any(piece in lower for piece in _TELLTALES):
        return
    for pattern, value in _SPANS:
        for match in pattern.finditer(text):
            yield Entity("year", value(*match.groups()), match.start(), match.end())
    this_year = (today or dt.date.today()).year
    for match in _LAST_YEARS.finditer(text):
        count = NUMBERS.get(match.group(1).lower()) or (int(match.group(1)) if match.group(1).isdigit() else 0)
        if count:
            yield Entity("year", f"{this_year - count}-", match.start(), match.end())
    for pattern, year in ((_THIS_YEAR, this_year), (_LAST_YEAR, this_year - 1)):
        for match in pattern.finditer(text):
            yield Entity("year", str(year), match.start(), match.end())


def span(value: str) -> Tuple[Optional[int], Optional[int]]:
    """First and last year of a value, None where it is open."""
    if "-" not in value:
        return int(value), int(value)
    first, last = value.split("-")
    return (int(first) if first else None), (int(last) if last else None)
