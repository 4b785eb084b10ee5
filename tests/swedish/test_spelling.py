"""Misspelt words of the field and places, corrected; right ones left alone."""

from __future__ import annotations

import pytest

from benchmarks.understanding.data import held_out
from bot.swedish.phrases import words
from bot.swedish.spelling import corrected
from bot.swedish.text import normalise

CORRECTED = [
    ("uphandling", "upphandling"),
    ("upphandlign", "upphandling"),
    ("entrepenad", "entreprenad"),
    ("leverantorer", "leverantörer"),
    ("leverantörn", "leverantören"),
    ("partnerksap", "partnerskap"),
    ("arbetsvilkoren", "arbetsvillkoren"),
    ("komunen", "kommunen"),
    ("malmo", "malmö"),
    ("norköping", "norrköping"),
    # right as they are, though near a word of the field
    ("ange", "ange"),
    ("svara", "svara"),
    ("svart", "svart"),
    ("miljon", "miljon"),
    ("samhall", "samhall"),
    ("anbudsgivaren", "anbudsgivaren"),
    ("matchningen", "matchningen"),
    ("städupphandlingskraven", "städupphandlingskraven"),
    # none of ours
    ("kvantdator", "kvantdator"),
    ("abc", "abc"),
    ("2019", "2019"),
    ("", ""),
]


@pytest.mark.parametrize(("word", "meant"), CORRECTED)
def test_corrected(word: str, meant: str) -> None:
    assert corrected(word) == meant


def test_carefully_written_text_is_left_as_it_is() -> None:
    written = [word.group() for each in held_out("formal") for word in words(normalise(each.text))]
    changed = [word for word in written if corrected(word) != word]
    assert len(changed) < len(written) / 500, sorted(set(changed))
