"""Take an entry away with all that is left of it: earlier versions, those to come, and the words that only it had."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import delete
from bot.knowledge.kinds import BY_NAME
from bot.knowledge.models import RevisionRow, SearchTermRow, UpcomingRow
from bot.knowledge.retrieval.index import Indexer

# FTS5 only notes what is deleted, until it writes its index anew (https://sqlite.org/fts5.html, section 6.6).
_FULL_TEXT = ("search_text", "search_term_text")


def erase(session: Session, kind: str, identity: str) -> None:
    """Unlike a removed entry, this one can't be restored. One that isn't there leaves nothing to do."""
    table = BY_NAME[kind].table
    delete(session, table, table.id == identity)
    for versions in (RevisionRow, UpcomingRow):
        delete(session, versions, versions.kind == kind, versions.entry_id == identity)
    with Indexer(session) as index:
        index.remove(kind, [identity])
    _forget_unused_words(session)


def _forget_unused_words(session: Session) -> None:
    """Words that no entry has any more, but for those that somebody is just writing."""
    unused = sa.select(SearchTermRow.number).where(SearchTermRow.documents <= 0).with_for_update(skip_locked=True)
    delete(session, SearchTermRow, SearchTermRow.number.in_(unused))
    if session.get_bind().dialect.name == "sqlite":
        for name in _FULL_TEXT:
            session.execute(sa.text(f"INSERT INTO {name} ({name}) VALUES ('optimize')"))
