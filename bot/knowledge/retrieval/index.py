"""Keep the search index in step with what is stored, in the same transaction."""

from __future__ import annotations

from collections import Counter
from types import TracebackType
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Type

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.knowledge.models import AnswerRow, ExampleRow, GuideRow, SearchEntryRow, SearchTermRow
from bot.knowledge.retrieval.documents import Document, document

# Entries and terms that are written at a time.
BATCH = 500
# Of so many changed terms PostgreSQL's planner is told, or it reads whole tables until it finds out by itself.
MANY = 500
EVERY_ENTRY = ""

INDEXED: Dict[str, Any] = {"example": ExampleRow, "guide": GuideRow, "answer": AnswerRow}
_UPSERT: Dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Indexer:
    """Takes in entries; how often their terms occur is written when the block ends.

    Only entries whose words or marks changed are written, so that indexing everything again costs little.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counts: Dict[Tuple[str, str], int] = Counter()

    def __enter__(self) -> Indexer:
        return self

    def __exit__(
        self, error: Optional[Type[BaseException]], value: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if error is None:
            many = len(self._counts) > MANY
            self._write_counts()
            if many and self._session.get_bind().dialect.name == "postgresql":
                self._session.execute(sa.text("ANALYZE search_entry, search_term"))

    def put(self, kind: str, entries: Sequence[Mapping[str, Any]]) -> None:
        """Make entries, given by the names of their columns, findable as they now are."""
        documents = [document(kind, entry) for entry in entries]
        known = {row.entry_id: row for row in self._session.scalars(self._named(kind, [d.id for d in documents]))}
        new: List[Dict[str, Any]] = []
        for each in documents:
            row = known.get(each.id)
            if row is None:
                new.append({"kind": kind, "entry_id": each.id, **_stored(each)})
            elif _document(row) != each:
                self._count(_document(row), -1)
                for name, value in _stored(each).items():
                    setattr(row, name, value)
            else:
                continue
            self._count(each, 1)
        if new:
            self._session.execute(sa.insert(SearchEntryRow), new)
        self._session.flush()

    def remove(self, kind: str, identities: Sequence[str]) -> None:
        """Let entries be found no more."""
        for row in self._session.scalars(self._named(kind, identities)):
            self._count(_document(row), -1)
            self._session.delete(row)
        self._session.flush()

    def _named(self, kind: str, identities: Sequence[str]) -> Any:
        return sa.select(SearchEntryRow).where(SearchEntryRow.kind == kind, SearchEntryRow.entry_id.in_(identities))

    def _count(self, each: Document, by: int) -> None:
        for word in {*each.words(), EVERY_ENTRY}:
            self._counts[each.kind, word] += by

    def _write_counts(self) -> None:
        """In the terms' own order, so that two who write at once don't wait for each other in a circle."""
        changed = sorted((key, by) for key, by in self._counts.items() if by)
        insert = _UPSERT[self._session.get_bind().dialect.name]
        for start in range(0, len(changed), BATCH):
            rows = [
                {"kind": kind, "term": term, "documents": by} for (kind, term), by in changed[start : start + BATCH]
            ]
            statement = insert(SearchTermRow).values(rows)
            more = {"documents": SearchTermRow.documents + statement.excluded.documents}
            self._session.execute(statement.on_conflict_do_update(index_elements=["kind", "term"], set_=more))
        self._counts.clear()


def rebuild(session: Session) -> None:
    """Index everything that is stored, as the analyzer reads it now."""
    with Indexer(session) as index:
        for kind, table in INDEXED.items():
            stored = set(session.scalars(sa.select(table.id)))
            indexed = session.scalars(sa.select(SearchEntryRow.entry_id).where(SearchEntryRow.kind == kind))
            index.remove(kind, sorted(set(indexed) - stored))
            for entries in _in_batches(session, table):
                index.put(kind, entries)


def _in_batches(session: Session, table: Any) -> Iterator[List[Dict[str, Any]]]:
    names = [column.key for column in sa.inspect(table).columns]
    last = ""
    while True:
        rows = session.scalars(sa.select(table).where(table.id > last).order_by(table.id).limit(BATCH)).all()
        if not rows:
            return
        yield [{name: getattr(row, name) for name in names} for row in rows]
        last = rows[-1].id
        session.expunge_all()


def _stored(each: Document) -> Dict[str, Any]:
    return {
        "year": each.year,
        "tokens": " ".join(sorted(each.tokens())),
        "fields": "\n".join(each.fields),
        "letters": each.letters,
    }


def _document(row: SearchEntryRow) -> Document:
    return Document(row.kind, row.entry_id, row.year, tuple(row.fields.split("\n")), row.letters)
