"""Whether a message asks for more like one of the list, or for two of it beside each other."""

from __future__ import annotations

import pytest

from bot.swedish.list_requests import wants_comparison, wants_similar

REQUESTS = [  # text, similar, compared
    ("liknande exempel", True, False),
    ("har ni fler som det här?", True, False),
    ("nagot i samma stil", True, False),
    ("jämför 1 och 2", False, True),
    ("vad är skillnaden mellan ettan och trean", False, True),
    ("Ställ dem mot varandra", False, True),
    ("visa fler", False, False),
    ("nummer 2", False, False),
    ("samma kommun", False, False),
]


@pytest.mark.parametrize(("text", "similar", "compared"), REQUESTS)
def test_request(text: str, similar: bool, compared: bool) -> None:
    assert (wants_similar(text), wants_comparison(text)) == (similar, compared)
