"""How well entries fit a query: each word counts by its rarity, how it is there, and the field it stands in."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterable, Iterator, List, Mapping, Sequence, Tuple

from sqlalchemy.engine import Connection

from bot.knowledge.retrieval.bm25 import bm25, occurrences, pieces
from bot.knowledge.retrieval.documents import WEIGHTS, concept_tokens, word_token
from bot.knowledge.retrieval.expressions import Part, all_of, any_of
from bot.knowledge.retrieval.fulltext import Hit, documents_with, similar
from bot.knowledge.retrieval.index import EVERY_ENTRY

# How much a text counts for its letters beside its words.
LETTERS = 0.8
# How much a word counts that is there letter for letter, and one that is there as a synonym or as part of a compound.
LITERAL, RELATED = 1.0, 0.9
# A word that stands in fewer entries may be misspelt or joined otherwise: then words count that have enough of its
# groups of letters.
KNOWN, ALIKE, GRAM, SIMILAR = 4, 0.5, 4, 50


@dataclass(frozen=True)
class Word:
    """A word of the query, or a filter. `weight` is its rarity; each of `ways` is a set of tokens by which a text has
    it, and how much that counts."""

    token: str
    weight: float
    ways: Tuple[Tuple[FrozenSet[str], float], ...]

    def expression(self) -> Part:
        return any_of(all_of(sorted(tokens)) for tokens, _ in self.ways)


@dataclass(frozen=True)
class Fit:
    """How well an entry fits the words all in all, and how much of their weight it has, from 0 to 1: in any way, and
    letter for letter."""

    score: float
    covered: float
    literal: float


class Weigher:
    """Weighs words and filters by how many entries of a kind have them, asked for at once."""

    def __init__(self, connection: Connection, kind: str, terms: Iterable[str], marks: Iterable[str]) -> None:
        self._connection, self._kind = connection, kind
        meant = _meant(terms)
        asked = {*meant, *itertools.chain(*meant.values()), *marks, EVERY_ENTRY}
        self._documents = documents_with(connection, kind, asked)
        self.entries = self._documents.get(EVERY_ENTRY, 0)

    def words(self, terms: Iterable[str]) -> List[Word]:
        """The rarest first, with every way in which entries may have them."""
        words = (self._word(token, about) for token, about in _meant(terms).items())
        return sorted(words, key=lambda word: -word.weight)

    def _word(self, token: str, about: Sequence[str]) -> Word:
        documents = self._documents
        ways = [(frozenset({token}), LITERAL)] if token in documents else []
        if about and all(concept in documents for concept in about):
            ways.append((frozenset(about), RELATED))
        standing = [min(documents[each] for each in tokens) for tokens, _ in ways]
        if max(standing, default=0) < KNOWN:
            alike = _alike(token, similar(self._connection, self._kind, token, SIMILAR))
            ways += [(frozenset({term}), share) for term, share, _ in alike]
            standing += [often for *_, often in alike]
        return Word(token, self._rarity(max(standing, default=0)), tuple(ways))

    def filter(self, marks: Sequence[str], weight: float) -> Word:
        """A filter, any of whose values will do, as one more word of the query that counts `weight` times."""
        rare = self._rarity(self.standing(marks))
        return Word(marks[0], weight * rare, tuple((frozenset({mark}), LITERAL) for mark in marks))

    def standing(self, tokens: Iterable[str]) -> int:
        """In how many entries any of the tokens stand, at most."""
        return sum(self._documents.get(token, 0) for token in tokens)

    def _rarity(self, often: int) -> float:
        return math.log(1 + self.entries / (1 + often))


def _meant(terms: Iterable[str]) -> Dict[str, Tuple[str, ...]]:
    """Token to the tokens of what it is about."""
    return {word_token(term): concept_tokens(term) for term in terms if word_token(term)}


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


def fits(kind: str, hits: Sequence[Hit], words: Sequence[Word], wishes: Sequence[Word] = ()) -> Dict[str, Fit]:
    """How each hit fits the words, by words and by letters, and the filters that are only wishes."""
    weight = sum(word.weight for word in words) or 1.0
    standing, wished = _standing(kind, hits, words), _standing(kind, hits, wishes)
    by_words = list(map(_sum, standing))
    best = max(by_words, default=0.0)
    letters = _by_letters(hits, words) if best else [0.0] * len(hits)
    return {
        hit.id: Fit(
            score=of_words + LETTERS * best * of_letters + _sum(of_wishes),
            covered=sum(rare * share for rare, share, _ in found) / weight,
            literal=sum(rare for rare, share, _ in found if share == LITERAL) / weight,
        )
        for hit, found, of_words, of_letters, of_wishes in zip(hits, standing, by_words, letters, wished)
    }


# A word's weight, how much of the word a text has, from 0 to 1, and the weight of the field it stands in.
Standing = Tuple[float, float, float]


def _sum(found: Iterable[Standing]) -> float:
    return sum(rare * share * field for rare, share, field in found)


def _by_letters(hits: Sequence[Hit], words: Sequence[Word]) -> List[float]:
    """How well each hit's letters fit the words', from 0 to 1 for the one that fits best."""
    texts = [hit.letters for hit in hits]
    asked = dict.fromkeys(piece for word in words for piece in pieces(word.token))
    scores = bm25(occurrences(asked, texts), list(map(len, texts)))
    best = scores.max() if len(scores) else 0.0
    return [float(score / best) if best else 0.0 for score in scores]


def _standing(kind: str, hits: Sequence[Hit], words: Sequence[Word]) -> List[List[Standing]]:
    """For each hit how each word stands in it, in the way that counts most."""
    texts = [hit.fields for hit in hits]
    by_word = [_of_word(WEIGHTS[kind], texts, word) for word in words]
    return [[found[place] for found in by_word] for place in range(len(hits))]


def _of_word(weights: Sequence[float], texts: Sequence[str], word: Word) -> List[Standing]:
    best = [(word.weight, 0.0, 0.0)] * len(texts)
    for tokens, share in word.ways:
        for place, field in _having(weights, texts, tokens):
            _, other_share, other_field = best[place]
            if share * field > other_share * other_field:
                best[place] = word.weight, share, field
    return best


def _having(weights: Sequence[float], texts: Sequence[str], tokens: Iterable[str]) -> Iterator[Tuple[int, float]]:
    """Which of the texts have all the tokens, and the weight of the field that has them, each in its first one."""
    starts = [[text.find(f" {token} ") for text in texts] for token in tokens]
    for place, text_starts in enumerate(zip(*starts)):
        if -1 not in text_starts:
            yield place, min(weights[texts[place].count("\n", 0, start)] for start in text_starts)
