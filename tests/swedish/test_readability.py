"""LIX is measured as Björnsson defined it."""

from __future__ import annotations

import pytest

from bot.swedish.readability import lix

TEXTS = [
    ("", 0.0),
    ("Jag ser en bil. Du ser en katt.", 4.0),
    ("Upphandlingen är klar.", 3 + 100 / 3),
    ("Upphandlingen är klar [1].", 3 + 100 / 3),  # a source marker is no word
    ("Se 17 kap. 1 § i lagen.", 6.0),  # an abbreviation ends no sentence
    ("Tecken på det:\n– båda bidrar\n– ni delar", 7 / 3),  # a line of a list is a sentence
    ("Kostnaden steg t.ex. inte. Bra!", 2.5 + 20),
]


@pytest.mark.parametrize(("text", "value"), TEXTS)
def test_lix(text: str, value: float) -> None:
    assert lix(text) == pytest.approx(value)
