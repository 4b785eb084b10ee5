"""Store entries, a batch at a time: search finds what is new, and what is replaced is kept as a version."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.database import now
from bot.knowledge.kinds import Kind
from bot.knowledge.models import RevisionRow
from bot.knowledge.plain import as_json, stored
from bot.knowledge.retrieval.index import Indexer

Values = Dict[str, Any]


class Report(NamedTuple):
    """How many entries were new, changed and as before."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def plus(self, other: Report) -> Report:
        return Report(*(mine + its for mine, its in zip(self, other)))


def write(session: Session, kind: Kind, batch: Sequence[Values], by: Optional[str], index: Indexer) -> Report:
    """Insert or update entries, given by the names of their fields.

    Raises:
        sqlalchemy.orm.exc.StaleDataError: somebody else has just changed one of them.
    """
    added, changed = write_rows(session, kind.table, batch, kind if kind.is_found else None, by)
    if kind.is_found:
        index.put(kind.name, [*added, *changed])
    return Report(len(added), len(changed), len(batch) - len(added) - len(changed))


def write_rows(
    session: Session, table: Any, batch: Sequence[Values], revised: Optional[Kind] = None, by: Optional[str] = None
) -> Tuple[List[Values], List[Values]]:
    """What was new and what was changed. With `revised`, the versions that are replaced are kept."""
    key = sa.inspect(table).primary_key[0]
    found = session.scalars(sa.select(table).where(key.in_([values[key.name] for values in batch])))
    known = {getattr(row, key.name): row for row in found}
    added = [values for values in batch if values[key.name] not in known]
    pairs = [(known[values[key.name]], values) for values in batch if values[key.name] in known]
    changed = [(row, values) for row, values in pairs if _differs(row, values)]
    before = [version(revised, row) for row, _ in changed] if revised else []
    mark = {"changed_at": now(), "changed_by": by} if revised else {}
    for row, values in changed:
        for name, value in {**values, **mark}.items():
            setattr(row, name, value)
    session.flush()  # before old versions are kept: here it shows whether somebody else was faster
    keep(session, before, by)
    numbers = _next_numbers(session, revised, [values["id"] for values in added]) if revised else {}
    if added:
        rows = [{**values, **mark, "revision": numbers[values["id"]]} if revised else values for values in added]
        session.execute(sa.insert(table), rows)
    return added, [values for _, values in changed]


def keep(session: Session, versions: Sequence[Values], by: Optional[str]) -> None:
    """Keep versions, as `version` gives them, that have just been replaced or removed."""
    if versions:
        session.execute(sa.insert(RevisionRow), [{**each, "replaced_by": by} for each in versions])


def version(kind: Kind, row: Any) -> Values:
    """A stored entry as a row of the table of versions."""
    return {
        "kind": kind.name,
        "entry_id": row.id,
        "number": row.revision,
        "fields": as_json(stored(kind, row)),
        "changed_at": row.changed_at,
        "changed_by": row.changed_by,
    }


def _differs(row: Any, values: Values) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _next_numbers(session: Session, kind: Kind, identities: Sequence[str]) -> Dict[str, int]:
    """1 for what is new; what was there before goes on from its last revision."""
    wanted = RevisionRow.kind == kind.name, RevisionRow.entry_id.in_(identities)
    last = sa.select(RevisionRow.entry_id, sa.func.max(RevisionRow.number)).where(*wanted)
    known: Dict[str, int] = dict(session.execute(last.group_by(RevisionRow.entry_id)).all()) if identities else {}
    return {identity: known.get(identity, 0) + 1 for identity in identities}
