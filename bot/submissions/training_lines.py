"""Ways of asking that editors have said the meaning of; the next training learns them beside data/nlu."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Tuple

import sqlalchemy as sa
from ruamel.yaml import YAML

from bot.database import Also, delete, nothing_more, session_scope
from bot.knowledge.fields import FORBIDDEN
from bot.knowledge.store import answer_labels
from bot.privacy.personal import mask
from bot.settings import PROJECT_ROOT
from bot.submissions.editing import InvalidValues
from bot.submissions.models import TrainingLineRow
from bot.swedish.text import fold, words

SHORTEST, LONGEST = 2, 300  # characters
FAQ = "faq"
DOMAIN = PROJECT_ROOT / "domain.yml"


@dataclass(frozen=True)
class TrainingLine:
    """`label` is `faq/<id>` or a task intent; `created_at` is UTC."""

    id: int
    text: str
    label: str
    by: str
    created_at: dt.datetime


def add(text: str, label: str, by: str, also: Also = nothing_more) -> int:
    """Keep a line, personal data masked; its id. What is `also` to be done is done in the same transaction.

    Raises:
        InvalidValues: what is wrong with its text or its label.
    """
    line = mask(" ".join(FORBIDDEN.sub("", text).split()))
    errors: Dict[str, str] = {}
    if not SHORTEST <= len(line) <= LONGEST:
        errors["text"] = f"Raden ska ha mellan {SHORTEST} och {LONGEST} tecken."
    else:
        same = [each.label for each in all() if _said(each.text) == _said(line)]
        if same:
            errors["text"] = f"Raden finns redan, för {same[0]}."
    if label not in _labels():
        errors["label"] = "Välj ett svar eller en avsikt som finns."
    if errors:
        raise InvalidValues(errors)
    with session_scope() as session:
        row = TrainingLineRow(text=line, label=label, by=by)
        session.add(row)
        session.flush()
        also(session)
        return row.id


def all() -> List[TrainingLine]:
    """In the order in which they were added."""
    row = TrainingLineRow
    wanted = sa.select(row.id, row.text, row.label, row.by, row.created_at).order_by(row.id)
    with session_scope() as session:
        return [TrainingLine(*each) for each in session.execute(wanted)]


def remove(identity: int, also: Also = nothing_more) -> bool:
    """False when there is none with that id; else `also` is done in the same transaction."""
    with session_scope() as session:
        is_gone = delete(session, TrainingLineRow, TrainingLineRow.id == identity) == 1
        if is_gone:
            also(session)
        return is_gone


def digest() -> str:
    """Tells what there is to learn from what was learnt; empty when there is nothing."""
    known = _labels()
    lines = sorted((each.text, each.label) for each in all() if each.label in known)
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest() if lines else ""


@functools.lru_cache(maxsize=1)
def task_intents() -> FrozenSet[str]:
    """The names of the intents that aren't questions to answer."""
    intents = YAML(typ="safe").load(DOMAIN.read_text(encoding="utf-8"))["intents"]
    return frozenset(intents) - {FAQ}


def _labels() -> FrozenSet[str]:
    return task_intents() | {f"{FAQ}/{identity}" for identity in answer_labels()}


def _said(text: str) -> Tuple[str, ...]:
    return tuple(map(fold, words(text))) or (text,)
