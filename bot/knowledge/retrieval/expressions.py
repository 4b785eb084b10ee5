"""Which tokens a found entry must have, written as SQLite's FTS5 and as PostgreSQL's tsquery want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Tuple, Union


@dataclass(frozen=True)
class Expression:
    """`operator` is AND, OR or NOT; NOT has two parts, what is wanted and what is not."""

    operator: str
    parts: Tuple[Union[str, Expression], ...]


Part = Union[str, Expression]


def all_of(parts: Iterable[Part]) -> Part:
    return _joined("AND", parts)


def any_of(parts: Iterable[Part]) -> Part:
    return _joined("OR", parts)


def without(wanted: Part, unwanted: Part) -> Expression:
    return Expression("NOT", (wanted, unwanted))


def _joined(operator: str, parts: Iterable[Part]) -> Part:
    found = tuple(dict.fromkeys(parts))
    assert found, f"{operator} of nothing"
    return found[0] if len(found) == 1 else Expression(operator, found)


def fts5(part: Part) -> str:
    """In FTS5's syntax (https://sqlite.org/fts5.html, section 3)."""
    if isinstance(part, str):
        return f'"{part}"'
    return f"({f' {part.operator} '.join(fts5(each) for each in part.parts)})"


_TSQUERY = {"AND": " & ", "OR": " | ", "NOT": " & !"}


def tsquery(part: Part) -> str:
    """In the text form of PostgreSQL's type tsquery."""
    if isinstance(part, str):
        return f"'{part}'"
    return f"({_TSQUERY[part.operator].join(tsquery(each) for each in part.parts)})"
