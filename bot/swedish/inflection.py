"""The written forms of the field's words, and the forms that they take inside a compound."""

from __future__ import annotations

import functools
from itertools import chain
from typing import Dict, FrozenSet, Iterable

from bot.swedish import register
from bot.swedish.analyzer import is_word, lemma_of
from bot.swedish.field_words import building_blocks, replacements, synonyms

_ENDINGS = """
    s n en ns ens t et ts ets r er ar or na en rna erna arna orna rnas ernas arnas ornas ers ars ors
    d de ad ade at are aren arna iska isk iskt a as t
""".split()
_VOWELS = "aeiou"
# Nouns that end so take these endings even when spaCy's table doesn't know them: "anbudsgivaren", "partnerskapets".
_REGULAR = ("are", "het", "ing", "skap")
# How a word that ends in a vowel goes on in a compound: "arbete" as arbets-, "gata" as gatu-, "kyrka" as kyrko-.
_LINKS = ("", "s", "u", "o", "e")


@functools.lru_cache(maxsize=1)
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


@functools.lru_cache(maxsize=1)
def field_forms() -> FrozenSet[str]:
    """What a misspelt word may have been meant as: forms of the field's words, and names of places."""
    named = [entry.words for entry in register.vocabulary()]
    phrases = chain(replacements().values(), *named, *synonyms())
    words = {word for phrase in phrases for word in phrase.split() if word.isalpha()}
    names = {name.lower() for name in (*register.municipalities(), *register.landscapes()) if name.isalpha()}
    return frozenset([*_forms({lemma_of(word) for word in words}), *words, *names, *block_of_form()])


def _forms(lemmas: Iterable[str]) -> Dict[str, str]:
    forms = {}
    for lemma in lemmas:
        stems = [lemma, lemma[:-1]] if lemma[-1] in _VOWELS else [lemma]
        possible = [stem + ending for stem in stems for ending in _ENDINGS]
        all_right = lemma.endswith(_REGULAR) and not is_word(lemma)
        forms.update(dict.fromkeys((form for form in possible if all_right or lemma_of(form) == lemma), lemma))
    return {**forms, **{lemma: lemma for lemma in lemmas}}
