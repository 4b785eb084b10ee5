"""Tokens and lemmas for understanding and search, from spaCy's Swedish rules and lemma table."""

from __future__ import annotations

import functools
import gzip
import json
from typing import TYPE_CHECKING, Dict, List, NamedTuple, Optional

from bot.swedish.kept import WORDS
from bot.swedish.packed import kept_packed
from bot.swedish.text import WORDS_KEPT, fold

if TYPE_CHECKING:
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
    return word in _lemmas() or fold(word) in _folded_lemmas()


def is_written_so(word: str) -> bool:
    """Whether a lower-case word is an ordinary Swedish one letter for letter, its å, ä and ö included."""
    return word in _lemmas()


def lemma_of(word: str) -> str:
    """The lemma of one word without punctuation, in lower case."""
    return _lemma(word) or word


@functools.lru_cache(maxsize=WORDS_KEPT)
def _lemma(token: str) -> Optional[str]:
    """None for punctuation. One that the table doesn't know keeps itself, without the s of a genitive."""
    if not any(character.isalnum() for character in token):
        return None
    word = token.lower()
    if word in _UNSAFE_LEMMAS:
        return word
    stem = word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
    lemmas = _lemmas()
    return (lemmas.get(word) or lemmas.get(stem) or stem).lower()


def _tokenizer() -> Tokenizer:
    """One that has met many words makes room for a new one: spaCy keeps each of them, 0.7 kB, as long as it lives."""
    tokenizer = _made()
    if len(tokenizer.vocab) > WORDS_KEPT:
        _made.cache_clear()
    return tokenizer


@functools.lru_cache(maxsize=1)
def _made() -> Tokenizer:
    """spaCy's for Swedish, as `spacy.blank("sv")` makes it, without its vocabulary, which a tokenizer has no use for.

    spaCy is imported at first use: it takes long, and brings TensorFlow into a process that hasn't left it out.
    """
    from spacy.lang.sv import Swedish
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import Vocab

    rules = Swedish.Defaults
    return Tokenizer(
        Vocab(),
        rules=rules.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
        suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
        infix_finditer=compile_infix_regex(rules.infixes or ()).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )


@kept_packed(WORDS)
def _lemmas() -> Dict[str, str]:
    """spaCy's table from written words to lemmas, which are their own lemma when they have no other."""
    import spacy_lookups_data

    with gzip.open(f"{spacy_lookups_data.sv['lemma_lookup']}.gz", "rt", encoding="utf-8") as file:
        lemma_of_word: Dict[str, str] = json.load(file)
    return {**{lemma: lemma for lemma in lemma_of_word.values()}, **lemma_of_word}


@kept_packed(WORDS)
def _folded_lemmas() -> Dict[str, str]:
    """The lemmas without å, ä and ö, to nothing."""
    return {fold(lemma): "" for _, lemma in _lemmas().items()}
