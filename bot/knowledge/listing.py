"""What editors look through: the entries of a kind in short, those that were removed, and what an answer may name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import session_scope
from bot.knowledge.kinds import Kind
from bot.knowledge.models import AnswerRow, RevisionRow, SourceRow, UpcomingRow
from bot.knowledge.records import Source
from bot.knowledge.retrieval.query import Query, read_query
from bot.knowledge.search import best_entries, search_answers, search_examples
from bot.knowledge.upcoming import upcoming
from bot.swedish.standard import terms

# Entries that a search among them shows, and removed ones that are listed.
MOST_FOUND, MOST_REMOVED = 100, 50


@dataclass(frozen=True)
class Listed:
    """`topic` is empty for what has none; `to_come` has the days from which other versions are valid."""

    id: str
    title: str
    topic: str
    checked: Optional[dt.date]
    to_come: Tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class Page:
    """Some of `total` entries."""

    entries: Tuple[Listed, ...]
    total: int


@dataclass(frozen=True)
class Removed:
    """`at` is UTC."""

    id: str
    title: str
    at: dt.datetime
    by: Optional[str]


def title_field(kind: Kind) -> str:
    """The field that an entry of the kind is known by."""
    return "label" if kind.name == "answer" else "title"


def listed(
    kind: Kind, words: str = "", topic: str = "", oldest_first: bool = False, page: int = 1, size: int = 25
) -> Page:
    """The entries there are, by title, or those that have the words, best first, at most MOST_FOUND of them.

    `page` counts from 1; for one that isn't there it is the nearest. `oldest_first` puts those that were checked
    longest ago, or never, on top. `topic` is for answers only.
    """
    found = _found(kind, words.strip()) if words.strip() else None
    wanted = [kind.table.topic == topic] if topic else []
    if found is not None:
        wanted.append(kind.table.id.in_(found))
    title = getattr(kind.table, title_field(kind))
    by_day = [kind.table.checked.is_not(None), kind.table.checked] if oldest_first else []
    rank = [sa.case({identity: rank for rank, identity in enumerate(found)}, value=kind.table.id)] if found else []
    with session_scope() as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(kind.table).where(*wanted))
        rows = sa.select(*_columns(kind)).where(*wanted).order_by(*by_day, *rank, sa.func.lower(title), kind.table.id)
        first = size * (min(max(page, 1), max(1, -(-total // size))) - 1)
        return Page(_described(session, kind, session.execute(rows.offset(first).limit(size)).all()), total)


def only_to_come(kind: Kind) -> List[Listed]:
    """Entries whose first version isn't valid yet."""
    found: Dict[str, List[Any]] = defaultdict(list)
    with session_scope() as session:
        for fields in upcoming(session, kind) if kind.is_dated else ():
            if session.get(kind.table, fields["id"]) is None:
                found[fields["id"]].append(fields)
    return [_to_come(kind, versions) for versions in found.values()]


def removed(kind: Kind) -> List[Removed]:
    """What was removed and can be brought back, the latest first, at most MOST_REMOVED."""
    row = RevisionRow
    is_there = sa.select(kind.table.id).where(kind.table.id == row.entry_id).exists()
    last = sa.select(sa.func.max(row.number)).where(row.kind == kind.name).group_by(row.entry_id)
    other = sa.orm.aliased(row)
    later = sa.select(other.number).where(
        other.kind == row.kind, other.entry_id == row.entry_id, other.number > row.number
    )
    wanted = sa.select(row).where(row.kind == kind.name, ~is_there, row.number.in_(last), ~later.exists())
    with session_scope() as session:
        rows = session.scalars(wanted.order_by(row.replaced_at.desc(), row.entry_id).limit(MOST_REMOVED))
        return [
            Removed(each.entry_id, each.fields[title_field(kind)], each.replaced_at, each.replaced_by) for each in rows
        ]


def titles(kind: Kind) -> Dict[str, str]:
    """Title by id of every entry that there is or will be, by title."""
    name = title_field(kind)
    with session_scope() as session:
        to_come = {fields["id"]: fields[name] for fields in upcoming(session, kind)} if kind.is_dated else {}
        current = dict(session.execute(sa.select(kind.table.id, getattr(kind.table, name))).all())
    return dict(sorted({**to_come, **current}.items(), key=lambda each: each[1].casefold()))


def topics() -> List[str]:
    with session_scope() as session:
        return list(session.scalars(sa.select(AnswerRow.topic).distinct().order_by(AnswerRow.topic)))


def sources() -> Dict[str, Source]:
    """Every source that an answer may name, by its key."""
    with session_scope() as session:
        rows = session.scalars(sa.select(SourceRow).order_by(SourceRow.key))
        return {row.key: Source(row.title, row.publisher, row.url, row.date) for row in rows}


def _found(kind: Kind, words: str) -> List[str]:
    """Ids: those that have the words as they stand in their title or id, then those that a question would find."""
    title = getattr(kind.table, title_field(kind))
    literal = sa.or_(*(column.ilike(f"%{_escaped(words)}%", escape="\\") for column in (title, kind.table.id)))
    with session_scope() as session:
        as_written = session.scalars(sa.select(kind.table.id).where(literal).order_by(title).limit(MOST_FOUND)).all()
    return list(dict.fromkeys([*as_written, *_SEARCHES[kind.name](words)]))[:MOST_FOUND]


_SEARCHES: Dict[str, Callable[[str], Sequence[str]]] = {
    "answer": lambda words: search_answers(words, MOST_FOUND),
    "guide": lambda words: best_entries("guide", Query(terms(words)), MOST_FOUND),
    "example": lambda words: search_examples(read_query(words), surely=True).results,
}


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _columns(kind: Kind) -> List[Any]:
    topic = kind.table.topic if kind.name == "answer" else sa.literal("").label("topic")
    return [kind.table.id, getattr(kind.table, title_field(kind)).label("title"), topic, kind.table.checked]


def _described(session: Session, kind: Kind, rows: Sequence[Any]) -> Tuple[Listed, ...]:
    of_these = UpcomingRow.kind == kind.name, UpcomingRow.entry_id.in_([row.id for row in rows])
    days: Dict[str, List[dt.date]] = defaultdict(list)
    for identity, day in session.execute(
        sa.select(UpcomingRow.entry_id, UpcomingRow.valid_from).where(*of_these).order_by(UpcomingRow.valid_from)
    ):
        days[identity].append(day)
    return tuple(Listed(row.id, row.title, row.topic, row.checked, tuple(days[row.id])) for row in rows)


def _to_come(kind: Kind, versions: Sequence[Any]) -> Listed:
    first = versions[0]
    days = tuple(fields["valid_from"] for fields in versions)
    return Listed(first["id"], first[title_field(kind)], first.get("topic", ""), first["checked"], days)
