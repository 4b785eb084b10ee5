"""Take content into the database in one transaction, all or nothing, however long the files are."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from pathlib import Path
from typing import Iterable, Iterator, List, NamedTuple, Optional, Set, Tuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.database import session_scope, today
from bot.knowledge import models
from bot.knowledge.content import Checked, Reading, Told, files
from bot.knowledge.files.problems import ContentError, Place, Problems, fault
from bot.knowledge.kinds import Kind
from bot.knowledge.references import Known, Reference, references
from bot.knowledge.retrieval.index import BATCH, Indexer, rebuild
from bot.knowledge.upcoming import bring_in, bring_in_due, forget_others, postpone
from bot.knowledge.writing import Report, write, write_rows
from bot.settings import PROJECT_ROOT
from bot.swedish import register

# Files that decide how a text is read for search.
READ_BY = ("bot/swedish/*.py", "bot/swedish/*.yml", "bot/knowledge/retrieval/documents.py")
INDEX = "search index"
BY = "import"


def import_content(path: Path, told: Told = lambda _: None) -> Report:
    """Read, check and store everything under `path`; the same content twice changes nothing.

    An id may stand several times, valid from different days: the version whose day was last is current, later ones
    take effect on their day. `told` hears of every so many bytes read.

    Raises:
        ContentError: nothing was stored; each problem has file and line.
    """
    try:
        with session_scope() as session:
            _rebuild_stale_index(session)
            _store_places(session)
            with Indexer(session) as index:
                return _Import(session, index).run(path, told)
    except (StaleDataError, IntegrityError):  # what was there was changed, or what was not has been added
        raise ContentError(["Någon annan ändrade innehållet samtidigt. Läs in en gång till."]) from None


def import_if_changed(path: Path) -> Optional[Report]:
    """Import unless the same files were imported last time; None when there was nothing to do."""
    digest = _digest(file for file in path.rglob("*") if file.suffix == ".csv" or file in set(files(path)))
    with session_scope() as session:
        known = session.get(models.ImportRow, str(path))
        is_known = known is not None and known.digest == digest
    if is_known:
        bring_in_due(today())
        return None
    report = import_content(path)
    with session_scope() as session:
        session.merge(models.ImportRow(path=str(path), digest=digest))
    return report


class _Named(NamedTuple):
    """What an answer names, kept until everything is read."""

    place: Place
    identity: str
    references: List[Reference]
    valid_from: Optional[dt.date]


class _Import:
    """One import; once something is wrong nothing more is stored, only read."""

    def __init__(self, session: Session, index: Indexer) -> None:
        self._session, self._index = session, index
        self._today = today()
        self._reading = Reading()
        self._named: List[_Named] = []

    def run(self, path: Path, told: Told) -> Report:
        report = Report()
        for kind, batch in _batches(self._noted(self._reading.entries(path, told))):
            if not self._reading.problems:
                report = report.plus(self._store(kind, batch))
        if not self._reading.problems:
            forget_others(self._session, self._reading.places)
            report = report.plus(bring_in(self._session, self._today, self._index))
            self._check_references(self._reading.problems)
        if self._reading.problems:
            raise self._reading.problems.error()
        return report

    def _noted(self, entries: Iterable[Checked]) -> Iterator[Checked]:
        for entry in entries:
            if entry.kind.name == "answer":
                self._named.append(_Named(entry.place, entry.identity, references(entry.values), entry.valid_from))
            yield entry

    def _store(self, kind: Kind, batch: List[Checked]) -> Report:
        """At once what has always been valid; what has a day, or replaces what has one, when all of it is read."""
        dated = self._dated(kind, batch) if kind.is_dated else set()
        waiting = [each.values for each in batch if each.valid_from or each.identity in dated]
        at_once = [each.values for each in batch if not (each.valid_from or each.identity in dated)]
        report = write(self._session, kind, at_once, BY, self._index) if at_once else Report()
        due = [values for values in waiting if not values["valid_from"] or values["valid_from"] <= self._today]
        later = [values for values in waiting if values["valid_from"] and values["valid_from"] > self._today]
        postpone(self._session, kind, due, BY)  # counted when they are brought in
        return report.plus(postpone(self._session, kind, later, BY))

    def _dated(self, kind: Kind, batch: List[Checked]) -> Set[str]:
        ids = kind.table.id.in_([each.identity for each in batch])
        return set(self._session.scalars(sa.select(kind.table.id).where(ids, kind.table.valid_from.is_not(None))))

    def _check_references(self, problems: Problems) -> None:
        known = Known(self._session)
        for place, identity, named, valid_from in self._named:
            problems.add([f"{place}: {identity}: {what}" for what in known.missing(named, valid_from)])


def _batches(entries: Iterable[Checked]) -> Iterator[Tuple[Kind, List[Checked]]]:
    for kind, group in itertools.groupby(entries, key=lambda each: each.kind):
        while batch := list(itertools.islice(group, BATCH)):
            yield kind, batch


def _digest(read: Iterable[Path]) -> str:
    """Of the files, and of those by which search reads them."""
    read_by = (file for pattern in READ_BY for file in sorted(PROJECT_ROOT.glob(pattern)))
    digest = hashlib.sha256()
    for file in (*sorted(read), *read_by):
        try:
            digest.update(str(file).encode() + file.read_bytes())
        except OSError:
            raise fault(file, 1, "filen går inte att öppna") from None
    return digest.hexdigest()


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
    write_rows(session, models.RegionRow, regions)
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
    write_rows(session, models.MunicipalityRow, municipalities)
