"""The words by which people correct an answer, and what may stand around them."""

from __future__ import annotations

import functools
import re
from typing import Optional, Sequence

from bot.submissions.field_names import any_name, spelt

_SHALL_BE = (
    r"(?:ska|skall|borde|b[öo]r|m[åa]ste)\s+(?:i ?st[äa]llet\s+|nog\s+|v[äa]l\s+)?(?:vara|heta|st[åa]|bli)\b"
    r"|\bheter\b|\bdet\s+(?:var|[äa]r|blev)\b"
)
PUTS = re.compile(rf"\b(?:{_SHALL_BE}|till\b)(?:\s+(?:egentligen|faktiskt|ju|nog|i ?st[äa]llet)\b)*:?|:(?=\s)|=", re.I)
_SWAPS = re.compile(r".*?\bbyta?\b.*?\bmot\b", re.I)
_FOR = re.compile("mot", re.I)
IS = re.compile(r"\b(?:[äa]r|var|blev|blir)\b", re.I)
REMOVES = re.compile(r"\b(?:ta bort|stryk|radera|ska bort|inte vara med)\b", re.I)
WRONG = re.compile(r"\b(?:fel|felaktig\w*|inte r[äa]tt|st[äa]mmer inte|tokig\w*)\b", re.I)
ASKS = r"(?:[äea]ndra|byta?|r[äa]tta|korr?igera|justera|uppdatera|s[äa]tt|(?:backa|g[åa] tillbaka|tillbaka) till)"
# What comes before the point: "nej vänta, jag vill nog".
_BEFORE = (
    "nej nä näe oj ojdå hoppsan ops vänta vanta förlåt forlat ursäkta ursakta sorry ja jo jodå men ok okej du hej och "
    "alltså jag vi tror att ser såg kan ni vill skulle vilja behöver behover måste maste får far gärna bara snälla "
    "förresten forresten faktiskt nu också även först så rättelse"
)
LEADING = rf"(?:\W*\b(?:{'|'.join(_BEFORE.split())})\b)*\W*"


def putting(text: str) -> Optional[re.Match]:
    """The words that put something in a field's place: what follows them is its new value."""
    stated = states().match(text)
    if stated and not re.search(rf"{WRONG.pattern}|\b{ASKS}\b", text[stated.end() :], re.I):
        return IS.match(text, stated.start("verb"))  # "titeln är Vägen till jobb"
    swap = _SWAPS.match(text)
    return PUTS.search(text) or (_FOR.search(text, swap.end() - len("mot")) if swap else None) or IS.search(text)


def as_meant(text: str) -> str:
    """The text with the names of fields as they should be written, up to what may be the new value."""
    verb = putting(text)
    end = verb.start() if verb else len(text)
    return spelt(text[:end]) + text[end:]


@functools.cache
def surely_corrects() -> Sequence[re.Pattern]:
    """ "Ändra titeln", "titeln ska vara …", "titel: …" and "titeln är fel", at the beginning of a text."""
    name, definite = any_name(), any_name(definite=True)
    return [
        re.compile(pattern, re.I)
        for pattern in (
            rf"{LEADING}{ASKS}\W+(?:\w+\W+){{0,2}}?(?:{name})\b\W*(?:$|(?:\w+\W+){{0,3}}?(?:{PUTS.pattern}|mot\b))",
            rf"{LEADING}(?:{definite})\b(?:\W+\w+){{0,2}}?\W+(?:{_SHALL_BE})",
            rf"{LEADING}(?:{definite})\b\W+(?:{IS.pattern}|ska)\W+(?:\w+\W+)?(?:{WRONG.pattern}|bort\b)",
            rf"{LEADING}(?:{name})\s*(?::|=)",
            rf"{LEADING}{REMOVES.pattern}\W+(?:\w+\W+)?(?:{definite})\b\W*$",
        )
    ]


@functools.cache
def swaps() -> Sequence[re.Pattern]:
    """ "Ändra 2018 till 2016" and "det är inte Kumla, det är Hallsberg", with an `old` and a `new` value."""
    is_it = r"det\s+(?:[äa]r|var|ska\s+vara)"
    return [
        re.compile(rf"{LEADING}{pattern}\W*$", re.I)
        for pattern in (
            rf"{ASKS}\s+(?P<old>.+?)\s+(?:till|mot)\s+(?P<new>.+?)",
            rf"(?:{is_it}\s+)?inte\s+(?!(?:bara|enbart|endast)\b)(?P<old>.+?)\W+(?:utan|{is_it})\s+(?P<new>.+?)",
        )
    ]


@functools.cache
def first_name() -> re.Pattern:
    return re.compile(rf"{LEADING}(?:{any_name(definite=True)})\b", re.I)


@functools.cache
def states() -> re.Pattern:
    """ "Kommunen är …", which may be a description as well."""
    return re.compile(rf"{LEADING}(?:{any_name(definite=True)})\s+(?P<verb>{IS.pattern})", re.I)


@functools.cache
def boundaries() -> re.Pattern:
    """Where one change may end and the next begin: right before the name of a field."""
    more = rf"(?:(?:också|även|att|sen|sedan|så|dessutom|{ASKS})\s+)*"
    return re.compile(rf"(?:\s*[,;.]\s*(?:och\s+|samt\s+)?|\s+(?:och|samt)\s+)(?={more}(?:{any_name()})\b)", re.I)
