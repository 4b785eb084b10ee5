"""Plain ways to search, to see what ours is worth: SQLite's bm25, and TF-IDF over groups of letters."""

from __future__ import annotations

import re
import sqlite3
from typing import Dict, List, Mapping, Sequence

from sklearn.feature_extraction.text import TfidfVectorizer

from bot.knowledge import store

DEPTH = 10


def texts() -> Dict[str, Dict[str, str]]:
    """By kind and id, everything that an entry says of itself."""
    examples = {
        each.id: " ".join(
            filter(
                None,
                [
                    each.title,
                    each.organisation,
                    each.municipality,
                    each.region,
                    str(each.year or ""),
                    each.sector,
                    *each.target_groups,
                    each.requirement,
                    each.result,
                ],
            )
        )
        for each in store.examples()
    }
    guides = {
        each.id: " ".join([each.title, each.publisher, str(each.year or ""), *each.topics, each.summary, each.audience])
        for each in store.guides()
    }
    return {"examples": examples, "guides": guides}


class Bm25:
    """FTS5 as it comes, any of the words."""

    def __init__(self, entries: Mapping[str, Mapping[str, str]]) -> None:
        self._database = sqlite3.connect(":memory:")
        for kind, by_id in entries.items():
            self._database.execute(f"CREATE VIRTUAL TABLE {kind} USING fts5(id UNINDEXED, text)")
            self._database.executemany(f"INSERT INTO {kind} VALUES (?, ?)", by_id.items())

    def __call__(self, kind: str, query: str) -> Sequence[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        statement = f"SELECT id FROM {kind} WHERE {kind} MATCH ? ORDER BY rank LIMIT {DEPTH}"
        return [identity for (identity,) in self._database.execute(statement, (words,))]


class Letters:
    """Cosine of TF-IDF over groups of two to five letters within words."""

    def __init__(self, entries: Mapping[str, Mapping[str, str]]) -> None:
        self._ids: Dict[str, List[str]] = {kind: list(by_id) for kind, by_id in entries.items()}
        self._models = {kind: TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)) for kind in entries}
        self._rows = {kind: self._models[kind].fit_transform(by_id.values()) for kind, by_id in entries.items()}

    def __call__(self, kind: str, query: str) -> Sequence[str]:
        likeness = (self._rows[kind] @ self._models[kind].transform([query]).T).toarray().ravel()
        return [self._ids[kind][place] for place in (-likeness).argsort()[:DEPTH] if likeness[place] > 0]
