"""What a field of any entry must fulfil, and what an editor is told when it doesn't."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, List, Sequence

import pydantic

from bot.swedish.text import fold

# A cell of a spreadsheet takes 32,767 characters, and a list of a few texts must have room there too.
MAX_TEXT = 20_000
MAX_ID = 80  # the width of the column
LONGEST_MADE_ID = 60  # one that is longer is hard to read out, and to write in an address

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What XML and PostgreSQL can't hold; half of a pair comes from escapes in a file.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(pydantic.BaseModel):
    """Texts are stripped and never empty; a field that isn't known is refused."""

    class Config:
        extra = "forbid"
        anystr_strip_whitespace = True
        min_anystr_length = 1
        max_anystr_length = MAX_TEXT

    @pydantic.root_validator(pre=True)
    def _holds_no_forbidden_character(cls, values):
        for value in values.values():
            for text in value if isinstance(value, list) else [value]:
                found = FORBIDDEN.search(text) if isinstance(text, str) else None
                if found:
                    raise ValueError(f"har ett otillåtet tecken (U+{ord(found.group()):04X})")
        return values


def web_address(value: str) -> str:
    if not _WEB_ADDRESS.fullmatch(value):
        raise ValueError("måste vara en webbadress som börjar med https:// eller http://")
    return value


def identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("får bara ha a–z, siffror, bindestreck och understreck")
    if len(value) > MAX_ID:
        raise ValueError(f"får ha högst {MAX_ID} tecken")
    return value


def id_words(text: str) -> List[str]:
    """The text's words as they can stand in an id."""
    return [word for word in _NOT_IN_ID.split(fold(text)) if word]


def id_of(words: Sequence[str]) -> str:
    """An id of the first of these words, as many as fit; "" when none does."""
    fitting = (words[:count] for count in range(len(words), 0, -1))
    return next((made for made in map("-".join, fitting) if len(made) <= LONGEST_MADE_ID), "")


def day(value: Any) -> Any:
    """Only a day written as such: pydantic would take a number for seconds since 1970."""
    if value is None or isinstance(value, dt.date) or _DAY.fullmatch(str(value).strip()):
        return value.strip() if isinstance(value, str) else value
    raise pydantic.errors.DateError()
