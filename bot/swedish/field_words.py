"""The field's words as people write them, read from their file at first use."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Dict, FrozenSet, Mapping, Tuple

from ruamel.yaml import YAML

from bot.swedish.kept import WORDS, kept
from bot.swedish.text import fold

FIELD_WORDS = Path(__file__).with_name("field_words.yml")
SYNONYMS = Path(__file__).with_name("synonyms.yml")


@kept(WORDS)
def _content() -> Mapping:
    return _read(FIELD_WORDS)


def _read(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)


@functools.lru_cache(maxsize=1)
def replacements() -> Dict[str, str]:
    """Abbreviation, spoken or English phrase, in lower case, to written Swedish."""
    return {
        str(short): written
        for section in ("abbreviations", "spoken", "english", "phrases")
        for short, written in _content()[section].items()
    }


@functools.lru_cache(maxsize=1)
def synonym_of() -> Dict[str, str]:
    """Folded word to the folded word that stands for its group, itself among them."""
    return {fold(word): fold(group[0]) for group in synonyms() for word in group}


@kept(WORDS)
def synonyms() -> Tuple[Tuple[str, ...], ...]:
    """Groups of words that a search takes for each other."""
    return tuple(tuple(group) for group in _read(SYNONYMS))


@functools.lru_cache(maxsize=1)
def building_blocks() -> FrozenSet[str]:
    """The words that the field's compounds are made of, as dictionary forms."""
    return frozenset(_content()["parts"].split())
