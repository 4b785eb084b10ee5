"""Follow-ups change the list just shown; a text that stands on its own starts a new search."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import pytest

from bot.knowledge.retrieval.narrow import narrow
from bot.knowledge.retrieval.query import Query, read_query

MALMO = {"municipality": ["Malmö"]}
IOP = {"method": ["iop"]}
Values = Dict[str, List[str]]

FOLLOW_UPS: List[Tuple[str, str, Values, Values]] = [  # first, then, filters, excluded
    ("IOP i Malmö", "och i Skåne?", {**IOP, "region": ["Region Skåne"]}, {}),
    ("IOP i Malmö", "i Lund då", {**IOP, "municipality": ["Lund"]}, {}),
    ("IOP i Skåne", "bara Lund", {**IOP, "municipality": ["Lund"]}, {}),
    ("städ i Malmö", "bara tjänster", {**MALMO, "sector": ["städ"], "contract_type": ["service"]}, {}),
    ("IOP i Malmö", "nyare än 2018", {**IOP, **MALMO, "year": ["2019-"]}, {}),
    ("IOP efter 2018", "före 2015", {**IOP, "year": ["-2014"]}, {}),
    ("IOP i Malmö", "efter 2018", {**IOP, **MALMO, "year": ["2019-"]}, {}),
    ("sociala krav i Malmö", "inte bygg", {"method": ["social_requirements"], **MALMO}, {"sector": ["bygg"]}),
    ("bygg i Malmö", "inte bygg", MALMO, {"sector": ["bygg"]}),
    ("städ och bygg i Malmö", "inte bygg", {"sector": ["städ"], **MALMO}, {"sector": ["bygg"]}),
    ("IOP, inte Göteborg", "bara Göteborg", {**IOP, "municipality": ["Göteborg"]}, {}),
    ("IOP i Malmö", "ta bort kommunen", IOP, {}),
    ("IOP i Malmö", "ta bort Malmö", IOP, {}),
    ("IOP i Malmö efter 2018", "ta bort året", {**IOP, **MALMO}, {}),
    ("IOP i Malmö", "ta bort metoden", MALMO, {}),
    ("IOP, inte Göteborg", "ta bort Göteborg", IOP, {}),
    ("IOP i Malmö, inte bygg", "ta bort alla filter", {}, {}),
    ("IOP i Malmö", "ta bort allt", {}, {}),
]


@pytest.mark.parametrize(("first", "then", "filters", "excluded"), FOLLOW_UPS)
def test_follow_up(first: str, then: str, filters: Values, excluded: Values) -> None:
    query = narrow(read_query(first), then)
    assert (dict(query.filters), dict(query.excluded)) == (filters, excluded)


NEW_SEARCHES = [
    ("IOP i Malmö", "Finns det någon kommun som har reserverat en upphandling?", {"method": ["reserved_procurement"]}),
    ("IOP i Malmö", "fruktkorgar", {"sector": ["livsmedel"]}),
    (
        "IOP i Malmö",
        "vilka kommuner har ställt krav på praktik i städavtal",
        {"requirement_type": ["internship"], "sector": ["städ"]},
    ),
    ("IOP i Malmö", "parkeringsvakter i Stockholm", {"sector": ["parkering"], "municipality": ["Stockholm"]}),
]


@pytest.mark.parametrize(("first", "then", "filters"), NEW_SEARCHES)
def test_a_text_that_stands_on_its_own_is_a_new_search(first: str, then: str, filters: Values) -> None:
    assert dict(narrow(read_query(first), then).filters) == filters


def test_the_words_stay_while_the_list_is_narrowed() -> None:
    assert narrow(read_query("fruktkorgar"), "och i Göteborg?").words == ("fruktkorg",)


def test_words_go_with_the_filter_that_they_named() -> None:
    assert narrow(read_query("städ hyresgäster i Malmö"), "ta bort branschen").words == ("hyresgast",)


def test_several_follow_ups_in_a_row() -> None:
    query: Any = Query()
    for text in ("Har ni exempel på IOP i Malmö?", "och i Skåne?", "nyare än 2015", "inte städ", "ta bort året"):
        query = narrow(query, text)
    assert dict(query.filters) == {**IOP, "region": ["Region Skåne"]}
    assert dict(query.excluded) == {"sector": ["städ"]}
