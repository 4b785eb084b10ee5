"""An entry's fields as a table's row has them, as JSON keeps them, and as a file shows them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Mapping

from bot.knowledge.kinds import Kind


def stored(kind: Kind, row: Any) -> Dict[str, Any]:
    """Every field of the row's entry."""
    return {name: getattr(row, name) for name in kind.fields}


def as_json(fields: Mapping[str, Any]) -> Dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in fields.items()}


def from_json(kind: Kind, fields: Mapping[str, Any]) -> Dict[str, Any]:
    """What `as_json` was given; a field that the kind didn't have then gets what a file without it would give."""
    known = kind.entry.__fields__
    values = {name: fields.get(name, field.get_default()) for name, field in known.items()}
    days = [name for name, field in known.items() if field.type_ is dt.date and values[name] is not None]
    return {**values, **{name: dt.date.fromisoformat(values[name]) for name in days}}


def shown(fields: Mapping[str, Any]) -> Dict[str, Any]:
    """Without what is not there; reading it gives the same entry."""
    kept = {name: value for name, value in fields.items() if value is not None}
    if "next_steps" in kept:
        steps = kept["next_steps"]
        kept["next_steps"] = [{name: value for name, value in step.items() if value is not None} for step in steps]
    return kept
