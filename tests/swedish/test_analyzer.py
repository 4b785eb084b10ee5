"""Tokens and lemmas."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.settings import PROJECT_ROOT
from bot.swedish.analyzer import _tokenizer, analyse, is_word, is_written_so
from bot.swedish.text import WORDS_KEPT, fold, normalise

LEMMAS = [
    ("upphandlingar", "upphandling"),
    ("Kommunerna", "kommun"),
    ("städarens", "städare"),
    ("kraven", "krav"),
    ("Göteborgs", "göteborg"),
    ("har", "har"),  # not the plural of hare
    ("ni", "ni"),  # not nine
    ("leverantörernas", "leverantör"),
    ("sjukhus", "sjukhus"),  # not the genitive of a "sjukhu"
    ("åt", "åt"),  # not eaten
    ("företag", "företag"),
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


WORDS = [
    ("dagarna", True, True),
    ("bostad", True, True),
    ("rättvis", True, True),
    ("rattvis", True, False),
    ("götebrog", False, False),
    ("städmoped", False, False),
]


@pytest.mark.parametrize(("word", "maybe_without_diacritics", "as_it_stands"), WORDS)
def test_known_words(word: str, maybe_without_diacritics: bool, as_it_stands: bool) -> None:
    assert is_word(word) is maybe_without_diacritics
    assert is_written_so(word) is as_it_stands


FOLDED = [("Malmö", "malmo"), ("ÅÄÖ", "aao"), ("idé", "ide"), ("Über", "uber")]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold_keeps_the_length(text: str, folded: str) -> None:
    assert fold(text) == folded


NORMAL = [("Malmo\u0308", "malmö"), ("  HEJ \n du ", "hej du"), ("straße", "strasse")]


@pytest.mark.parametrize(("text", "normal"), NORMAL)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal


BOTH = """
import sys
sys.modules["tensorflow"] = sys.modules["torch"] = None  # spaCy would import them
import spacy
from bot.swedish.analyzer import _tokenizer, analyse, is_word, is_written_so
for text in sys.stdin:
    ours, spacys = ([(token.text, token.idx) for token in make(text)] for make in (_tokenizer(), spacy.blank("sv")))
    assert ours == spacys, (ours, spacys)
"""
ODD = """Hej, t.ex. kl. 12:30 (bl.a. 3,5 kg) :-) osv. ...
Se www.dn.se, https://exempel.se/sida?q=1 eller skriv till namn@exempel.se!
IOP-avtal/LOU 4 kap. 2 § -- "krav" ’citat’ 50% 10-tal m.m. 😀 f.d. s.k. Malmö-Lund
  två  blanksteg\ttabb och e.Kr. jan. ca 1 000 kr/st"""


def test_texts_are_taken_apart_as_spacys_own_pipeline_does() -> None:
    done = subprocess.run([sys.executable, "-c", BOTH], input=ODD, cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_words_that_nobody_writes_again_do_not_fill_the_memory() -> None:
    """spaCy's tokenizer would keep each of them for ever."""
    met = []
    for number in range(WORDS_KEPT * 5 // 2):
        assert [word.text for word in analyse(f"ord{number} i parken")] == [f"ord{number}", "i", "parken"]
        met.append(len(_tokenizer().vocab))
    assert WORDS_KEPT / 2 < max(met) <= WORDS_KEPT + 10
