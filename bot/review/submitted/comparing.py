"""A submission beside what is likely the same: published examples and others that wait."""

from __future__ import annotations

from typing import Any, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from flask import url_for

from bot.knowledge import store
from bot.knowledge.records import Example
from bot.review.submitted.fields import Told, told
from bot.submissions.duplicates import Likely
from bot.submissions.queue import FIELDS, Submission, submission


class Column(NamedTuple):
    """What is likely the same, and why it is thought so. `values` are by the names of the form's fields."""

    title: str
    state: str
    why: str
    address: str
    values: Mapping[str, Any]


class Cell(NamedTuple):
    text: str
    same: bool


class Row(NamedTuple):
    """What is told of one field, and what each of the columns says."""

    label: str
    text: str
    others: Tuple[Cell, ...]


def columns(likely: Sequence[Likely]) -> List[Column]:
    """Those that are still there."""
    made = (_published(each) if each.kind == "example" else _waiting(each) for each in likely)
    return [column for column in made if column is not None]


def _published(likely: Likely) -> Optional[Column]:
    found = store.example(str(likely.id))
    if found is None:
        return None
    return Column(likely.title, "publicerat", likely.why, url_for("examples.edit", identity=found.id), _as_told(found))


def _waiting(likely: Likely) -> Optional[Column]:
    found = submission(int(likely.id))
    if found is None:
        return None
    return Column(likely.title, "väntar", likely.why, url_for("submissions.show", identity=found.id), found.fields)


def _as_told(example: Example) -> Mapping[str, Any]:
    own = {name: getattr(example, name) for name in FIELDS if hasattr(example, name)}
    place = example.municipality or example.region
    return {**own, "place": place, "target_groups": ", ".join(example.target_groups), "link": example.source_url}


def compared(of: Submission, others: Sequence[Column]) -> List[Row]:
    """Field by field."""
    texts = [[each.text for each in told(column.values)] for column in others]
    return [
        Row(each.label, each.text, tuple(_cell(each, column[position]) for column in texts))
        for position, each in enumerate(told(of.fields))
    ]


def _cell(here: Told, text: str) -> Cell:
    return Cell(text, text.casefold() == here.text.casefold())
