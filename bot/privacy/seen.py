"""A text as it looks to whoever reads it: without characters that aren't seen, and with all digits alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Sequence, Tuple

# Characters of Western languages are as they look, but for the one that only says where a word may be divided.
_MAYBE_OTHERWISE = re.compile(r"[^\x00-\xac\xae-\xff]")


def as_seen(text: str) -> Tuple[str, Sequence[int]]:
    """The text, with the digits of all scripts as 0 to 9, and where in the text given each character stood."""
    if not _MAYBE_OTHERWISE.search(text):
        return text, range(len(text))
    seen = [position for position, character in enumerate(text) if unicodedata.category(character) != "Cf"]
    return "".join(_plain(text[position]) for position in seen), seen


def _plain(character: str) -> str:
    if character <= "\x7f":
        return character
    digit = unicodedata.decimal(character, None)
    return _LOOKS_LIKE.get(character, character) if digit is None else str(digit)


_LOOKS_LIKE = {"＠": "@", "．": ".", "＋": "+"}
