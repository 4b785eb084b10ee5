"""What is read out of a submission can be published as it is, and says what a careful editor would."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List

import pytest

from bot.knowledge import store
from bot.knowledge.entries import Example
from bot.knowledge.faults import by_field
from bot.submissions.editing import decline
from bot.submissions.publishing import publish, suggested_example, unpublish
from bot.submissions.suggesting import phrases, slug
from tests.submissions.samples import TOLD, now_is, sent_in

pytestmark = pytest.mark.usefixtures("database")

IDS = [
    ("Lund", "Glasstrutar som gav praktik", "lund-glasstrutar-gav-praktik"),
    ("Örebro", "Städning på äldreboende i Örebro", "orebro-stadning-aldreboende"),
    ("Region Skåne", "Café för unga – år 2021!", "region-skane-cafe-unga-ar-2021"),
    ("Malmö", "🙂🙂🙂🙂🙂", "malmo"),
    ("Lund", "Ñandú & <b>fågel</b>", "lund-and-b-fagel-b"),
    ("Upplands-Bro", "a" * 100, "upplands-bro"),
    ("Lund", "praktikplatser " * 8, "lund-praktikplatser-praktikplatser-praktikplatser"),
]


@pytest.mark.parametrize(("place", "title", "identity"), IDS)
def test_an_id_is_short_and_plain(place: str, title: str, identity: str) -> None:
    assert slug(place, title) == identity


LISTS = [
    ("unga", ["unga"]),
    ("unga, nyanlända och långtidsarbetslösa.", ["unga", "nyanlända", "långtidsarbetslösa"]),
    ("unga, nyanlända, och långtidsarbetslösa", ["unga", "nyanlända", "långtidsarbetslösa"]),
    ("män eller kvinnor samt unga", ["män eller kvinnor", "unga"]),
    ("kvinnor/unga; unga", ["kvinnor", "unga"]),
    ("och, och", ["och"]),
    ("å" * 300, ["å" * 200]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "listed"), LISTS)
def test_target_groups_are_told_apart(text: str, listed: List[str]) -> None:
    assert phrases(text) == listed


READ: List[Any] = [
    ({}, {
        "municipality": "Lund", "region": "Region Skåne", "year": 2021, "sectors": ["livsmedel"],
        "target_group_types": ["youth", "newly_arrived", "long_term_unemployed"], "requirement_types": ["internship"],
        "source_url": TOLD["link"], "source_title": TOLD["title"], "result": TOLD["result"],
    }),
    ({"place": "Region Skåne", "link": "", "result": ""}, {
        "municipality": None, "region": "Region Skåne", "result": None,
        "source_url": "http://localhost:5005/exempel/region-skane-glasstrutar-gav-praktik",
    }),
    ({"sector": "Bikupor", "title": "Städning med praktik"}, {"sector": "Bikupor", "sectors": ["städ"]}),
    ({"sector": "Bikupor", "title": "Bikupor", "requirement": "Tio bikupor i parken, inte städning."}, {
        "sectors": ["park"], "requirement_types": [],
    }),
    ({"target_groups": "alla", "title": "Jobb åt nyanlända"}, {
        "target_groups": ["alla"], "target_group_types": ["newly_arrived"],
    }),
]  # fmt: skip


@pytest.mark.parametrize(("told", "read"), READ)
def test_what_is_read_out_of_a_submission(told: Dict[str, Any], read: Dict[str, Any]) -> None:
    suggested = suggested_example(now_is(sent_in(**told)))
    assert {name: suggested[name] for name in read} == read
    assert suggested.keys() == Example.__fields__.keys()
    assert by_field(Example, suggested) == {}
    assert suggested["checked"] == suggested["source_date"] == dt.date.today()


def test_an_id_is_nobody_elses() -> None:
    first, second, third = sent_in(), sent_in(), sent_in()
    publish(first, {}, 1, "eva")
    publish(second, {}, 1, "eva")
    unpublish(first, 2, "eva")
    ids = [suggested_example(now_is(each))["id"] for each in (first, second, third)]
    assert ids == ["lund-glasstrutar-gav-praktik" + end for end in ("", "-2", "-3")]


def test_a_declined_one_takes_no_id() -> None:
    decline(sent_in(), "Nej.", 1, "eva")
    assert suggested_example(now_is(sent_in()))["id"] == "lund-glasstrutar-gav-praktik"


PRECISION, RECALL = 0.9, 0.75


@pytest.mark.parametrize("column", ["sectors", "target_group_types", "requirement_types"])
def test_most_of_what_editors_have_marked_is_found(column: str) -> None:
    """Of the published examples, told as their own texts tell them, most marks are suggested, and few others."""
    right = suggested = marked = 0
    for example in store.examples():
        told = {"title": example.title, "sector": example.sector, "requirement": example.requirement}
        identity = sent_in(**told, target_groups=", ".join(example.target_groups))
        found = set(suggested_example(now_is(identity))[column])
        right += len(found & set(getattr(example, column)))
        suggested += len(found)
        marked += len(getattr(example, column))
    assert right / suggested >= PRECISION and right / marked >= RECALL
