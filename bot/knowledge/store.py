"""Read what the assistant knows."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, TypeVar
from urllib.parse import urlsplit

import sqlalchemy as sa

from bot.database import engine, session_scope
from bot.knowledge import models
from bot.knowledge.records import Answer, Example, Guide, Notice, Source

# Rows that are only read need no objects that SQLAlchemy looks after.
_ANSWERS: Any = models.AnswerRow.__table__
_SOURCES: Any = models.SourceRow.__table__
# Statements are made once, and kept: to make one takes longer than to carry it out.
_ANSWER = sa.select(_ANSWERS).where(_ANSWERS.c.id == sa.bindparam("id"))
_CITED = sa.select(_SOURCES).where(_SOURCES.c.key.in_(sa.bindparam("keys", expanding=True)))
_LABELS = sa.select(_ANSWERS.c.id, _ANSWERS.c.label)
_SOME_LABELS = _LABELS.where(_ANSWERS.c.id.in_(sa.bindparam("ids", expanding=True)))

Record = TypeVar("Record", Example, Guide)


def answer(identity: str) -> Optional[Answer]:
    """The answer with its sources, or None when there is none with that id."""
    with engine().connect() as connection:
        row = connection.execute(_ANSWER, {"id": identity}).first()
        if row is None:
            return None
        found = connection.execute(_CITED, {"keys": row.sources})
        by_key = {source.key: Source(source.title, source.publisher, source.url, source.date) for source in found}
        return Answer(
            id=row.id,
            label=row.label,
            text=row.text,
            why=row.why,
            more=row.more,
            certainty=row.certainty,
            legal=row.legal,
            paragraphs=tuple(row.paragraphs),
            checked=row.checked,
            sources=tuple(by_key[key] for key in row.sources),
            related=tuple(row.related),
            next_steps=tuple(
                {kind: value for kind, value in step.items() if value is not None} for step in row.next_steps
            ),
        )


def answer_labels(identities: Optional[Sequence[str]] = None) -> Dict[str, str]:
    """Label by answer id, for choices: of the named answers, or of all."""
    if identities is not None and not identities:
        return {}
    with engine().connect() as connection:
        if identities is None:
            return dict(connection.execute(_LABELS).all())
        return dict(connection.execute(_SOME_LABELS, {"ids": list(identities)}).all())


def example(identity: str) -> Optional[Example]:
    return _one(models.ExampleRow, Example, identity)


def examples(identities: Optional[Sequence[str]] = None) -> List[Example]:
    """The named examples in that order, or all by id."""
    return _many(models.ExampleRow, Example, identities)


def example_addresses(site: str) -> Dict[str, str]:
    """Address of the source by id, of the examples whose source may be at a site, given by its host in lower case."""
    address = models.ExampleRow.source_url
    wanted = sa.select(models.ExampleRow.id, address).where(sa.func.lower(address).contains(site, autoescape=True))
    with session_scope() as session:
        return dict(session.execute(wanted.order_by(models.ExampleRow.id)).all())


def guide(identity: str) -> Optional[Guide]:
    return _one(models.GuideRow, Guide, identity)


def guide_at(address: str) -> Optional[Guide]:
    """The guide that is the page at that address, however its scheme, "www." and last slash are written."""
    return next((guide for guide in guides() if _place(guide.url) == _place(address)), None)


def _place(address: str) -> str:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")


def guides(identities: Optional[Sequence[str]] = None) -> List[Guide]:
    """The named guides in that order, or all by id."""
    return _many(models.GuideRow, Guide, identities)


def notice(key: str) -> Optional[Notice]:
    with session_scope() as session:
        row = session.get(models.NoticeRow, key)
        return row and Notice(row.text, row.as_of)


def counts() -> Dict[str, int]:
    """How many answers, examples, guides and municipalities are stored."""
    tables = {
        "answers": models.AnswerRow,
        "examples": models.ExampleRow,
        "guides": models.GuideRow,
        "municipalities": models.MunicipalityRow,
    }
    with session_scope() as session:
        return {
            name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for name, table in tables.items()
        }


def _one(table: Any, record: Callable[..., Record], identity: str) -> Optional[Record]:
    return next(iter(_many(table, record, [identity])), None)


def _many(table: Any, record: Callable[..., Record], identities: Optional[Sequence[str]]) -> List[Record]:
    every, named = _statements(table, record)
    if identities is None:
        return _read(record, every)
    by_id = {item.id: item for item in _read(record, named, ids=list(identities))} if identities else {}
    return [by_id[identity] for identity in identities if identity in by_id]


@functools.cache
def _statements(table: Any, record: Any) -> Tuple[Any, Any]:
    """For all rows by id, and for those with some ids; of the columns that the record has."""
    columns = table.__table__.c
    every = sa.select(*(columns[field.name] for field in dataclasses.fields(record))).order_by(columns.id)
    return every, every.where(columns.id.in_(sa.bindparam("ids", expanding=True)))


def _read(record: Callable[..., Record], statement: Any, **values: Any) -> List[Record]:
    with engine().connect() as connection:
        rows = connection.execute(statement, values).all()
    plain: List[List[Any]] = [[tuple(value) if isinstance(value, list) else value for value in row] for row in rows]
    return [record(*values) for values in plain]
