"""Places in what people write: inflected, misspelt, without å, ä and ö, and words that only look like places."""

from __future__ import annotations

import time
from typing import List, Tuple

import pytest

from bot.swedish import places
from bot.swedish.entities import find

MUNICIPALITIES: List[Tuple[str, str, str]] = [  # text, what is found in it, value
    ("Göteborgs exempel", "Göteborgs", "Göteborg"),
    ("exempel från goteborg", "goteborg", "Göteborg"),
    ("GÖTEBORG", "GÖTEBORG", "Göteborg"),
    ("Malmö stad har gjort det", "Malmö stad", "Malmö"),
    ("Stockholms stads krav", "Stockholms stads", "Stockholm"),
    ("i Örebro kommun", "Örebro kommun", "Örebro"),
    ("orebro kommuns avtal", "orebro kommuns", "Örebro"),
    ("Österåkers kommun", "Österåkers kommun", "Österåker"),
    ("Falu kommun", "Falu kommun", "Falun"),
    ("Borås stad", "Borås stad", "Borås"),
    ("i sthlm", "sthlm", "Stockholm"),
    ("gbg", "gbg", "Göteborg"),
    ("upplands-bro", "upplands-bro", "Upplands-Bro"),
    ("Upplands  Väsby", "Upplands  Väsby", "Upplands Väsby"),
    ("Håbo", "Håbo", "Håbo"),
    ("Habo", "Habo", "Habo"),
    ("habo kommun", "habo kommun", "Habo"),
    ("Malmö-modellen", "Malmö", "Malmö"),
    ("vilka göteborgska exempel", "göteborgska", "Göteborg"),
    ("Gotland", "Gotland", "Gotland"),
    ("Kalmar", "Kalmar", "Kalmar"),
    # one slip
    ("götebrog", "götebrog", "Göteborg"),
    ("götebrogs kommun", "götebrogs kommun", "Göteborg"),
    ("malmöö", "malmöö", "Malmö"),
    ("mamlö", "mamlö", "Malmö"),
    ("linkopping", "linkopping", "Linköping"),
    ("Gisslaved", "Gisslaved", "Gislaved"),
    ("hässlehom", "hässlehom", "Hässleholm"),
    ("kristanstad", "kristanstad", "Kristianstad"),
    # names that are words, too
    ("i Vara kommun", "Vara kommun", "Vara"),
    ("exempel från Vara", "Vara", "Vara"),
    ("vara kommun", "vara kommun", "Vara"),
    ("hur gjorde Mark?", "Mark", "Mark"),
    ("Marks kommun", "Marks kommun", "Mark"),
    ("i Ale", "Ale", "Ale"),
    ("i ale kommun", "ale kommun", "Ale"),
    ("finns det i kil", "kil", "Kil"),
    ("Bergs kommun", "Bergs kommun", "Berg"),
    ("exempel i sala", "sala", "Sala"),
    ("kil", "kil", "Kil"),
    ("vad gör lund", "lund", "Lund"),
    ("Lund har gjort det", "Lund", "Lund"),
    ("Jämför Lund", "Lund", "Lund"),
    ("exempel från Nora", "Nora", "Nora"),
    ("åre", "åre", "Åre"),
]


@pytest.mark.parametrize(("text", "mention", "name"), MUNICIPALITIES)
def test_municipality(text: str, mention: str, name: str) -> None:
    assert [(item.kind, item.value, text[item.start : item.end]) for item in find(text)] == [
        ("municipality", name, mention)
    ]


REGIONS = [
    ("Region Skåne", "Region Skåne", ["Region Skåne"]),
    ("och i skane?", "skane", ["Region Skåne"]),
    ("Skånes kommuner", "Skånes", ["Region Skåne"]),
    ("skånska kommuner", "skånska", ["Region Skåne"]),
    ("Örebro län", "Örebro län", ["Region Örebro län"]),
    ("i orebro lan", "orebro lan", ["Region Örebro län"]),
    ("Region Örebro läns avtal", "Region Örebro läns", ["Region Örebro län"]),
    ("Norrbottens län", "Norrbottens län", ["Region Norrbotten"]),
    ("vgr", "vgr", ["Västra Götalandsregionen"]),
    ("Västra Götaland", "Västra Götaland", ["Västra Götalandsregionen"]),
    ("Stockholms län", "Stockholms län", ["Region Stockholm"]),
    ("Region Gotland", "Region Gotland", ["Region Gotland"]),
    ("Region Kalmar", "Region Kalmar", ["Region Kalmar län"]),
    ("Småland", "Småland", ["Region Jönköpings län", "Region Kronoberg", "Region Kalmar län"]),
    ("småländska exempel", "småländska", ["Region Jönköpings län", "Region Kronoberg", "Region Kalmar län"]),
    ("Dalsland", "Dalsland", ["Västra Götalandsregionen"]),
    ("Lappland", "Lappland", ["Region Västerbotten", "Region Norrbotten"]),
]


@pytest.mark.parametrize(("text", "mention", "names"), REGIONS)
def test_region(text: str, mention: str, names: List[str]) -> None:
    found = find(text)
    assert [(item.kind, item.value) for item in found] == [("region", name) for name in names]
    assert {text[item.start : item.end] for item in found} == {mention}


def test_norrland_is_five_regions() -> None:
    assert len(find("i Norrland")) == 5


SEVERAL = [
    ("Malmö och Lund", ["Malmö", "Lund"]),
    ("IOP i Malmö, sedan hela Skåne", ["Malmö", "Region Skåne"]),
    ("Örebro i Örebro län", ["Örebro", "Region Örebro län"]),
    ("visa ale och lerum", ["Ale", "Lerum"]),
    ("gnesta trosa nyköping", ["Gnesta", "Trosa", "Nyköping"]),
]


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_several(text: str, names: List[str]) -> None:
    assert [item.value for item in find(text) if item.kind in {"municipality", "region"}] == names


NO_PLACE = [
    "vi ska köpa en vara",
    "Vara eller inte vara",
    "det kan vara bra",
    "i vara upphandlingar",  # i våra
    "hur mycket mark behövs",
    "ett berg av papper",
    "i en stad",
    "städer och kommuner",
    "svenska kommuner",
    "norska regler",
    "vi älskar det",
    "Skanska bygger",
    "Skanskas lärlingar",
    "Bräcke diakoni",
    "rättvis handel",
    "rattvis handel",
    "bästa bostaden",
    "de senaste dagarna",
    "kammaren",
    "lindköping",  # Linköping or Lidköping
    "visby",
    "",
    # people
    "Karin Lund sa att det gick bra",
    "min chef heter Nora Lund",
    "Nora på enheten skickade in det",
    # other words
    "hon köpte en trosa",
    "det är kinda svårt",
    "det blev lite grums i samarbetet",
    "ange var jag fyller i året",
    "klippan i kommunen är vaktmästaren",
    "sala till en avtackning",
]


@pytest.mark.parametrize("text", NO_PLACE)
def test_no_place(text: str) -> None:
    assert list(places.find(text)) == []


def test_the_search_for_misspelt_names_is_fast() -> None:
    """Milliseconds of processor time for a sentence of ten words, none of which has been met before."""
    list(places.find("värm upp"))
    times = []
    for batch in range(5):
        sentences = [
            " ".join(f"göteb{'abcdefghij'[word]}rg{batch}x{number}" for word in range(10)) for number in range(50)
        ]
        started = time.process_time()
        for sentence in sentences:
            list(places.find(sentence))
        times.append((time.process_time() - started) / len(sentences) * 1000)
    assert min(times) < 0.3
