"""Every web address in the content, with where it is used."""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, List

import sqlalchemy as sa

from bot.database import session_scope
from bot.knowledge.kinds import BY_NAME

_COLUMNS = {"source": "url", "guide": "url", "example": "source_url"}


def addresses() -> Dict[str, List[str]]:
    """By address the entries that have it, as "guide om-glasstrutar"."""
    found: Dict[str, List[str]] = defaultdict(list)
    with session_scope() as session:
        for name, column in _COLUMNS.items():
            kind = BY_NAME[name]
            key = getattr(kind.table, kind.key)
            for identity, address in session.execute(sa.select(key, getattr(kind.table, column)).order_by(key)):
                found[address].append(f"{kind.label} {identity}")
    return dict(found)
