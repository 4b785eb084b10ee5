"""What the store hands out: frozen values that need no session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Tuple


@dataclass(frozen=True)
class Source:
    title: str
    publisher: str
    url: str
    date: Optional[str] = None


@dataclass(frozen=True)
class Answer:
    """`why` is the reason behind the answer and `more` what it had no room for.

    `next_steps` are mappings with one of the keys answer, examples and guide.
    """

    id: str
    label: str
    text: str
    why: Optional[str]
    more: Optional[str]
    certainty: str
    legal: bool
    paragraphs: Tuple[str, ...]
    checked: dt.date
    sources: Tuple[Source, ...]
    related: Tuple[str, ...]
    next_steps: Tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Guide:
    id: str
    title: str
    publisher: str
    year: Optional[int]
    year_note: Optional[str]
    url: str
    audience: str
    topics: Tuple[str, ...]
    summary: str

    @property
    def source(self) -> Source:
        return Source(self.title, self.publisher, self.url)


@dataclass(frozen=True)
class Example:
    id: str
    title: str
    organisation: str
    municipality: Optional[str]
    region: Optional[str]
    year: Optional[int]
    method: str
    contract_type: str
    sector: str
    sectors: Tuple[str, ...]
    target_groups: Tuple[str, ...]
    target_group_types: Tuple[str, ...]
    requirement: str
    requirement_types: Tuple[str, ...]
    result: Optional[str]
    partners: Tuple[str, ...]
    source_url: str
    source_title: str
    source_date: Optional[dt.date]
    checked: Optional[dt.date] = None

    @property
    def source(self) -> Source:
        date = self.source_date.isoformat() if self.source_date else None
        return Source(self.source_title, self.organisation, self.source_url, date)


@dataclass(frozen=True)
class Notice:
    text: str
    as_of: dt.date
