"""A packed table answers as the dict would that it was packed from."""

from __future__ import annotations

from typing import Dict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.packed import Packed, packed

TEXT = st.text(st.characters(blacklist_characters="\t\n"))


@given(st.dictionaries(TEXT, TEXT), TEXT)
def test_it_answers_as_the_dict_does(words: Dict[str, str], other: str) -> None:
    table = Packed(packed(words))
    assert dict(table.items()) == words
    for word in (*words, other):
        assert table.get(word) == words.get(word)
        assert (word in table) == (word in words)


@pytest.mark.parametrize("word", ["städ", "ad", "stä", "tjänst", "", "ä\tt", "\n", "\ud800"])
def test_no_piece_of_a_line_is_a_word(word: str) -> None:
    assert Packed(packed({"städa": "städ", "nät": "tjänst"})).get(word) is None
