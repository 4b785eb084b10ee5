"""Tokens and lemmas for understanding and search, from spaCy's Swedish rules and lemma table."""

from __future__ import annotations

import functools
from typing import List, NamedTuple, Tuple

import spacy
from spacy.language import Language

from bot.swedish.text import STOPWORDS, fold, normalise


class Word(NamedTuple):
    """A word as written, with its character span in the text and its lower-case lemma."""

    text: str
    start: int
    end: int
    lemma: str


@functools.lru_cache(maxsize=1)
def _pipeline() -> Language:
    pipeline = spacy.blank("sv")
    pipeline.add_pipe("lemmatizer", config={"mode": "lookup"})
    pipeline.initialize()
    return pipeline


# The table knows "har" as the plural of hare and "ni" as the number nine: the commonest words keep themselves.
_UNSAFE_LEMMAS = {"har", "ni", "vara", "varor", "man", "men", "ska", "skall", "för", "var", "vi", "de", "dom"}


def analyse(text: str) -> List[Word]:
    """The words of a text in order, punctuation left out; spans refer to `text` as given."""
    result = []
    for token in _pipeline()(text):
        if not any(character.isalnum() for character in token.text):
            continue
        lower = token.text.lower()
        lemma = lower if lower in _UNSAFE_LEMMAS else _lemma(lower, token.lemma_)
        result.append(Word(token.text, token.idx, token.idx + len(token.text), lemma))
    return result


@functools.lru_cache(maxsize=20_000)
def _lemma(lower: str, from_table: str) -> str:
    return (from_table if from_table != lower else _strip_genitive(lower)).lower()


def _strip_genitive(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def terms(text: str) -> Tuple[str, ...]:
    """The search terms of a text: folded lemmas without function words."""
    return tuple(
        fold(word.lemma)
        for word in analyse(normalise(text))
        if word.text not in STOPWORDS and word.lemma not in STOPWORDS and len(word.text) > 1
    )
