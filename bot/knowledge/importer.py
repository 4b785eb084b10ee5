"""Take content into the database, all or nothing, and write it out again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Set, TextIO, Tuple, Type

import sqlalchemy as sa
from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from bot.database import Base, session_scope
from bot.knowledge import models
from bot.knowledge.content import Content, ContentError, read
from bot.knowledge.index import BATCH, Indexer, rebuild
from bot.settings import PROJECT_ROOT
from bot.swedish import register

TABLES: Dict[str, Type[Base]] = {
    "sources": models.SourceRow,
    "answers": models.AnswerRow,
    "guides": models.GuideRow,
    "examples": models.ExampleRow,
    "notices": models.NoticeRow,
}
# What search finds, by the name that it has there.
FINDABLE = {"answers": "answer", "guides": "guide", "examples": "example"}
# Files that decide how a text is read for search.
READ_BY = ("bot/swedish/*.py", "bot/swedish/*.yml", "bot/knowledge/documents.py")
INDEX = "search index"


class Report(NamedTuple):
    """How many entries were new, changed and as before."""

    added: int
    changed: int
    unchanged: int


def import_content(path: Path) -> Report:
    """Read, check and store everything under `path` in one transaction; the same content twice changes nothing.

    Raises:
        ContentError: nothing was stored; each problem has file and line.
    """
    content = read(path)
    with session_scope() as session:
        _rebuild_stale_index(session)
        _store_places(session)
        _check_links(content, session)
        with Indexer(session) as index:
            reports = [
                _store(session, kind, [entry.dict() for entry in getattr(content, kind).values()], index)
                for kind in TABLES
            ]
    return Report(*(sum(numbers) for numbers in zip(*reports)))


def import_if_changed(path: Path) -> Optional[Report]:
    """Import unless the same files were imported last time; None when there was nothing to do."""
    digest = _digest(file for file in path.rglob("*") if file.suffix in {".yml", ".csv"})
    with session_scope() as session:
        known = session.get(models.ImportRow, str(path))
        if known is not None and known.digest == digest:
            return None
    report = import_content(path)
    with session_scope() as session:
        session.merge(models.ImportRow(path=str(path), digest=digest))
    return report


def _digest(files: Iterable[Path]) -> str:
    """Of the files, and of those by which search reads them."""
    read_by = (file for pattern in READ_BY for file in sorted(PROJECT_ROOT.glob(pattern)))
    return hashlib.sha256(
        b"".join(str(file).encode() + file.read_bytes() for file in (*sorted(files), *read_by))
    ).hexdigest()


def _rebuild_stale_index(session: Session) -> None:
    """Index anew what an older analyzer read."""
    known = session.get(models.ImportRow, INDEX)
    digest = _digest([])
    if known is None or known.digest != digest:
        rebuild(session)
        session.merge(models.ImportRow(path=INDEX, digest=digest))


def _store_places(session: Session) -> None:
    regions = [
        {"name": r.name, "code": r.code, "county": r.county, "other_names": list(r.other_names)}
        for r in register.regions().values()
    ]
    _write(session, models.RegionRow, regions)
    by_code = register.region_names_by_code()
    municipalities = [
        {
            "name": m.name,
            "code": m.code,
            "organisation": m.organisation,
            "region": by_code[m.region_code],
            "other_names": list(m.other_names),
        }
        for m in register.municipalities().values()
    ]
    _write(session, models.MunicipalityRow, municipalities)


def _store(session: Session, kind: str, values: Sequence[Dict[str, Any]], index: Indexer) -> Report:
    """Store entries a batch at a time, and let search find those that are new or changed."""
    report = Report(0, 0, 0)
    for start in range(0, len(values), BATCH):
        batch = values[start : start + BATCH]
        added, changed = _write(session, TABLES[kind], batch)
        if kind in FINDABLE:
            index.put(FINDABLE[kind], [*added, *changed])
        kept = len(batch) - len(added) - len(changed)
        report = Report(report.added + len(added), report.changed + len(changed), report.unchanged + kept)
    return report


def _write(session: Session, table: Type[Base], values: Sequence[Dict[str, Any]]) -> Tuple[List[Any], List[Any]]:
    """Insert or update; gives back what was new and what was changed."""
    key = sa.inspect(table).primary_key[0]
    known = {
        getattr(row, key.name): row
        for row in session.scalars(sa.select(table).where(key.in_([value[key.name] for value in values])))
    }
    added = [value for value in values if value[key.name] not in known]
    changed = []
    for value in values:
        row = known.get(value[key.name])
        if row is not None and any(getattr(row, name) != item for name, item in value.items()):
            for name, item in value.items():
                setattr(row, name, item)
            changed.append(value)
    if added:
        session.execute(sa.insert(table), added)
    session.flush()
    return added, changed


def _check_links(content: Content, session: Session) -> None:
    """Every source, answer and guide that an answer names is in the files or already stored."""
    sources = _known(session, models.SourceRow.key, content.sources)
    answers = _known(session, models.AnswerRow.id, content.answers)
    guides = _known(session, models.GuideRow.id, content.guides)
    problems: List[str] = []
    for answer in content.answers.values():
        place = content.places["answers", answer.id]
        problems += [f"{place}: {answer.id}: källan {key} finns inte" for key in answer.sources if key not in sources]
        linked = [*answer.related, *(step.answer for step in answer.next_steps if step.answer)]
        problems += [f"{place}: {answer.id}: svaret {name} finns inte" for name in linked if name not in answers]
        named = [step.guide for step in answer.next_steps if step.guide]
        problems += [f"{place}: {answer.id}: guiden {name} finns inte" for name in named if name not in guides]
    if problems:
        raise ContentError(problems)


def _known(session: Session, column: Any, new: Dict[str, Any]) -> Set[str]:
    return set(session.scalars(sa.select(column))) | set(new)


def export_content() -> Dict[str, List[Dict[str, Any]]]:
    """All stored content by kind, as `import_content` reads it back to the same."""
    with session_scope() as session:
        return {
            kind: [_plain(row) for row in session.scalars(sa.select(table).order_by(sa.inspect(table).primary_key[0]))]
            for kind, table in TABLES.items()
        }


def write_content(content: Dict[str, List[Dict[str, Any]]], stream: TextIO) -> None:
    yaml: Any = YAML(typ="rt")
    yaml.width = 110
    yaml.dump(content, stream)


def _plain(row: Base) -> Dict[str, Any]:
    values = {column.key: getattr(row, column.key) for column in sa.inspect(type(row)).columns}
    if "next_steps" in values:
        values["next_steps"] = [{k: v for k, v in step.items() if v is not None} for step in values["next_steps"]]
    return {name: value for name, value in values.items() if value is not None}
