"""Compounds taken apart and put together."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from bot.swedish.compounds import joined, parts

PARTS = [
    ("städupphandlingskrav", ("städ", "upphandling", "krav")),
    ("städupphandlingskraven", ("städ", "upphandling", "krav")),
    ("leverantörsdialoger", ("leverantör", "dialog")),
    ("leverantorsdialog", ("leverantör", "dialog")),
    ("lokalvårdsavtal", ("lokalvård", "avtal")),
    ("gatuarbetet", ("gata", "arbete")),
    ("byggentreprenad", ("bygg", "entreprenad")),
    ("arbetsmarknadsinsatsernas", ("arbetsmarknad", "insats")),
    ("underleverantörskedjan", ("underleverantör", "kedja")),
    # a block, and words that are none of the field's
    ("kraven", ("krav",)),
    ("direktupphandlingarna", ("direktupphandling",)),
    ("sommarstuga", ("sommarstuga",)),
    ("kommunalråd", ("kommunalråd",)),
    ("arbetslivet", ("arbetslivet",)),
    ("x", ("x",)),
]


@pytest.mark.parametrize(("word", "blocks"), PARTS)
def test_parts(word: str, blocks: Tuple[str, ...]) -> None:
    assert parts(word) == blocks


def test_a_long_word_is_split_in_time() -> None:
    assert parts("städ" * 500 + "krav") == ("städ",) * 500 + ("krav",)


JOINED = [
    (["upphandlings", "krav"], ["upphandlingskrav"]),
    (["städ", "upphandlings", "krav"], ["städ", "upphandlingskrav"]),
    (["arbets", "marknads", "åtgärder"], ["arbetsmarknadsåtgärder"]),
    (["lokal", "vård"], ["lokalvård"]),
    (["ram", "avtalen"], ["ramavtalen"]),
    # a genitive, a small word, a number and two words side by side stay
    (["företags", "krav"], ["företags", "krav"]),
    (["man", "en"], ["man", "en"]),
    (["krav", "2019"], ["krav", "2019"]),
    (["social", "hänsyn"], ["social", "hänsyn"]),
    ([], []),
]


@pytest.mark.parametrize(("words", "whole"), JOINED)
def test_joined(words: List[str], whole: List[str]) -> None:
    assert joined(words) == whole
