"""What SQLite takes and PostgreSQL would refuse is refused as a fault of the entry; all else both take."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest
import sqlalchemy as sa

from bot.knowledge import filters, store
from bot.knowledge.entries import MAX_ITEMS, MAX_PHRASE
from bot.knowledge.faults import checked
from bot.knowledge.fields import MAX_TEXT
from bot.knowledge.importer import import_content
from bot.knowledge.kinds import BY_NAME
from bot.knowledge.retrieval import query
from tests.knowledge.contents import written
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE, SOURCE

NOTICE = {"key": "glass", "text": "Glass.", "as_of": "2026-11-23"}
SAMPLES: Dict[str, Dict[str, Any]] = {
    "source": SOURCE, "answer": ANSWER, "guide": GUIDE, "example": EXAMPLE, "notice": NOTICE,
}  # fmt: skip
LETTERS = "bdfghjklmnprstv"


def narrow_columns() -> List[Tuple[str, str, int]]:
    """Kind, field and width of every column that has a width and takes any text."""
    columns = [(kind, column) for kind, each in BY_NAME.items() for column in each.table.__table__.columns]
    narrow = [(kind, column.name, column.type.length) for kind, column in columns if isinstance(column.type, sa.String)]
    free = {"id", "key", "topic"}
    return [(kind, name, width) for kind, name, width in narrow if width and name in free]


@pytest.mark.parametrize(("kind", "field", "width"), narrow_columns())
def test_a_text_is_no_wider_than_its_column(kind: str, field: str, width: int) -> None:
    entry = BY_NAME[kind].entry
    assert checked(entry, {**SAMPLES[kind], field: "a" * width})[1] == []
    (said,) = checked(entry, {**SAMPLES[kind], field: "a" * (width + 1)})[1]
    assert said.endswith(f"{field}: får ha högst {width} tecken")


LISTS = [
    ("guide", "topics"),
    ("guide", "search_phrases"),
    ("example", "target_groups"),
    ("example", "partners"),
    ("example", "search_phrases"),
]


@pytest.mark.parametrize(("kind", "field"), LISTS)
def test_a_list_has_an_end(kind: str, field: str) -> None:
    entry, sample = BY_NAME[kind].entry, SAMPLES[kind]
    assert checked(entry, {**sample, field: ["a" * MAX_PHRASE] * MAX_ITEMS})[1] == []
    long, many = ["a", "a" * (MAX_PHRASE + 1)], ["a"] * (MAX_ITEMS + 1)
    assert checked(entry, {**sample, field: long})[1] == [f"{sample['id']}: {field}.2: får ha högst 200 tecken"]
    assert checked(entry, {**sample, field: many})[1] == [f"{sample['id']}: {field}: får ha högst 50"]


def words(count: int, start: int) -> str:
    """So many different words, of which none is known."""
    made = ["".join(letters) for letters in product(LETTERS, "aeiou", LETTERS, "aeiou", LETTERS)]
    return " ".join(made[start : start + count])


@pytest.mark.usefixtures("each_database")
def test_the_longest_entries_are_stored(tmp_path: Path) -> None:
    text = [words(5000, start)[:MAX_TEXT].strip() for start in range(0, 50_000, 5000)]
    phrases = [words(33, start)[:MAX_PHRASE].strip() for start in range(0, 33 * MAX_ITEMS, 33)]
    example = {
        "title": text[0], "organisation": text[1], "organisation_type": text[2], "sector": text[3],
        "requirement": text[4], "result": text[5], "target_groups": phrases, "partners": phrases,
        "search_phrases": phrases,
    }  # fmt: skip
    guide = {"title": text[0], "publisher": text[1], "audience": text[2], "summary": text[3], "topics": phrases}
    path = written(tmp_path, examples=[{**EXAMPLE, **example}], guides=[{**GUIDE, **guide}])
    assert import_content(path).added == 2
    stored = store.example(EXAMPLE["id"])
    assert stored is not None and stored.title == text[0]


def test_steps_search_by_what_searches_filter_by() -> None:
    assert sorted(filters.KINDS) == sorted(query.KINDS)


GOOD_FILTERS = [
    {"method": "iop"},
    {"contract_type": "service", "region": "Region Skåne"},
    {"sector": "livsmedel", "municipality": "Lund"},
    {"target_group": "youth", "requirement_type": "internship"},
    {"year": "2019"},
    {"year": "2019-2021"},
    {"year": "2019-"},
    {"year": "-2018"},
]


@pytest.mark.parametrize("found", GOOD_FILTERS, ids=str)
def test_a_step_may_search(found: Dict[str, str]) -> None:
    assert checked(BY_NAME["answer"].entry, {**ANSWER, "next_steps": [{"examples": found}]})[1] == []


BAD_FILTERS = [
    ({}, "får inte vara tomt"),
    ({"metod": "iop"}, "'metod' går inte att söka på"),
    ({"method": "ipo"}, "'ipo' finns inte bland värdena för method"),
    ({"municipality": "Ankeborg"}, "'Ankeborg' finns inte bland värdena för municipality"),
    ({"region": "Skåne"}, "'Skåne' finns inte bland värdena för region"),
    ({"year": "abc"}, "'abc' är inget år"),
    ({"year": "-"}, "'-' är inget år"),
    ({"year": "2021-2019"}, "'2021-2019' är inget år"),
    ({"year": "2019-2020-2021"}, "'2019-2020-2021' är inget år"),
    ({"year": "19"}, "'19' är inget år"),
]


@pytest.mark.parametrize(("found", "said"), BAD_FILTERS, ids=str)
def test_a_step_that_searches_for_what_isnt_there_is_refused(found: Dict[str, str], said: str) -> None:
    (fault,) = checked(BY_NAME["answer"].entry, {**ANSWER, "next_steps": [{"examples": found}]})[1]
    assert fault.startswith(f"glasstrutar: next_steps.1.examples: {said}")
