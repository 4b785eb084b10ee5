"""What a message asks of the list just shown besides filters: more like one of it, or two of it compared."""

from __future__ import annotations

import re

from bot.swedish.text import fold

_SIMILAR = re.compile(
    r"\b(?:liknande|likadan\w*|liknar|likartad\w*|samma (?:sort|slag|typ)|i samma stil|som (?:det|den) (?:har|dar)|"
    r"paminner om)\b"
)
_COMPARED = re.compile(
    r"\b(?:jamfor\w*|jmf|jfr|skiljer|skillnad\w*|stall\w* .*mot varandra|bredvid varandra|kontra|versus|vs)\b"
)


def wants_similar(text: str) -> bool:
    return bool(_SIMILAR.search(fold(text)))


def wants_comparison(text: str) -> bool:
    return bool(_COMPARED.search(fold(text)))
