"""Ask the database's own full-text index: FTS5 on SQLite, tsvector and pg_trgm on PostgreSQL."""

from __future__ import annotations

from typing import Dict, Iterable, List, NamedTuple, Optional, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.knowledge.models import SearchTermRow
from bot.knowledge.retrieval.expressions import Part, fts5, tsquery


class Hit(NamedTuple):
    """An entry found, as bot.knowledge.retrieval.documents.Document has it."""

    id: str
    year: Optional[int]
    fields: Tuple[str, ...]
    letters: str


# Both stop as soon as there are enough entries. PostgreSQL's planner takes looking into tokens for cheap and would
# rather read the whole table, so it is told to use the index.
_MATCH = {
    "sqlite": """
        SELECT entry.entry_id, entry.year, entry.fields, entry.letters
        FROM search_text JOIN search_entry AS entry ON entry.number = search_text.rowid
        WHERE search_text MATCH :expression LIMIT :most
    """,
    "postgresql": """
        SET LOCAL enable_seqscan = off;
        SELECT entry_id, year, fields, letters FROM search_entry
        WHERE tokens @@ CAST(:expression AS tsquery) LIMIT :most
    """,
}
_COUNT = {
    "sqlite": "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE search_text MATCH :expression LIMIT :most)",
    "postgresql": """
        SET LOCAL enable_seqscan = off;
        SELECT count(*) FROM
        (SELECT 1 FROM search_entry WHERE tokens @@ CAST(:expression AS tsquery) LIMIT :most) AS found
    """,
}
_SIMILAR = {
    "sqlite": """
        SELECT term.term, term.documents
        FROM search_term_text JOIN search_term AS term ON term.number = search_term_text.rowid
        WHERE search_term_text MATCH :trigrams AND term.kind = :kind AND term.documents > 0
        ORDER BY search_term_text.rank LIMIT :most
    """,
    "postgresql": """
        SELECT term, documents FROM search_term
        WHERE (term % :word OR :word <% term) AND kind = :kind AND documents > 0
        ORDER BY similarity(term, :word) DESC, term LIMIT :most
    """,
}
_SYNTAX = {"sqlite": fts5, "postgresql": tsquery}


def match(session: Session, expression: Part, most: int) -> List[Hit]:
    """Entries that the expression holds for, at most so many of them, in no order."""
    rows = session.execute(sa.text(_MATCH[_dialect(session)]), {**_written(session, expression), "most": most})
    return [Hit(row.entry_id, row.year, tuple(row.fields.split("\n")), row.letters) for row in rows]


def count(session: Session, expression: Part, most: int) -> int:
    """How many entries the expression holds for; counting stops at `most`."""
    statement = sa.text(_COUNT[_dialect(session)])
    return session.scalar(statement, {**_written(session, expression), "most": most}) or 0


def documents_with(session: Session, kind: str, terms: Iterable[str]) -> Dict[str, int]:
    """In how many entries of the kind each term stands; those that stand in none are left out."""
    wanted = SearchTermRow.kind == kind, SearchTermRow.term.in_(set(terms)), SearchTermRow.documents > 0
    rows = session.execute(sa.select(SearchTermRow.term, SearchTermRow.documents).where(*wanted))
    return {row.term: row.documents for row in rows}


def similar(session: Session, kind: str, word: str, most: int) -> Dict[str, int]:
    """Terms that share groups of three letters with the word, with the number of entries they stand in."""
    trigrams = " OR ".join(f'"{word[start : start + 3]}"' for start in range(len(word) - 2))
    if not trigrams:
        return {}
    values = {"kind": kind, "most": most, "word": word, "trigrams": trigrams}
    named = {name: value for name, value in values.items() if f":{name}" in _SIMILAR[_dialect(session)]}
    rows = session.execute(sa.text(_SIMILAR[_dialect(session)]), named)
    return {row.term: row.documents for row in rows}


def _written(session: Session, expression: Part) -> Dict[str, str]:
    return {"expression": _SYNTAX[_dialect(session)](expression)}


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
