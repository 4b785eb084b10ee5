"""Tokens, lemmas and search terms."""

from __future__ import annotations

from typing import List

import pytest

from bot.swedish.analyzer import analyse, is_word, terms
from bot.swedish.text import fold, normalise

LEMMAS = [
    ("upphandlingar", "upphandling"),
    ("Kommunerna", "kommun"),
    ("städarens", "städare"),
    ("kraven", "krav"),
    ("Göteborgs", "göteborg"),
    ("har", "har"),  # not the plural of hare
    ("ni", "ni"),  # not nine
    ("leverantörernas", "leverantör"),
]


@pytest.mark.parametrize(("word", "lemma"), LEMMAS)
def test_lemma(word: str, lemma: str) -> None:
    assert [found.lemma for found in analyse(word)] == [lemma]


def test_spans_point_at_the_text_and_punctuation_is_left_out() -> None:
    text = "Hej!  Vad är IOP-avtal (LOU 4 kap.)?"
    found = analyse(text)
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(any(character.isalnum() for character in word.text) for word in found)
    assert "Hej" in [word.text for word in found]


TERMS = [
    ("Har ni exempel på städning i kommunen?", ["stadning"]),
    ("vilka krav ställer ni på leverantörerna", ["krav", "stalla", "leverantor"]),
    ("", []),
    ("och i", []),
    ("?!", []),
]


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_terms(text: str, expected: List[str]) -> None:
    assert list(terms(text)) == expected


WORDS = [
    ("dagarna", True),
    ("bostad", True),
    ("rättvis", True),
    ("rattvis", True),
    ("götebrog", False),
    ("städmoped", False),
]


@pytest.mark.parametrize(("word", "known"), WORDS)
def test_is_word(word: str, known: bool) -> None:
    assert is_word(word) is known


FOLDED = [("Malmö", "malmo"), ("ÅÄÖ", "aao"), ("idé", "ide"), ("Über", "uber")]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold_keeps_the_length(text: str, folded: str) -> None:
    assert fold(text) == folded


NORMAL = [("Malmo\u0308", "malmö"), ("  HEJ \n du ", "hej du"), ("straße", "strasse")]


@pytest.mark.parametrize(("text", "normal"), NORMAL)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal
