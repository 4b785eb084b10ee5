"""Find where a sentence speaks of a condition, a state or a treatment, whoever has it."""

from __future__ import annotations

import functools
import re
from typing import List, NamedTuple, Sequence

from bot.privacy.health_words import CONDITIONS, ENDINGS, HAPPENINGS, PHRASES, STATES
from bot.swedish.text import WORDS_KEPT

SHORTEST_END = 5  # letters of a word that may end a compound
_ENDS = tuple(word for word in CONDITIONS | STATES if len(word) >= SHORTEST_END)
# "*" in a phrase is at most two words.
_PHRASE = re.compile(rf"(?<!\S)(?:{'|'.join(phrase.replace('* ', '(?:[^ ]+ ){0,2}') for phrase in PHRASES)})(?!\S)")


class Condition(NamedTuple):
    """The positions of its first and last word. `is_whole` when it needs no verb to be somebody's: "opererades"."""

    first: int
    last: int
    is_whole: bool


def find(words: Sequence[str]) -> List[Condition]:
    """In order, in the words of a sentence in lower case."""
    found = [
        Condition(position, position, word in HAPPENINGS) for position, word in enumerate(words) if _is_condition(word)
    ]
    sentence = " ".join(words)
    for match in _PHRASE.finditer(sentence):
        first = sentence.count(" ", 0, match.start())
        found.append(Condition(first, first + match.group().count(" "), True))
    return sorted(found)


@functools.lru_cache(maxsize=WORDS_KEPT)
def _is_condition(word: str) -> bool:
    if word in HAPPENINGS or word in STATES or word in CONDITIONS or word.endswith(_ENDS):
        return True
    stems = (word[: -len(ending)] for ending in ENDINGS if word.endswith(ending))
    return any(stem in CONDITIONS or len(stem) >= SHORTEST_END and stem.endswith(_ENDS) for stem in stems)
