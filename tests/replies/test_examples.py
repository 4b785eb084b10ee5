"""Lists of examples with filters that can be taken away, and two examples beside each other."""

from __future__ import annotations

import dataclasses
from typing import List

import pytest

from bot.knowledge.records import Example
from bot.knowledge.retrieval.query import Query
from bot.replies.examples import comparison, examples_reply, nothing_found, similar_reply

EXAMPLE = Example(
    id="lund-glass",
    title="Glasstrutar från ett socialt företag",
    organisation="Lunds kommun",
    municipality="Lund",
    region="Region Skåne",
    year=2021,
    method="reserved_procurement",
    contract_type="goods",
    sector="livsmedel",
    sectors=("livsmedel",),
    target_groups=("unga",),
    target_group_types=("youth",),
    requirement="Leverantören skulle vara ett socialt företag.",
    requirement_types=("employment",),
    result=None,
    partners=(),
    source_url="https://www.lund.se/glass",
    source_title="Glass",
    source_date=None,
)
OTHER = dataclasses.replace(EXAMPLE, id="lund-bulle", title="Bullar", year=None, result="Två fick jobb.", sector="fika")
QUERY = Query(filters={"method": ["iop"], "municipality": ["Lund"]}, excluded={"sector": ["bygg"]})
REMOVALS = ["Ta bort: IOP", "Ta bort: Lund", "Ta med: bygg"]


def test_every_filter_is_a_choice_that_takes_it_away() -> None:
    reply = examples_reply(QUERY, 5, 0, [EXAMPLE], [("contract_type", "goods", 2)])
    assert [choice.title for choice in reply.choices] == ["Visa fler (4 kvar)", *REMOVALS, "Bara vara (2)"]
    assert reply.choices[1].value == {"remove": {"method": ["iop"]}}
    assert reply.choices[3].value == {"allow": {"sector": ["bygg"]}}


def test_unwanted_words_are_shown_as_written_and_can_be_let_in() -> None:
    query = Query(unwanted=("ostersjon", "samhall"), unwanted_as_written=("Östersjön", "Samhall"))
    reply = examples_reply(query, 2, 0, [EXAMPLE, OTHER], [])
    assert reply.text == "Jag hittade 2 exempel (inte Östersjön, inte Samhall)."
    assert [(choice.title, choice.value) for choice in reply.choices] == [
        ("Ta med: Östersjön och Samhall", {"allow_words": True})
    ]


NEARBY: List[List[Example]] = [[], [EXAMPLE]]


@pytest.mark.parametrize("nearby", NEARBY)
def test_nothing_found_leads_on(nearby: List[Example]) -> None:
    reply = nothing_found(QUERY, "municipality", nearby)
    assert "IOP, Lund, inte bygg" in reply.text
    titles = [choice.title for choice in reply.choices]
    assert titles == (REMOVALS if nearby else ["Visa alla exempel", "Skicka in ett exempel"])
    assert ("Lund som gör listan tom" in reply.text) is bool(nearby)


def test_comparison_says_what_differs_and_what_is_the_same() -> None:
    reply = comparison(EXAMPLE, OTHER)
    assert reply.text.splitlines() == [
        "1. Glasstrutar från ett socialt företag",
        "2. Bullar",
        "Vem: Lunds kommun (båda)",
        "År: 1) 2021 2) framgår inte",
        "Arbetssätt: Reserverad upphandling (båda)",
        "Avtal: Vara (båda)",
        "Bransch: 1) livsmedel 2) fika",
        "Målgrupp: unga (båda)",
        "Krav: Leverantören skulle vara ett socialt företag. (båda)",
        "Resultat: 1) framgår inte 2) Två fick jobb.",
    ]
    assert len(reply.sources) == 2


def test_nothing_alike_is_said_plainly() -> None:
    assert similar_reply(EXAMPLE, 0, 0, []).text == f"Jag hittade inget som liknar ”{EXAMPLE.title}”."
