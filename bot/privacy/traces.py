"""Take an erased example out of what the assistant has said about it to others, whose conversations stay."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Iterator, Mapping, Sequence, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.knowledge.models import ExampleRow, RevisionRow, UpcomingRow
from bot.privacy.conversations import EVENTS, REMOVED, hold
from bot.privacy.review_tables import AUDIT

BATCH = 200
# What is quoted of an example, whole or by the sentence.
_QUOTED = ("title", "requirement", "result")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
SHORTEST_TRACE = 12  # characters; what is shorter may be anybody's


def traces_of(session: Session, example_id: str) -> Set[str]:
    """By which texts an example, in any of its versions, is known when it is shown."""
    versions = [
        *session.execute(sa.select(ExampleRow.__table__).where(ExampleRow.id == example_id)).mappings(),
        *_versions(session, RevisionRow, example_id),
        *_versions(session, UpcomingRow, example_id),
    ]
    return {example_id, *(trace for version in versions for trace in _traces(version))}


def _versions(session: Session, table: Any, example_id: str) -> Iterator[Mapping[str, Any]]:
    return session.scalars(sa.select(table.fields).where(table.kind == "example", table.entry_id == example_id))


def _traces(version: Mapping[str, Any]) -> Iterator[str]:
    for name in _QUOTED:
        sentences = (sentence.strip() for sentence in _SENTENCE.split(version[name] or ""))
        yield from (sentence for sentence in sentences if len(sentence) >= SHORTEST_TRACE)


def remove_traces(session: Session, example_id: str, traces: Set[str]) -> int:
    """Blank every text that has one of the traces in stored conversations, and the id in what the editors have done.

    How many events of conversations were changed.
    """
    subject = f"example/{example_id}"
    session.execute(sa.update(AUDIT).where(AUDIT.c.subject == subject).values(subject=f"example/{REMOVED}"))
    # Rasa writes what isn't ASCII as \uXXXX.
    found = sa.or_(*(EVENTS.c.data.contains(json.dumps(trace)[1:-1], autoescape=True) for trace in traces))
    shown_in = session.scalars(sa.select(EVENTS.c.sender_id).where(found).distinct()).all()
    hold(session.connection(), shown_in)
    changed = session.scalars(sa.select(EVENTS.c.id).where(EVENTS.c.sender_id.in_(shown_in), found)).all()
    for start in range(0, len(changed), BATCH):
        _blank(session, changed[start : start + BATCH], traces)
    return len(changed)


def _blank(session: Session, identities: Sequence[int], traces: Set[str]) -> None:
    rows = session.execute(sa.select(EVENTS.c.id, EVENTS.c.data).where(EVENTS.c.id.in_(identities))).all()
    for identity, data in rows:
        blanked = json.dumps(_without(json.loads(data), traces))
        session.execute(sa.update(EVENTS).where(EVENTS.c.id == identity).values(data=blanked))


def _without(value: Any, traces: Set[str]) -> Any:
    """A reply that tells of the example is blank, and so is the example's item in a list."""
    if isinstance(value, str):
        return REMOVED if _has(value, traces) else value
    if isinstance(value, list):
        return [_without(each, traces) for each in value]
    if not isinstance(value, dict):
        return value
    if "choices" in value and (_has(value.get("text"), traces) or _has(json.dumps(value["choices"]), traces)):
        return {**value, "text": REMOVED, "sources": [], "items": [], "choices": []}
    if _has(value.get("id"), traces):
        return _blank_item(value)
    return {key: _without(each, traces) for key, each in value.items()}


def _has(value: Any, traces: Set[str]) -> bool:
    return isinstance(value, str) and any(trace in value for trace in traces)


def _blank_item(value: Mapping[str, Any]) -> Dict[str, Any]:
    return {key: _blank_item(each) if isinstance(each, dict) else REMOVED for key, each in value.items()}
