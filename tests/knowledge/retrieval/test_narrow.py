"""Follow-ups change the list just shown; a text that stands on its own starts a new search."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import pytest

from bot.knowledge.retrieval.narrow import allow_words, narrow
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
    ("IOP i Malmö", "rensa", {}, {}),
    ("IOP i Malmö", "rensa filtren", {}, {}),
    ("IOP i Malmö", "rensa alla filter", {}, {}),
    ("IOP i Malmö", "kan du rensa sökningen?", {}, {}),
    ("IOP i Malmö", "ta bort filtret på Malmö", IOP, {}),
    ("IOP i Malmö", "ta bort platsen", IOP, {}),
    ("IOP i Skåne", "ta bort platsen", IOP, {}),
    ("städ i Malmö", "ta bort städ", MALMO, {}),
    ("vård i Malmö", "ta bort vård", MALMO, {}),
    ("IOP i Håbo", "ta bort Håbo", IOP, {}),
    ("IOP i Malmö efter 2018", "ta bort arbetssättet", {**MALMO, "year": ["2019-"]}, {}),
    ("långtidsarbetslösa efter 2018", "ta bort långtidsarbetslösa", {"year": ["2019-"]}, {}),
    ("IOP i Malmö efter 2018", "ta bort arbetslösa", {**IOP, **MALMO, "year": ["2019-"]}, {}),
    ("IOP i Malmö efter 2018", "ta bort årtalet", {**IOP, **MALMO}, {}),
    ("IOP i Malmö efter 2018", "ta bort aret", {**IOP, **MALMO}, {}),
    ("praktik i Malmö", "ta bort kravet", MALMO, {}),
    ("praktik för unga", "ta bort målgruppen", {"requirement_type": ["internship"]}, {}),
    ("tjänster i Malmö", "ta bort avtalstypen", MALMO, {}),
    ("sociala krav på praktik", "ta bort sociala krav", {"requirement_type": ["internship"]}, {}),
    ("IOP i Malmö eller Lund", "ta bort kommunen Malmö", {**IOP, "municipality": ["Lund"]}, {}),
    ("IOP i Malmö", "ta bort städ", {**IOP, **MALMO}, {}),
    ("städ i Malmö", "jag vill inte ha städ", MALMO, {"sector": ["städ"]}),
    ("IOP i Skåne", "utom Malmö", {**IOP, "region": ["Region Skåne"]}, {"municipality": ["Malmö"]}),
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


def test_a_first_search_keeps_its_words() -> None:
    assert narrow(Query(), "har ni fruktkorgar i Göteborg?").words == ("fruktkorg",)


def test_what_only_names_a_filter_of_a_list_of_everything_ranks_nothing() -> None:
    query = narrow(Query(), "bara tjänster")
    assert (query.words, query.filters) == ((), {"contract_type": ["service"]})


EXCLUSIONS: List[Tuple[List[str], Values, Values]] = [  # turns, filters, excluded
    (["exempel i Skåne", "inte bygg", "och inte städ"], {"region": ["Region Skåne"]}, {"sector": ["bygg", "städ"]}),
    (["IOP", "inte Malmö", "inte Göteborg"], IOP, {"municipality": ["Malmö", "Göteborg"]}),
    (["IOP", "inte Malmö", "inte Malmö"], IOP, {"municipality": ["Malmö"]}),
    (["IOP", "inte Malmö", "inte Göteborg", "bara Malmö"], {**IOP, **MALMO}, {"municipality": ["Göteborg"]}),
]


@pytest.mark.parametrize(("turns", "filters", "excluded"), EXCLUSIONS)
def test_exclusions_add_up(turns: List[str], filters: Values, excluded: Values) -> None:
    query = Query()
    for text in turns:
        query = narrow(query, text)
    assert (dict(query.filters), dict(query.excluded)) == (filters, excluded)


UNWANTED: List[Tuple[List[str], Tuple[str, ...], Tuple[str, ...]]] = [  # turns, unwanted, as they were written
    (["inte Samhall"], ("samhall",), ("Samhall",)),
    (["inte Samhall", "och utom bostadsbolag"], ("samhall", "bostadsbolag"), ("Samhall", "bostadsbolag")),
    (["inte Samhall", "inte Samhall"], ("samhall",), ("Samhall",)),
    (["inte Samhall", "inte bygg"], ("samhall",), ("Samhall",)),
    (["inte Samhall", "utom svenska kyrkan", "ta bort kyrkan"], ("samhall",), ("Samhall",)),
    (["inte Samhall", "ta bort allt", "exempel i Skåne efter 2015"], (), ()),
]


@pytest.mark.parametrize(("turns", "unwanted", "written"), UNWANTED)
def test_unwanted_words_add_up_and_the_filters_stay(
    turns: List[str], unwanted: Tuple[str, ...], written: Tuple[str, ...]
) -> None:
    query = read_query("exempel i Skåne efter 2015")
    for text in turns:
        query = narrow(query, text)
    assert (query.unwanted, query.unwanted_as_written) == (unwanted, written)
    assert dict(query.filters) == {"region": ["Region Skåne"], "year": ["2016-"]}


def test_a_word_that_is_no_longer_wanted_is_no_search_word() -> None:
    assert narrow(read_query("Samhall fruktkorgar"), "inte Samhall").words == ("fruktkorg",)


def test_unwanted_words_are_allowed_again() -> None:
    query = allow_words(read_query("IOP i Malmö, inte Samhall"))
    assert (query.unwanted, query.unwanted_as_written) == ((), ())
    assert dict(query.filters) == {**IOP, **MALMO}


def test_several_follow_ups_in_a_row() -> None:
    query: Any = Query()
    for text in ("Har ni exempel på IOP i Malmö?", "och i Skåne?", "nyare än 2015", "inte städ", "ta bort året"):
        query = narrow(query, text)
    assert dict(query.filters) == {**IOP, "region": ["Region Skåne"]}
    assert dict(query.excluded) == {"sector": ["städ"]}
