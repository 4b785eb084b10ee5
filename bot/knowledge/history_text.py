"""The versions of an entry in lines for a terminal: when, by whom, and what changed."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Iterator, List, Mapping, Optional, Sequence

from bot.knowledge.history import Version


def told(versions: Sequence[Version], to_come: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The last one to come first, each with what it changed of the one before it."""
    is_there = bool(versions) and versions[0].replaced_at is None
    current = versions[0].fields if is_there else {}
    for before, fields in reversed(list(zip([current, *to_come], to_come))):
        yield f"Från {fields['valid_from']} (ännu inte gällande)"
        yield from _indented(before, fields)
    if versions and not is_there:
        yield f"Borttagen {_moment(versions[0].replaced_at)}, av {versions[0].replaced_by or 'okänd'}"
    for position, version in enumerate(versions):
        yield _heading(version)
        if position + 1 < len(versions):
            yield from _indented(versions[position + 1].fields, version.fields)
        else:
            yield "  den första versionen"


def _heading(version: Version) -> str:
    state = " (gäller nu)" if version.replaced_at is None else ""
    return f"Version {version.number}{state}, {_moment(version.changed_at)}, av {version.changed_by or 'okänd'}"


def _moment(when: Optional[dt.datetime]) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else "okänt när"


def _indented(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    lines = differences(before, after) if before else ["den första versionen"]
    yield from (f"  {line}" for line in lines or ["ingen skillnad"])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> List[str]:
    """Field by field what went ("-") and what came ("+"); of lists only the items that differ."""
    lines: List[str] = []
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if old != new:
            lines += [f"{name}:", *_changed(old, new)]
    return lines


def _changed(old: Any, new: Any) -> Iterator[str]:
    gone, come = _items(old), _items(new)
    yield from (f"  - {_text(item)}" for item in gone if item not in come)
    yield from (f"  + {_text(item)}" for item in come if item not in gone)
    if sorted(map(_text, gone)) == sorted(map(_text, come)):
        yield "  (samma i annan ordning)"


def _items(value: Any) -> List[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(item: Any) -> str:
    if isinstance(item, dict):
        item = {name: value for name, value in item.items() if value is not None}
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
