"""Ids that are made of words can be read out, and are ids."""

from __future__ import annotations

import pytest

from bot.knowledge.fields import id_of, id_words, identifier

MADE = [
    ("Vad är IOP?", "vad-ar-iop"),
    ("  Glass & Å – 50 %  ", "glass-a-50"),
    ("ord " * 30, "-".join(["ord"] * 15)),
    ("a" * 61, ""),
    ("kort " + "a" * 60, "kort"),
    ("🙂 –", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "identity"), MADE)
def test_an_id_has_the_first_words_that_fit(text: str, identity: str) -> None:
    assert id_of(id_words(text)) == identity and len(identity) <= 60
    assert not identity or identifier(identity) == identity
