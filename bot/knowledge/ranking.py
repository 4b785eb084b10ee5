"""How well entries fit a query's words: each counts by its rarity, how it is there, and the field it stands in."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterator, List, Mapping, Sequence, Tuple

from sqlalchemy.orm import Session

from bot.knowledge.bm25 import bm25, pieces
from bot.knowledge.documents import WEIGHTS, concept_tokens, word_token
from bot.knowledge.expressions import Part, all_of, any_of
from bot.knowledge.fulltext import Hit, documents_with, similar
from bot.knowledge.index import EVERY_ENTRY

# How much a text counts for its letters beside its words.
LETTERS = 0.6
# How much a word counts that is there as a synonym, or as part of a compound.
RELATED = 0.8
# A word that stands in fewer entries may be misspelt or joined otherwise: then words count that have enough of its
# groups of letters.
KNOWN, ALIKE, GRAM, SIMILAR = 4, 0.5, 4, 50
# Words that are asked for in the database; those of a longer question only rank.
ASKED_FOR = 6


@dataclass(frozen=True)
class Word:
    """A word of the query. `weight` is its rarity; each of `ways` is a set of tokens by which a text has it, and
    how much that counts."""

    token: str
    weight: float
    ways: Tuple[Tuple[FrozenSet[str], float], ...]

    def expression(self) -> Part:
        return any_of(all_of(sorted(tokens)) for tokens, _ in self.ways)


def weighed(session: Session, kind: str, terms: Sequence[str]) -> List[Word]:
    """The query's words, the rarest first, with every way in which entries of the kind may have them."""
    meant = {word_token(term): concept_tokens(term) for term in terms if word_token(term)}
    asked = {*meant, *itertools.chain(*meant.values()), EVERY_ENTRY}
    documents = documents_with(session, kind, asked)
    entries = documents.get(EVERY_ENTRY, 0)
    words = []
    for token, about in meant.items():
        ways = [(frozenset({token}), 1.0)] if token in documents else []
        if about and all(concept in documents for concept in about):
            ways.append((frozenset(about), RELATED))
        standing = [min(documents[each] for each in tokens) for tokens, _ in ways]
        if max(standing, default=0) < KNOWN:
            alike = _alike(token, similar(session, kind, token, SIMILAR))
            ways += [(frozenset({term}), share) for term, share, _ in alike]
            standing += [often for *_, often in alike]
        words.append(Word(token, math.log(1 + entries / (1 + max(standing, default=0))), tuple(ways)))
    return sorted(words, key=lambda word: -word.weight)


def _alike(word: str, terms: Mapping[str, int]) -> List[Tuple[str, float, int]]:
    """(term, how much of the word's letter groups it has, number of entries) of the terms that have enough."""
    asked = _grams(word)
    shares = [(term, len(asked & _grams(term)) / len(asked), often) for term, often in terms.items()]
    return [
        (term, share, often) for term, share, often in shares if share >= ALIKE and term != word and "_" not in term
    ]


def _grams(word: str) -> FrozenSet[str]:
    """Groups of four letters, with a mark at the word's start."""
    framed = f"^{word}"
    return frozenset(framed[start : start + GRAM] for start in range(max(1, len(framed) - GRAM + 1)))


def filtered(session: Session, kind: str, marks: Sequence[str]) -> Word:
    """A filter, any of whose values will do, as one more word of the query."""
    documents = documents_with(session, kind, [*marks, EVERY_ENTRY])
    often = sum(documents.get(mark, 0) for mark in marks)
    ways = tuple((frozenset({mark}), 1.0) for mark in marks)
    return Word(marks[0], math.log(1 + documents.get(EVERY_ENTRY, 0) / (1 + often)), ways)


def enough(words: Sequence[Word], least: float) -> Part:
    """What holds for each text that has more than that share of the words' weight. Needs a word with a way."""
    needed = least * sum(word.weight for word in words)
    known = [word for word in words if word.ways][:ASKED_FOR]
    sets: List[FrozenSet[Word]] = []
    for size in range(1, len(known) + 1):
        for chosen in map(frozenset, itertools.combinations(known, size)):
            if sum(word.weight for word in chosen) > needed and not any(smaller <= chosen for smaller in sets):
                sets.append(chosen)
    chosen_sets = sets or [frozenset(known)]
    return any_of(all_of(word.expression() for word in known if word in chosen) for chosen in chosen_sets)


def scores_of(kind: str, hits: Sequence[Hit], words: Sequence[Word], least: float) -> Dict[str, float]:
    """How well each hit fits that has more than the share `least` of the words' weight: by words, and by letters."""
    fits = {hit.id: fit for hit, fit in zip(hits, _fits(kind, hits, words))}
    needed = least * sum(word.weight for word in words)
    scores = {identity: score for identity, (covered, score) in fits.items() if covered > needed}
    best = max(scores.values(), default=0.0)
    if best:
        for identity, alike in _by_letters(hits, words).items():
            if identity in scores:
                scores[identity] += LETTERS * best * alike
    return scores


def coverage(kind: str, hits: Sequence[Hit], words: Sequence[Word]) -> float:
    """The share of the words' weight that the hit has that has most of it."""
    weight = sum(word.weight for word in words)
    return max((covered for covered, _ in _fits(kind, hits, words)), default=0.0) / weight if weight else 1.0


def _fits(kind: str, hits: Sequence[Hit], words: Sequence[Word]) -> Iterator[Tuple[float, float]]:
    """The weight of the words that each hit has, and the same with each word by the field it stands in."""
    for hit in hits:
        places = _places(kind, hit)
        found = [(word.weight, *_standing(word, places)) for word in words]
        yield sum(rare * share for rare, share, _ in found), sum(rare * share * field for rare, share, field in found)


def _by_letters(hits: Sequence[Hit], words: Sequence[Word]) -> Dict[str, float]:
    """How well each hit's letters fit the words', from 0 to 1 for the one that fits best."""
    asked = dict.fromkeys(piece for word in words if "_" not in word.token for piece in pieces(word.token))
    scores = bm25([[hit.letters.count(piece) for hit in hits] for piece in asked], [len(hit.letters) for hit in hits])
    best = scores.max() if len(scores) else 0.0
    return {hit.id: float(score / best) if best else 0.0 for hit, score in zip(hits, scores)}


def _places(kind: str, hit: Hit) -> Dict[str, float]:
    """The weight of the best field in which each token stands."""
    places: Dict[str, float] = {}
    for weight, text in zip(WEIGHTS[kind], hit.fields):
        for token in text.split():
            places.setdefault(token, weight)
    return places


def _standing(word: Word, places: Mapping[str, float]) -> Tuple[float, float]:
    """How much of a word a text has, from 0 to 1, and the weight of the field it stands in."""
    found = [
        (share, min(places[token] for token in tokens))
        for tokens, share in word.ways
        if all(token in places for token in tokens)
    ]
    return max(found, key=lambda way: way[0] * way[1], default=(0.0, 0.0))
