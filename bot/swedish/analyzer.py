"""Tokens and lemmas for understanding and search, from spaCy's Swedish rules and lemma table."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, FrozenSet, List, NamedTuple, Optional

from bot.swedish.text import fold

if TYPE_CHECKING:
    from spacy.lookups import Table
    from spacy.tokenizer import Tokenizer


class Word(NamedTuple):
    """A word as written, with its character span in the text and its lower-case lemma."""

    text: str
    start: int
    end: int
    lemma: str


# The table knows "har" as the plural of hare and "ni" as the number nine: the commonest words keep themselves.
_UNSAFE_LEMMAS = frozenset("har ni vara varor man men ska skall för var vi de dom städ åt företag bland ok".split())


def analyse(text: str) -> List[Word]:
    """The words of a text in order, punctuation left out; spans refer to `text` as given."""
    tokens = ((token.text, token.idx) for token in _tokenizer()(text))
    return [
        Word(word, start, start + len(word), lemma) for word, start in tokens if (lemma := _lemma(word)) is not None
    ]


def is_word(word: str) -> bool:
    """Whether a lower-case word is an ordinary Swedish one, maybe without its å, ä and ö."""
    return word in _lemma_table() or fold(word) in _folded_lemmas()


def is_written_so(word: str) -> bool:
    """Whether a lower-case word is an ordinary Swedish one letter for letter, its å, ä and ö included."""
    return word in _lemma_table() or word in _lemmas()


def lemma_of(word: str) -> str:
    """The lemma of one word without punctuation, in lower case."""
    return _lemma(word) or word


@functools.lru_cache(maxsize=20_000)
def _lemma(token: str) -> Optional[str]:
    """None for punctuation. One that the table doesn't know keeps itself, without the s of a genitive."""
    if not any(character.isalnum() for character in token):
        return None
    word = token.lower()
    if word in _UNSAFE_LEMMAS:
        return word
    stem = word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
    table = _lemma_table()
    return (table.get(word) or (word if word in _lemmas() else table.get(stem) or stem)).lower()


# spaCy is imported at first use: it brings TensorFlow into a process that hasn't left it out.


@functools.lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    import spacy

    return spacy.blank("sv").tokenizer


@functools.lru_cache(maxsize=1)
def _lemma_table() -> Table:
    from spacy.lookups import load_lookups

    return load_lookups("sv", ["lemma_lookup"]).get_table("lemma_lookup")


@functools.lru_cache(maxsize=1)
def _lemmas() -> FrozenSet[str]:
    return frozenset(_lemma_table().values())


@functools.lru_cache(maxsize=1)
def _folded_lemmas() -> FrozenSet[str]:
    return frozenset(fold(lemma) for lemma in _lemmas())
