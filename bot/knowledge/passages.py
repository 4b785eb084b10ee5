"""The passage of a guide or an example that fits a question best, for when no answer was written to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from bot.knowledge import store
from bot.knowledge.rank import Asked, scores
from bot.knowledge.records import Source
from bot.knowledge.retrieval.query import Query, read_query
from bot.knowledge.search import best_entries

# Entries of each kind whose texts are looked through, and sentences that make a passage.
ENTRIES = 4
SENTENCES = 2

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”])|\n")


@dataclass(frozen=True)
class Passage:
    """Sentences of one entry as they stand there."""

    id: str
    title: str
    text: str
    source: Source


def best_passage(text: str) -> Optional[Passage]:
    """The passage that fits best, or None when nothing has enough to do with the question."""
    query = read_query(text)
    found = [passage for kind in _PASSAGES for passage in _passages(kind, query)]
    if not found:
        return None
    fit = scores(Asked(text, [f"{passage.title} {passage.text}" for passage in found]))
    return found[int(fit.argmax())]


def _passages(kind: str, query: Query) -> Iterator[Passage]:
    for identity, title, texts, source in _PASSAGES[kind](best_entries(kind, query, ENTRIES)):
        sentences = [part for text in texts if text for part in _SENTENCE.split(text) if part.strip()]
        for start in range(max(1, len(sentences) - SENTENCES + 1)):
            yield Passage(identity, title, " ".join(sentences[start : start + SENTENCES]), source)


Entry = Tuple[str, str, Sequence[Optional[str]], Source]


def _of_guides(identities: Sequence[str]) -> List[Entry]:
    return [(guide.id, guide.title, (guide.summary,), guide.source) for guide in store.guides(identities)]


def _of_examples(identities: Sequence[str]) -> List[Entry]:
    return [
        (example.id, example.title, (example.requirement, example.result), example.source)
        for example in store.examples(identities)
    ]


_PASSAGES: Dict[str, Callable[[Sequence[str]], List[Entry]]] = {
    "guide": _of_guides,
    "example": _of_examples,
}
