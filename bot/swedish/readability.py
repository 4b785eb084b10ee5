"""How hard a Swedish text is to read, as LIX (Björnsson 1968)."""

from __future__ import annotations

import re

from bot.swedish.text import WORD

LONG = 7  # letters
_MARKER = re.compile(r"\[\d+\]")
# A full stop that ends an abbreviation ends no sentence.
_ABBREVIATION = re.compile(r"\b(?:kap|t\.ex|bl\.a|m\.m|m\.fl|dvs|s\.k|nr)\.", re.IGNORECASE)
_END = re.compile(r"[.!?:](?=\s|$)|\n+")


def lix(text: str) -> float:
    """Words to a sentence plus the percentage of words of more than six letters; a line of a list is a sentence.

    Below 40 is easy, above 50 hard, as official texts mostly are.
    """
    plain = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), _MARKER.sub("", text))
    sentences = [part for part in _END.split(plain) if WORD.search(part)]
    words = WORD.findall(plain)
    if not words:
        return 0.0
    long_words = sum(len(word) >= LONG for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)
