"""What a content file may hold. One pydantic model per kind of entry says what an entry must fulfil."""

from __future__ import annotations

import datetime as dt
import re
from typing import Dict, List, Literal, Optional

import pydantic

from bot.knowledge import filters
from bot.knowledge.fields import Entry, day, identifier, web_address
from bot.knowledge.own_pages import is_own_page
from bot.swedish import register

Method = Literal["social_requirements", "reserved_procurement", "iop", "agreement", "collaboration", "direct_award"]
ContractType = Literal["service", "goods", "works", "mixed", "not_applicable"]
TargetGroup = Literal[
    "long_term_unemployed", "newly_arrived", "youth", "disability", "far_from_labour_market", "women", "other"
]
RequirementType = Literal[
    "employment",
    "internship",
    "apprenticeship",
    "training",
    "working_conditions",
    "supply_chain",
    "accessibility",
    "dialogue",
]

MAX_ANSWER_WORDS = 90
# More than anybody writes, and less than makes an entry too long for PostgreSQL's full-text index (1 MB).
MAX_ITEMS, MAX_PHRASE = 50, 200
# The widths of columns, which PostgreSQL holds to.
MAX_SOURCE_KEY, MAX_TOPIC, MAX_NOTICE_KEY = 60, 60, 40

# Swedish values that earlier collections of examples used.
OLDER_VALUES = {
    "sociala_krav": "social_requirements",
    "reserverad_upphandling": "reserved_procurement",
    "overenskommelse": "agreement",
    "samverkan": "collaboration",
    "direktupphandling": "direct_award",
    "tjänst": "service",
    "vara": "goods",
    "byggentreprenad": "works",
    "blandat": "mixed",
    "ej tillämpligt": "not_applicable",
}


class Phrase(pydantic.ConstrainedStr):
    max_length = MAX_PHRASE


class Source(Entry):
    key: str = pydantic.Field(max_length=MAX_SOURCE_KEY)
    title: str
    publisher: str
    url: str
    date: Optional[str]

    _url = pydantic.validator("url", allow_reuse=True)(web_address)


class NextStep(Entry):
    """Exactly one of an answer to read, a search to make among the examples, or a guide to open."""

    answer: Optional[str]
    examples: Optional[Dict[str, str]]
    guide: Optional[str]

    _filters = pydantic.validator("examples", allow_reuse=True)(filters.known)

    @pydantic.root_validator(skip_on_failure=True)
    def _exactly_one(cls, values):
        if sum(value is not None for value in values.values()) != 1:
            raise ValueError("ska ha exakt ett av answer, examples och guide")
        return values


class Answer(Entry):
    id: str
    topic: str = pydantic.Field(max_length=MAX_TOPIC)
    label: str
    text: str
    why: Optional[str]
    more: Optional[str]
    certainty: Literal["law", "published", "general"]
    legal: bool
    paragraphs: List[str] = pydantic.Field([], max_items=MAX_ITEMS)
    checked: dt.date
    sources: List[str] = pydantic.Field(min_items=1, max_items=MAX_ITEMS)
    related: List[str] = pydantic.Field([], max_items=MAX_ITEMS)
    next_steps: List[NextStep] = pydantic.Field([], max_items=3)
    valid_from: Optional[dt.date]

    _id = pydantic.validator("id", allow_reuse=True)(identifier)
    _days = pydantic.validator("checked", "valid_from", pre=True, allow_reuse=True)(day)

    @pydantic.validator("text", "why", "more")
    def _short_and_whole(cls, value: Optional[str]) -> Optional[str]:
        if value is None:
            return value
        if "\n\n" in value:
            raise ValueError("får inte ha en blankrad")
        if len(value.split()) > MAX_ANSWER_WORDS:
            raise ValueError(f"har {len(value.split())} ord, högst {MAX_ANSWER_WORDS} får plats")
        return value

    @pydantic.validator("sources")
    def _markers_have_sources(cls, value: List[str], values) -> List[str]:
        text = " ".join(values.get(name) or "" for name in ("text", "why", "more"))
        markers = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
        if markers and max(markers) > len(value):
            raise ValueError(f"texten hänvisar till källa [{max(markers)}] men svaret har {len(value)} källor")
        return value


class Guide(Entry):
    id: str
    title: str
    publisher: str
    year: Optional[int] = pydantic.Field(ge=filters.EARLIEST_YEAR, le=filters.LATEST_YEAR)
    year_note: Optional[str]
    url: str
    audience: str
    topics: List[Phrase] = pydantic.Field(max_items=MAX_ITEMS)
    summary: str
    search_phrases: List[Phrase] = pydantic.Field([], max_items=MAX_ITEMS)
    checked: Optional[dt.date]
    valid_from: Optional[dt.date]

    _days = pydantic.validator("checked", "valid_from", pre=True, allow_reuse=True)(day)
    _id = pydantic.validator("id", allow_reuse=True)(identifier)
    _url = pydantic.validator("url", allow_reuse=True)(web_address)


class Example(Entry):
    id: str
    title: str
    organisation: str
    organisation_type: Optional[str]
    municipality: Optional[str]
    region: Optional[str]
    year: Optional[int] = pydantic.Field(ge=1990, le=2100)
    method: Method
    contract_type: ContractType
    sector: str
    sectors: List[str] = pydantic.Field([], max_items=MAX_ITEMS)
    target_groups: List[Phrase] = pydantic.Field([], max_items=MAX_ITEMS)
    target_group_types: List[TargetGroup] = pydantic.Field([], max_items=MAX_ITEMS)
    requirement: str
    requirement_types: List[RequirementType] = pydantic.Field([], max_items=MAX_ITEMS)
    result: Optional[str]
    partners: List[Phrase] = pydantic.Field([], max_items=MAX_ITEMS)
    source_url: str
    source_title: str
    source_date: Optional[dt.date]
    search_phrases: List[Phrase] = pydantic.Field([], max_items=MAX_ITEMS)
    checked: Optional[dt.date]

    _days = pydantic.validator("source_date", "checked", pre=True, allow_reuse=True)(day)
    _id = pydantic.validator("id", allow_reuse=True)(identifier)

    @pydantic.validator("source_url")
    def _leads_somewhere(cls, value):
        return value if is_own_page(value) else web_address(value)

    @pydantic.root_validator(pre=True)
    def _forget_working_notes(cls, values):
        return {key: value for key, value in values.items() if key != "verified_quote_hint"}

    @pydantic.validator("method", "contract_type", pre=True)
    def _older_value(cls, value):
        return OLDER_VALUES.get(value, value)

    @pydantic.validator("municipality")
    def _municipality_exists(cls, value):
        if value is not None and value not in register.municipalities():
            raise ValueError(f"{value!r} finns inte bland Sveriges kommuner (data/knowledge/kommuner.csv)")
        return value

    @pydantic.validator("region")
    def _region_exists(cls, value):
        if value is not None and value not in register.regions():
            raise ValueError(f"{value!r} finns inte bland Sveriges regioner (data/knowledge/regioner.csv)")
        return value

    @pydantic.validator("sectors", each_item=True)
    def _sector_exists(cls, value):
        if value not in register.labels("sector"):
            raise ValueError(f"{value!r} finns inte i ordlistan (bot/swedish/vocabulary.yml)")
        return value


class Notice(Entry):
    key: str = pydantic.Field(max_length=MAX_NOTICE_KEY)
    text: str
    as_of: dt.date

    _day = pydantic.validator("as_of", pre=True, allow_reuse=True)(day)
