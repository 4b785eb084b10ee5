"""The written forms of the field's words, and the forms that they take inside a compound."""

from __future__ import annotations

import functools
import os
from itertools import chain
from typing import Dict, FrozenSet, Iterable

from bot.swedish import register
from bot.swedish.analyzer import is_word, lemma_of
from bot.swedish.field_words import building_blocks, replacements, synonym_of, synonyms
from bot.swedish.kept import WORDS, kept
from bot.swedish.packed import kept_packed
from bot.swedish.text import fold

_ENDINGS = """
    s n en ns ens t et ts ets r er ar or na en rna erna arna orna rnas ernas arnas ornas ers ars ors
    d de ad ade at are aren arna iska isk iskt a as t
""".split()
_VOWELS = "aeiou"
_VOWELS_ALL = _VOWELS + "yåäö"
# How a word that ends in a vowel goes on in a compound: "arbete" as arbets-, "gata" as gatu-, "kyrka" as kyrko-.
_LINKS = ("", "s", "u", "o", "e")


@kept(WORDS)
def block_of_form() -> Dict[str, str]:
    """Every form of a building block to the block: "upphandlingarna" to "upphandling"."""
    return _forms(building_blocks())


@functools.lru_cache(maxsize=1)
def block_of_stem() -> Dict[str, str]:
    """How a building block stands before another: "upphandlings" to "upphandling", "gatu" to "gata"."""
    stems = {f"{block}{link}": block for block in building_blocks() for link in ("s", "e")}
    for block in building_blocks():
        if len(block) > 3 and block[-1] in _VOWELS:
            stems.update({f"{block[:-1]}{link}": block for link in _LINKS})
    return {**stems, **{block: block for block in building_blocks()}}


@kept_packed(WORDS)
def head_of_form() -> Dict[str, str]:
    """Every form of a synonym, folded, to the folded word that stands for its group."""
    heads = synonym_of()
    forms = {fold(form): heads[fold(word)] for form, word in word_of_form().items() if fold(word) in heads}
    return {**forms, **heads}


def dictionary_form(word: str) -> str:
    """The lemma of a lower-case word; the field's own words go before spaCy's table."""
    return word_of_form().get(word) or lemma_of(word)


@kept_packed(WORDS)
def word_of_form() -> Dict[str, str]:
    """Every form of a synonym or building block to that word, which spaCy's table often takes for a verb's form."""
    return {**_forms([word for group in synonyms() for word in group]), **block_of_form()}


def field_forms() -> FrozenSet[str]:
    """What a misspelt word may have been meant as: forms of the field's words, and names of places."""
    named = [entry.words for entry in register.vocabulary()]
    phrases = chain(replacements().values(), *named, *synonyms())
    words = {word for phrase in phrases for word in phrase.split() if word.isalpha()}
    names = {name.lower() for name in (*register.municipalities(), *register.landscapes()) if name.isalpha()}
    return frozenset([*_forms({dictionary_form(word) for word in words}), *words, *names, *block_of_form()])


def _forms(lemmas: Iterable[str]) -> Dict[str, str]:
    """Forms that are the lemma's. Of one that spaCy's table doesn't know, all that are no other word; of one that it
    takes for a form of another ("villkor" of "villkora"), those that it takes so, too."""
    forms: Dict[str, str] = {}
    for lemma in lemmas:
        taken_for = lemma_of(lemma)
        stems = [lemma, lemma[:-1]] if lemma[-1] in _VOWELS else [lemma]
        possible = [stem + ending for stem in stems for ending in _ENDINGS]
        unknown = not is_word(lemma)
        forms.update(
            (form, lemma)
            for form in possible
            if form != taken_for and lemma_of(form) in (lemma, taken_for) or unknown and _may_be_form(form, lemma)
        )
    return {**forms, **{lemma: lemma for lemma in lemmas}}


def _may_be_form(form: str, unknown: str) -> bool:
    """Whether a word may be a form of one that nobody has described: it is no other word, and can be said."""
    shared = len(os.path.commonprefix([form, unknown]))
    ending = form[shared:]
    speakable = not ending or ending[0] in _VOWELS_ALL or ending[0] == "s" or form[shared - 1] in _VOWELS_ALL
    return speakable and not is_word(form)
