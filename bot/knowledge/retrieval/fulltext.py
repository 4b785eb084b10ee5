"""Ask the database's own full-text index: FTS5 on SQLite, tsvector and pg_trgm on PostgreSQL."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.knowledge.models import SearchTermRow
from bot.knowledge.retrieval.expressions import Part, fts5, tsquery


class Hit(NamedTuple):
    """An entry found, as bot.knowledge.retrieval.documents.Document has it; `fields` has a line each."""

    id: str
    year: Optional[int]
    fields: str
    letters: str

    @property
    def marks(self) -> List[str]:
        return self.fields.rpartition("\n")[2].split()


# Statements are made once, and kept: to make one takes longer than to carry it out.
_TERMS: Any = SearchTermRow.__table__
_DOCUMENTS_WITH = sa.select(_TERMS.c.term, _TERMS.c.documents).where(
    _TERMS.c.kind == sa.bindparam("kind"),
    _TERMS.c.term.in_(sa.bindparam("terms", expanding=True)),
    _TERMS.c.documents > 0,
)
# Both stop as soon as there are enough entries. PostgreSQL's planner takes looking into tokens for cheap and would
# rather read the whole table, so it is told to use the index.
_MATCH = {
    "sqlite": sa.text("""
        SELECT entry.entry_id, entry.year, entry.fields, entry.letters
        FROM search_text JOIN search_entry AS entry ON entry.number = search_text.rowid
        WHERE search_text MATCH :expression LIMIT :most
    """),
    "postgresql": sa.text("""
        SET LOCAL enable_seqscan = off;
        SELECT entry_id, year, fields, letters FROM search_entry
        WHERE tokens @@ CAST(:expression AS tsquery) LIMIT :most
    """),
}
_COUNT = {
    "sqlite": sa.text("""
        SELECT count(*) FROM (SELECT 1 FROM search_text WHERE search_text MATCH :expression LIMIT :most)
    """),
    "postgresql": sa.text("""
        SET LOCAL enable_seqscan = off;
        SELECT count(*) FROM
        (SELECT 1 FROM search_entry WHERE tokens @@ CAST(:expression AS tsquery) LIMIT :most) AS found
    """),
}
_SIMILAR = {
    "sqlite": sa.text("""
        SELECT term.term, term.documents
        FROM search_term_text JOIN search_term AS term ON term.number = search_term_text.rowid
        WHERE search_term_text MATCH :trigrams AND term.kind = :kind AND term.documents > 0
        ORDER BY search_term_text.rank LIMIT :most
    """),
    "postgresql": sa.text("""
        SELECT term, documents FROM search_term
        WHERE (term % :word OR :word <% term) AND kind = :kind AND documents > 0
        ORDER BY similarity(term, :word) DESC, term LIMIT :most
    """),
}
_SYNTAX = {"sqlite": fts5, "postgresql": tsquery}


def match(connection: Connection, expression: Part, most: int) -> List[Hit]:
    """Entries that the expression holds for, at most so many of them, in no order."""
    dialect = connection.dialect.name
    found = connection.execute(_MATCH[dialect], {"expression": _SYNTAX[dialect](expression), "most": most})
    return [Hit(*row) for row in found]


def count(connection: Connection, expression: Part, most: int) -> int:
    """How many entries the expression holds for; counting stops at `most`."""
    dialect = connection.dialect.name
    return connection.scalar(_COUNT[dialect], {"expression": _SYNTAX[dialect](expression), "most": most}) or 0


def documents_with(connection: Connection, kind: str, terms: Iterable[str]) -> Dict[str, int]:
    """In how many entries of the kind each term stands; those that stand in none are left out."""
    return dict(connection.execute(_DOCUMENTS_WITH, {"kind": kind, "terms": list(set(terms))}).all())


def similar(connection: Connection, kind: str, word: str, most: int) -> Dict[str, int]:
    """Terms that share groups of three letters with the word, with the number of entries they stand in."""
    trigrams = " OR ".join(f'"{word[start : start + 3]}"' for start in range(len(word) - 2))
    if not trigrams:
        return {}
    values = {"kind": kind, "most": most, "word": word, "trigrams": trigrams}
    return dict(connection.execute(_SIMILAR[connection.dialect.name], values).all())
