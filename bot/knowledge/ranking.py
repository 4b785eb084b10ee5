"""How well texts fit a query's words: whole words, or long parts of them, weighted by rarity and by field."""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import Dict, FrozenSet, List, Mapping, Sequence, Tuple

from bot.swedish.standard import concepts, terms

GRAM = 4
# How much of the query's weight a text must carry to count as found when only words were asked for.
ENOUGH = 0.4
# How much of a word's letter groups a text must have for the word to count as there in another form.
ALIKE = 0.5
# How much a word counts for that is there as a synonym, or as part of a compound.
RELATED = 0.8

# A text in parts, each with the weight of what stands there.
Fields = Sequence[Tuple[float, str]]


def by_words(texts: Mapping[str, Fields], words: Sequence[str], enough: float) -> Tuple[str, ...]:
    """Ids of the texts that have more than the share `enough` of the query, best first; equals in the order given."""
    scores = scores_of(texts, words, enough)
    return tuple(sorted(scores, key=lambda name: -scores[name]))


def scores_of(texts: Mapping[str, Fields], words: Sequence[str], enough: float) -> Dict[str, float]:
    """How well each text fits that shares words, or long parts of words, with the query.

    A word counts whole, or by its four-letter parts when it is written or joined otherwise ("städavtal", "städ").
    """
    weights = {identity: _field_weights(fields) for identity, fields in texts.items()}
    frequency = Counter(gram for text in weights.values() for gram in text)
    rarity = {gram: math.log(1 + len(texts) / (1 + frequency[gram])) for word in words for gram in _grams(word)}
    asked = {word: max(rarity[gram] for gram in _grams(word)) for word in words}
    scores: Dict[str, float] = {}
    for identity, text in weights.items():
        hits = [(asked[word], *_hit(word, text)) for word in words]
        covered = sum(rare * share for rare, share, _ in hits)
        if covered > enough * sum(asked[word] for word in words):
            scores[identity] = sum(rare * share * weight for rare, share, weight in hits)
    return scores


def _field_weights(fields: Fields) -> Dict[str, float]:
    weights: Dict[str, float] = {}
    for weight, text in fields:
        for gram in _text_grams(text):
            weights[gram] = max(weights.get(gram, 0.0), weight)
    return weights


@functools.lru_cache(maxsize=10_000)
def _text_grams(text: str) -> FrozenSet[str]:
    """Kept by text, so that an edited entry is found by its new words at once."""
    found = terms(text)
    return frozenset([*(gram for word in found for gram in _grams(word)), *(c for w in found for c in _concepts(w))])


def _concepts(word: str) -> List[str]:
    """What a word is about, with a mark that no letter group has."""
    return [f"={concept}" for concept in concepts(word)]


def _grams(word: str) -> List[str]:
    """The word with a mark at its start, and its four-letter parts."""
    whole = f"^{word}"
    return [whole, *{whole[start : start + GRAM] for start in range(max(1, len(whole) - GRAM + 1))}]


def _hit(word: str, text: Mapping[str, float]) -> Tuple[float, float]:
    """How much of a word a text has, from 0 to 1, and the weight of the field it stands in."""
    whole, *parts = _grams(word)
    if whole in text:
        return 1.0, text[whole]
    about = _concepts(word)
    if all(concept in text for concept in about):
        return RELATED, min(text[concept] for concept in about)
    shared = [text[gram] for gram in parts if gram in text]
    share = len(shared) / len(parts)
    return (share, max(shared)) if share >= ALIKE else (0.0, 0.0)
