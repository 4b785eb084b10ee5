"""What answers name: every source, answer and guide must be there when somebody follows it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Optional, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.knowledge.kinds import BY_NAME
from bot.knowledge.models import AnswerRow
from bot.knowledge.upcoming import ALWAYS, first_days, upcoming

_NAMED = {"source": "källan", "answer": "svaret", "guide": "guiden"}


class Reference(NamedTuple):
    kind: str
    identity: str

    @property
    def missing(self) -> str:
        return f"{_NAMED[self.kind]} {self.identity} finns inte"


def references(answer: Mapping[str, Any]) -> List[Reference]:
    """Everything that an answer, given by its fields, names."""
    steps = answer["next_steps"]
    return [
        *(Reference("source", key) for key in answer["sources"]),
        *(Reference("answer", name) for name in answer["related"]),
        *(Reference(kind, step[kind]) for step in steps for kind in ("answer", "guide") if step.get(kind)),
    ]


class Known:
    """What may be named now, and from some day on."""

    def __init__(self, session: Session) -> None:
        self._now: Dict[str, Set[str]] = {}
        for name in _NAMED:
            kind = BY_NAME[name]
            self._now[name] = set(session.scalars(sa.select(getattr(kind.table, kind.key))))
        self._later = first_days(session)

    def missing(self, named: Iterable[Reference], valid_from: Optional[dt.date]) -> List[str]:
        """What isn't there for a version that is valid from that day, a sentence each."""
        return [each.missing for each in named if not self._is_there(each, valid_from or ALWAYS)]

    def _is_there(self, each: Reference, day: dt.date) -> bool:
        return each.identity in self._now[each.kind] or self._later.get((each.kind, each.identity), dt.date.max) <= day


def naming(session: Session, kind: str, identity: str) -> List[str]:
    """Ids of the answers that name an entry which isn't there, now or when an upcoming version takes effect."""
    named, known = Reference(kind, identity), Known(session)
    now = session.execute(sa.select(AnswerRow.id, AnswerRow.sources, AnswerRow.related, AnswerRow.next_steps)).all()
    versions: List[Mapping[str, Any]] = [*(row._mapping for row in now), *upcoming(session, BY_NAME["answer"])]
    others = [each for each in versions if (kind, identity) != ("answer", each["id"])]
    hanging = [each for each in others if named in references(each) and known.missing([named], each.get("valid_from"))]
    return list(dict.fromkeys(each["id"] for each in hanging))
