"""The places are complete and fit together; the vocabulary is unambiguous."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.swedish import register
from bot.swedish.text import fold


def test_there_are_290_municipalities_with_their_own_codes() -> None:
    municipalities = register.municipalities().values()
    assert len(municipalities) == 290
    assert len({item.code for item in municipalities}) == 290
    assert all(len(item.code) == 4 and item.code.isdigit() for item in municipalities)


def test_there_are_21_regions_with_their_own_codes() -> None:
    regions = register.regions().values()
    assert len(regions) == 21
    assert len({item.code for item in regions}) == 21


def test_every_municipality_lies_in_a_region() -> None:
    codes = register.region_names_by_code()
    assert {item.region_code for item in register.municipalities().values()} == set(codes)
    assert all(item.code.startswith(item.region_code) for item in register.municipalities().values())


KNOWN = [
    ("Malmö", "1280", "Region Skåne"),
    ("Göteborg", "1480", "Västra Götalandsregionen"),
    ("Kiruna", "2584", "Region Norrbotten"),
    ("Upplands Väsby", "0114", "Region Stockholm"),
    ("Gotland", "0980", "Region Gotland"),
    ("Härjedalen", "2361", "Region Jämtland Härjedalen"),
]


@pytest.mark.parametrize(("name", "code", "region"), KNOWN)
def test_known_municipality(name: str, code: str, region: str) -> None:
    municipality = register.municipalities()[name]
    assert (municipality.code, register.region_names_by_code()[municipality.region_code]) == (code, region)


def test_there_are_25_landscapes_three_parts_of_the_country_and_areas_that_people_speak_of() -> None:
    names = register.landscapes()
    assert len(names) == 25 + 3 + 12
    assert set(names) >= {"Skåne", "Lappland", "Öland", "Götaland", "Svealand", "Norrland", "Mälardalen", "Västkusten"}


def test_the_parts_of_the_country_share_out_the_regions() -> None:
    parts = Counter(region for part in ("Götaland", "Svealand", "Norrland") for region in register.landscapes()[part])
    assert parts == Counter(list(register.regions()))


LANDSCAPES = [
    ("Småland", ["Region Jönköpings län", "Region Kronoberg", "Region Kalmar län"]),
    ("Skåne", ["Region Skåne"]),
    ("Hälsingland", ["Region Gävleborg"]),
    ("Uppland", ["Region Uppsala", "Region Stockholm"]),
]


@pytest.mark.parametrize(("landscape", "regions"), LANDSCAPES)
def test_landscape(landscape: str, regions: list) -> None:
    assert list(register.landscapes()[landscape]) == regions


VALUES = [
    ("method", "social_requirements reserved_procurement iop agreement collaboration direct_award"),
    ("contract_type", "service goods works mixed not_applicable"),
    ("target_group", "long_term_unemployed newly_arrived youth disability far_from_labour_market women other"),
    (
        "requirement_type",
        "employment internship apprenticeship training working_conditions supply_chain accessibility dialogue",
    ),
]


@pytest.mark.parametrize(("kind", "values"), VALUES)
def test_the_vocabulary_has_exactly_the_taxonomys_values(kind: str, values: str) -> None:
    assert sorted(register.labels(kind)) == sorted(values.split())


def test_no_word_stands_for_two_values() -> None:
    values = Counter(fold(word) for term in register.vocabulary() for word in {fold(word) for word in term.words})
    assert [word for word, count in values.items() if count > 1] == []
