"""First messages, and answers that tell something besides."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from bot.submissions.fields import named
from bot.submissions.sentences import repeats, told, told_besides


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Vi i Örebro gjorde 2022 en reserverad upphandling av parkskötsel och vill gärna dela med oss",
            {"place": "Örebro", "year": 2022, "method": "reserved_procurement", "sector": "park"},
        ),
        (
            "Vi i Falkenbergs kommun har mellan 2019 och 2021 haft ett IOP för nyanlända och unga",
            {"place": "Falkenberg", "year": 2019, "method": "iop", "target_groups": "nyanlända och unga"},
        ),
        ("Region Skånes städupphandling", {"place": "Region Skåne", "sector": "städ"}),
        ("vi i Lund och Malmö gjorde en byggentreprenad", {"contract_type": "works"}),
        ("ett avtal från 1980", {}),
        ("jag vill skicka in ett exempel", {}),
        ("", {}),
    ],
)
def test_told(text: str, values: Dict[str, Any]) -> None:
    assert told(text) == values


NOTHING: Dict[str, Any] = {}
BESIDES = [  # the field that was asked for, what was said, the answer by itself, what it tells besides
    ("organisation", "Lunds kommun, det var 2021", "Lunds kommun", {"place": "Lund", "year": 2021}),
    ("organisation", "bollnas kommun 2021", "bollnas kommun 2021", NOTHING),
    ("organisation", "Lunds kommun det började 2021", "Lunds kommun", {"place": "Lund", "year": 2021}),
    ("organisation", "Region Skåne", "Region Skåne", {"place": "Region Skåne"}),
    ("organisation", "Röda Korset i Lund", "Röda Korset i Lund", {"place": "Lund"}),
    ("organisation", "Samhall, i Västerås, 2019", "Samhall", {"place": "Västerås", "year": 2019}),
    ("organisation", "Malmö stad – IOP", "Malmö stad", {"place": "Malmö", "method": "iop"}),
    ("organisation", "Stockholms stadsmission", "Stockholms stadsmission", NOTHING),
    ("organisation", "Region Skåne och Lunds kommun", "Region Skåne och Lunds kommun", NOTHING),
    ("organisation", "Arbete, kultur och park", "Arbete, kultur och park", NOTHING),
    ("organisation", "Städ i Sverige AB (publ)", "Städ i Sverige AB (publ)", NOTHING),
    ("place", "Lund, 2021", "Lund, 2021", {"year": 2021}),
    ("place", "i Lund men inte 2021", "i Lund men inte 2021", NOTHING),
    ("method", "tjänst", "tjänst", {"contract_type": "service"}),
    ("method", "reserverad upphandling av parkskötsel", "reserverad upphandling av parkskötsel", {"sector": "park"}),
    ("method", "samverkan med stadsmissionen", "samverkan med stadsmissionen", NOTHING),
    ("sector", "snickeri, det var 2021", "snickeri", {"year": 2021}),
    ("sector", "städ, en tjänst", "städ", {"contract_type": "service"}),
    ("contract_type", "en tjänst, städning", "en tjänst, städning", {"sector": "städ"}),
    ("year", "2021, ett iop", "2021, ett iop", {"method": "iop"}),
    ("title", "Städ i Lund 2021", "Städ i Lund 2021", NOTHING),
    ("requirement", "2021", "2021", NOTHING),
    ("contact_name", "Kim Ek, kim@example.se", "Kim Ek", {"contact_email": "kim@example.se"}),
    ("contact_name", "kim@example.se", "", {"contact_email": "kim@example.se"}),
    ("contact_name", "Kim Ek", "Kim Ek", NOTHING),
]


@pytest.mark.parametrize(("name", "text", "answer", "besides"), BESIDES)
def test_told_besides(name: str, text: str, answer: str, besides: Dict[str, Any]) -> None:
    item = named(name)
    assert item is not None
    assert told_besides(item, text, {}) == (answer, besides)


KNOWN = {"place": "Umeå", "year": 2019, "contact_email": "a@example.se"}
NOT_OVERWRITTEN = [
    ("organisation", "Älvtvätten, Skellefteå, 2021", "Älvtvätten, Skellefteå, 2021"),
    ("organisation", "Älvtvätten, Umeå, 2019", "Älvtvätten"),
    ("organisation", "Skellefteå kommun", "Skellefteå kommun"),
    ("method", "samverkan 2021", "samverkan 2021"),
    ("contact_name", "Kim, kim@example.se", "Kim, kim@example.se"),
]


@pytest.mark.parametrize(("name", "text", "answer"), NOT_OVERWRITTEN)
def test_what_is_known_is_never_told_anew(name: str, text: str, answer: str) -> None:
    item = named(name)
    assert item is not None
    assert told_besides(item, text, KNOWN) == (answer, {})


@pytest.mark.parametrize(
    ("text", "known"),
    [("Umeå", True), ("Umeå kommun 2019", True), ("Umeå 2020", False), ("Luleå", False), ("", False), ("jo", False)],
)
def test_repeats(text: str, known: bool) -> None:
    assert repeats(text, KNOWN) is known
