"""When no answer was written to a question, the passage that fits best is found, with its source, or none at all."""

from __future__ import annotations

from typing import Optional

import pytest

from bot.knowledge.passages import best_passage

pytestmark = pytest.mark.usefixtures("database")

PASSAGES = [
    ("kan vi köpa fruktkorgar av ett socialt företag", "fruktkorg"),
    ("hur många praktikplatser gav bygget av Hultsbergsskolan", "Hultsberg"),
    ("arbetskläder tvättas av Samhall i Kristianstad", "tvätt"),
]


@pytest.mark.parametrize(("question", "word"), PASSAGES)
def test_the_passage_is_about_the_question_and_has_a_source(question: str, word: str) -> None:
    passage = best_passage(question)
    assert passage is not None and word in f"{passage.title} {passage.text}"
    assert passage.source.url.startswith("http") and passage.source.publisher


NOTHING: list[Optional[str]] = ["recept på bullar", "vad blir det för väder", "asdfghjkl", ""]


@pytest.mark.parametrize("question", NOTHING)
def test_nothing_is_found_for_something_else(question: str) -> None:
    assert best_passage(question) is None
