"""Find phone numbers and e-mail addresses in free text, and nothing that only looks like them."""

from __future__ import annotations

import re
from typing import Iterator

from bot.privacy.finding import EMAIL, PHONE, Finding
from bot.privacy.seen import as_seen

# -- e-mail ---------------------------------------------------------------------------------------------------------

_NAME = r"(?<![\w.+-])[\w+-]+"
_SPELT_DOT = r"\s*[(\[]?\s*\b(?:punkt|dot|prick)\b\s*[)\]]?\s*"
_DOT = rf"(?:\.|{_SPELT_DOT})"
_SPELT_AT = r"\s*(?:[(\[{<]\s*(?:at|@|snabel-?a|snabel a)\s*[)\]}>]|\b(?:snabel-?a|snabel a)\b|\s@\s?|@\s)\s*"
_EMAILS = (
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(rf"{_NAME}(?:{_DOT}[\w+-]+)*{_SPELT_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[^\W\d_]{{2,}}\b", re.I),
    # A bare "at" is English unless the point is spelt out, too.
    re.compile(rf"{_NAME}(?:{_DOT}[\w+-]+)*\s+at\s+[\w-]+(?:{_SPELT_DOT}[\w-]+)+\b", re.I),
)
_MAYBE_EMAIL = re.compile(r"@|\bat\b|snabel", re.I)


def emails(text: str) -> Iterator[Finding]:
    """Addresses, also as "namn (at) kommun punkt se"."""
    plain, positions = as_seen(text)
    if _MAYBE_EMAIL.search(plain):
        for pattern in _EMAILS:
            for match in pattern.finditer(plain):
                yield Finding(EMAIL, positions[match.start()], positions[match.end() - 1] + 1)


# -- phone ----------------------------------------------------------------------------------------------------------

# What a number may stand in without being another one for that.
_MARKUP = str.maketrans("[]<>{}|*_`\"'", "            ")
# What may be one begins so: looking closer takes a thousand times as long.
_MAYBE_PHONE = re.compile(r"(?<![\w/.,-])\(?(?:\+|0)[\d()\s./–−-]{5,25}\d")
_REFERENCE = re.compile(
    r"(?:\b(?:dnr|diarie\w*|ärende\w*|mål|cpv|org\w*|faktura\w*|best\w*|konto|bg|pg|isbn)\b|§)\W*$", re.I
)
_UNIT = re.compile(r"\s*(?:kr\b|kronor|sek\b|%|procent|tkr|mkr|kvm|st\b)", re.I)


def phones(text: str) -> Iterator[Finding]:
    """Valid numbers that are written with a 0 or a country's code."""
    plain, positions = as_seen(text)
    plain = plain.translate(_MARKUP)
    if not _MAYBE_PHONE.search(plain):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(plain, "SE", leniency=Leniency.VALID):
        if match.raw_string.lstrip("(")[:1] in ("+", "0") and not _is_something_else(plain, match.start, match.end):
            yield Finding(PHONE, positions[match.start], positions[match.end - 1] + 1)


def _is_something_else(text: str, start: int, end: int) -> bool:
    """A reference or an amount."""
    return bool(_REFERENCE.search(text[max(0, start - 20) : start]) or _UNIT.match(text, end))
