"""Text as it would stand in a dictionary's Swedish: repaired, written out, joined and spelt right."""

from __future__ import annotations

import functools
import re
from typing import Dict, Iterator, List, Tuple

import ftfy

from bot.swedish.compounds import joined, parts
from bot.swedish.field_words import replacements
from bot.swedish.inflection import dictionary_form, head_of_form
from bot.swedish.phrases import Phrases, words
from bot.swedish.spelling import corrected
from bot.swedish.text import STOPWORDS, WORDS_KEPT, fold, normalise

# Text that ftfy leaves as it is; to look for what is wrong with it takes longer than all else that is done to it here.
_ORDINARY = re.compile(r"[A-Za-z0-9ÅÄÖåäöÉé ,.:;?!()/+-]*")
_LONGEST_ALONE = 2  # letters of an abbreviation that å, ä and ö tell from another word: "å" is no "a"


def standard(text: str) -> str:
    """The words of a text in written Swedish, in lower case with single spaces between; twice is as once.

    Spoken spelling, abbreviations and English terms are replaced, misspelt words of the field corrected, compounds
    that were written apart put together.
    """
    meant = [corrected(word) for word in _written_out(normalise(repaired(text)))]
    return " ".join(joined(meant))


def terms(text: str) -> Tuple[str, ...]:
    """The words by which a search finds a text: folded lemmas without function words, in order, each once."""
    lemmas = (dictionary_form(word) for word in standard(text).split() if word not in STOPWORDS and len(word) > 1)
    return tuple(dict.fromkeys(fold(lemma) for lemma in lemmas if lemma not in STOPWORDS))


@functools.lru_cache(maxsize=WORDS_KEPT)
def concepts(term: str) -> Tuple[str, ...]:
    """What a term is about, folded: the head of its synonym group, or of those of a compound's parts."""
    heads = head_of_form()
    head = heads.get(term)
    if head:
        return (head,)
    folded = (fold(part) for part in parts(term))
    return tuple(dict.fromkeys(heads.get(part) or part for part in folded))


def repaired(text: str) -> str:
    """Å, ä and ö that went through the wrong encoding ("fÃ¶rening") or fell apart, made whole."""
    return text if _ORDINARY.fullmatch(text) else ftfy.fix_text(text)


def _written_out(text: str) -> Iterator[str]:
    found = words(text)
    position = 0
    while position < len(found):
        if not _may_be_replaced(found[position].group()):
            yield found[position].group()
            position += 1
            continue
        written, after = next(_replaceable(text, found, position), ("", position + 1))
        yield from replaced.split() if (replaced := _as_written(written)) else [found[position].group()]
        position = after


@functools.lru_cache(maxsize=WORDS_KEPT)
def _may_be_replaced(word: str) -> bool:
    """Most words are settled here, by one look-up."""
    return _phrases().begins(word)


def _replaceable(text: str, found: List, position: int) -> Iterator[Tuple[str, int]]:
    return ((phrase, after) for phrase, after in _phrases().at(text, found, position) if _as_written(phrase))


def _as_written(phrase: str) -> str:
    return replacements().get(phrase) or (
        _folded_replacements().get(fold(phrase), "") if len(phrase) > _LONGEST_ALONE else ""
    )


@functools.lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases(replacements())


@functools.lru_cache(maxsize=1)
def _folded_replacements() -> Dict[str, str]:
    return {fold(short): written for short, written in replacements().items()}
