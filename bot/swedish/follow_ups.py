"""Whether a short message asks on about what was just said (why, from where, more, an example, a guide) or is seen."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import Dict, FrozenSet, Mapping, Set, Tuple

from ruamel.yaml import YAML

from bot.swedish.analyzer import analyse, is_word
from bot.swedish.phrases import one_slip
from bot.swedish.text import fold

PHRASES = Path(__file__).with_name("follow_ups.yml")
PAGE = "page"  # about the page that the assistant stands on
KINDS = ("why", "source", "more", "example", "guide", PAGE)
_LONGEST = 9  # words
_SHORTEST_MISSPELT = 6  # letters
# "Vad är en rapport?" asks for no report.
_ASKS_WHAT_IT_IS = re.compile(r"\W*vad (?:ar|betyder|menas med|innebar) (?:en|ett)\b")


def kind_of(text: str) -> str:
    """One of KINDS, or "" when the message stands on its own."""
    if len(text.split()) > _LONGEST or _ASKS_WHAT_IT_IS.match(fold(text)):
        return ""
    words = _words(text)
    known = _known().get(len(words), {})
    if words in known:
        return known[words]
    odd = {word for word in words if not is_word(word)}
    near = {kind for meant, kind in known.items() if _misspelt(words, meant, odd)} if odd else set()
    return near.pop() if len(near) == 1 else ""


def _misspelt(written: Tuple[str, ...], meant: Tuple[str, ...], odd: Set[str]) -> bool:
    """Both of as many words; `odd` are those that may be misspelt."""
    return all(
        one == other or one in odd and len(other) >= _SHORTEST_MISSPELT and one_slip(other, one)
        for one, other in zip(written, meant)
    )


@functools.lru_cache(maxsize=1)
def _known() -> Dict[int, Dict[Tuple[str, ...], str]]:
    """Phrases to their kinds, by how many words they have."""
    content = _content()
    known: Dict[int, Dict[Tuple[str, ...], str]] = defaultdict(dict)
    for kind in KINDS:
        for words in filter(None, map(_words, content[kind])):
            known[len(words)][words] = kind
    return known


def _words(text: str) -> Tuple[str, ...]:
    """Folded words in order, without what says nothing."""
    words = (fold(word.text) for word in analyse(text))
    return tuple(word for word in words if word not in _ignored())


@functools.lru_cache(maxsize=1)
def _ignored() -> FrozenSet[str]:
    return frozenset(map(fold, _content()["ignored"].split()))


@functools.lru_cache(maxsize=1)
def _content() -> Mapping:
    with PHRASES.open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)
