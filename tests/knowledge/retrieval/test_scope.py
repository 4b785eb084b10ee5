"""The sentences that understanding is trained on tell whether a search is ours."""

from __future__ import annotations

import pytest

from bot.knowledge.retrieval.scope import belonging

TEXTS = [
    ("sociala krav vid upphandling av städ", True),
    ("reserverad upphandling för sociala företag", True),
    ("praktikplatser i entreprenader", True),
    ("recept på pannkakor", False),
    ("vad blir det för väder i morgon", False),
    ("serveringstillstånd till vår sommarfest", False),
]


@pytest.mark.parametrize(("text", "is_ours"), TEXTS)
def test_belonging(text: str, is_ours: bool) -> None:
    assert (belonging(text) > 0.3) if is_ours else (belonging(text) < -0.3)


@pytest.mark.parametrize("text", ["", "???", "xyzzy", "och i"])
def test_a_text_without_known_words_is_undecided(text: str) -> None:
    assert belonging(text) == 0
