"""Years and spans of years, both ends included."""

from __future__ import annotations

import datetime as dt
from typing import List, Optional, Tuple

import pytest

from bot.swedish import years
from bot.swedish.entities import find

TODAY = dt.date(2026, 3, 1)

YEARS = [  # text, what is found in it, value
    ("exempel från 2018", "2018", "2018"),
    ("år 2018", "2018", "2018"),
    ("2018 års avtal", "2018", "2018"),
    ("efter 2018", "efter 2018", "2019-"),
    ("efter år 2018", "efter år 2018", "2019-"),
    ("nyare än 2018", "nyare än 2018", "2019-"),
    ("sedan 2019", "sedan 2019", "2019-"),
    ("sen 2019", "sen 2019", "2019-"),
    ("från och med 2019", "från och med 2019", "2019-"),
    ("fr.o.m. 2019", "fr.o.m. 2019", "2019-"),
    ("2019 och framåt", "2019 och framåt", "2019-"),
    ("från 2019 och framåt", "från 2019 och framåt", "2019-"),
    ("2019 eller senare", "2019 eller senare", "2019-"),
    ("tidigast 2019", "tidigast 2019", "2019-"),
    ("före 2015", "före 2015", "-2014"),
    ("innan 2015", "innan 2015", "-2014"),
    ("äldre än 2015", "äldre än 2015", "-2014"),
    ("till och med 2015", "till och med 2015", "-2015"),
    ("t.o.m. 2015", "t.o.m. 2015", "-2015"),
    ("senast 2015", "senast 2015", "-2015"),
    ("fram till 2015", "fram till 2015", "-2015"),
    ("2015-2018", "2015-2018", "2015-2018"),
    ("2015 – 2018", "2015 – 2018", "2015-2018"),
    ("2018-2015", "2018-2015", "2015-2018"),
    ("mellan 2015 och 2018", "mellan 2015 och 2018", "2015-2018"),
    ("från 2015 till 2018", "från 2015 till 2018", "2015-2018"),
    ("på 2010-talet", "2010-talet", "2010-2019"),
    ("de senaste tre åren", "de senaste tre åren", "2023-"),
    ("senaste 5 åren", "senaste 5 åren", "2021-"),
    ("i år", "i år", "2026"),
    ("förra året", "förra året", "2025"),
]


@pytest.mark.parametrize(("text", "mention", "value"), YEARS)
def test_year(text: str, mention: str, value: str) -> None:
    assert [(item.kind, item.value, text[item.start : item.end]) for item in find(text, TODAY)] == [
        ("year", value, mention)
    ]


def test_two_years_are_no_span() -> None:
    assert [item.value for item in find("exempel från 2015 och 2018", TODAY)] == ["2015", "2018"]


@pytest.mark.parametrize(
    "text",
    [
        "LOU (2016:1145)",
        "SOU 2019:56",
        "2000 kronor",
        "2000 personer",
        "12018",
        "20189",
        "de senaste åren",
        "08-2018452",
    ],
)
def test_no_year(text: str) -> None:
    assert [item for item in find(text, TODAY) if item.kind == "year"] == []


SPANS: List[Tuple[str, Tuple[Optional[int], Optional[int]]]] = [
    ("2018", (2018, 2018)),
    ("2019-", (2019, None)),
    ("-2014", (None, 2014)),
    ("2015-2018", (2015, 2018)),
]


@pytest.mark.parametrize(("value", "ends"), SPANS)
def test_span(value: str, ends: Tuple[Optional[int], Optional[int]]) -> None:
    assert years.span(value) == ends
