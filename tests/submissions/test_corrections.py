"""Corrections in plain words, and what only looks like them."""

from __future__ import annotations

from typing import Any, List, Optional, Tuple

import pytest

from bot.submissions.corrections import corrects, may_correct, mentions_field, read_changes

ANSWERED = {
    "title": "Gammal titel", "place": "Malmö", "method": "iop", "sector": "park", "year": 2019, "link": "x",
    "result": "x", "consent": "yes",
}  # fmt: skip
Changes = List[Tuple[str, Optional[str]]]


def changes(text: str, values: Any) -> Changes:
    return [(change.field.name, change.text) for change in read_changes(text, values)]


ONE = [
    ("kommunen ska vara Lund", ("place", "Lund")),
    ("ändra kommun till Lund", ("place", "Lund")),
    ("endra komunen till örebro", ("place", "örebro")),
    ("fel region, det ska stå Region Kronoberg", ("place", "Region Kronoberg")),
    ("kommunen är fel, det var Jokkmokk", ("place", "Jokkmokk")),
    ("nej jag menade 2020", ("year", "2020")),
    ("inte Västerås utan Västervik", ("place", "Västervik")),
    ("inte Kronoberg utan Kalmar kommun", ("place", "Kalmar kommun")),
    ("det är inte Kumla, det är Hallsberg", ("place", "Hallsberg")),
    ("kommunen ska vara Lund, inte Malmö", ("place", "Lund, inte Malmö")),
    ("ändra 2018 till 2016", ("year", "2016")),
    ("byt IOP mot sociala krav", ("method", "sociala krav")),
    ("Det är fel kommun", ("place", None)),
    ("aret ska vara 2020", ("year", "2020")),
    ("året 2020", ("year", "2020")),
    ("året var 2022, inte 2021", ("year", "2022, inte 2021")),
    ("Årtalet blev fel, sätt 2017 i stället", ("year", "fel, sätt 2017 i stället")),
    ("ändra titeln till Från praktik till jobb", ("title", "Från praktik till jobb")),
    ("titeln är Från praktik till jobb", ("title", "Från praktik till jobb")),
    ("titlen ska vara Komunen", ("title", "Komunen")),
    ("titeln är för lång, ändra till Kort och gott", ("title", "Kort och gott")),
    ("titeln är fel", ("title", None)),
    ("titeln", ("title", None)),
    ("Titeln är för lång, kan vi korta den?", ("title", None)),
    ("byta namn på organisationen, det heter Falu Energi", ("organisation", "Falu Energi")),
    ("organisationen heter egentligen Falu Energi", ("organisation", "Falu Energi")),
    ("byt ut målgruppen mot unga", ("target_groups", "unga")),
    ("typen av avtal ska vara vara", ("contract_type", "vara")),
    ("korrigera e-posten till lisa@example.se", ("contact_email", "lisa@example.se")),
    ("länken ska vara https://example.se/a", ("link", "https://example.se/a")),
    ("ta bort länken jag angav", ("link", "")),
    ("länken ska bort", ("link", "")),
    ("ta bort kommunen", ("place", None)),
    ("kravet: minst tio platser", ("requirement", "minst tio platser")),
    ("resultatet blev bra", ("result", None)),  # there is one that this would overwrite
    ("gå tillbaka till året", ("year", None)),
]


@pytest.mark.parametrize(("text", "change"), ONE)
def test_one_change(text: str, change: Tuple[str, Optional[str]]) -> None:
    assert changes(text, ANSWERED) == [change]


SEVERAL: List[Tuple[str, Changes]] = [
    ("titeln ska vara Städ och jobb och aret 2020", [("title", "Städ och jobb"), ("year", "2020")]),
    ("titeln ska vara Vägen till jobb och året som gick", [("title", "Vägen till jobb och året som gick")]),
    ("organisationen ska heta Vi, kommunen och de", [("organisation", "Vi, kommunen och de")]),
    ("ändra kommunen till Lund och året till 2018", [("place", "Lund"), ("year", "2018")]),
    ("ändra titeln till Jobb och ändra sedan året till 2015", [("title", "Jobb"), ("year", "2015")]),
    (
        "målgruppen ska vara unga, och arbetssättet sociala krav",
        [("target_groups", "unga"), ("method", "sociala krav")],
    ),
    ("ta bort länken och ändra året till 2015", [("link", ""), ("year", "2015")]),
    ("ta bort länken och resultatet", [("result", ""), ("link", "")]),
    ("kommunen ska vara Lund och Malmö", [("place", "Lund och Malmö")]),
    ("ändra", []),
    ("jag skrev fel", []),
    ("kommunen var positiv", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_changes_or_none(text: str, expected: Changes) -> None:
    assert changes(text, ANSWERED) == expected


def test_a_statement_is_the_first_value() -> None:
    assert changes("resultatet blev bra", {}) == [("result", "bra")]


def test_contact_details_are_not_changed_without_consent() -> None:
    assert changes("ändra e-posten till lisa@example.se", {**ANSWERED, "consent": "no"}) == []


SURE = [  # surely about another answer, maybe, and likely when it doesn't answer the question
    ("kommunen ska vara Lund", True, True, True),
    ("ändra kommun till Lund", True, False, True),
    ("nej vänta, jag vill ändra titeln", True, True, True),
    ("organisationen är fel", True, True, True),
    ("arbetssättet var ju IOP", True, False, True),
    ("ta bort länken", True, True, True),
    ("länken ska bort", True, True, True),
    ("resultat: fem jobb", True, False, True),
    ("Det är fel kommun", False, True, True),
    ("titeln", False, False, True),
    ("kommunen var positiv", False, False, True),
    ("kommunen tog emot praktikanter", False, False, False),
    ("det är inte Kumla, det är Hallsberg", True, False, True),
    ("nej, inte 2018 utan 2016", True, False, True),
    ("ändra 2018 till 2016", True, False, True),
    ("byt städ mot park", True, False, True),
    ("Byta bana till ett nytt jobb", False, False, False),
    ("Inte bara Lund utan även Malmö", False, False, False),
    ("det är inte Kumla", False, False, False),
    ("bollnas kommun, det var 2021", False, False, False),
    ("fem praktikplatser om aret", False, False, False),
    ("Resultatet blev sju nya jobb", False, False, True),
    ("Målgruppen var unga som saknade jobb", False, False, True),
    ("Ändra villkoren på arbetsmarknaden", False, True, True),
    ("Byt bana med ett nytt jobb", False, False, False),
    ("Det ska vara billigt", False, False, False),
    ("Kommunen ska vara tydlig med sina krav mot leverantörer och följa upp dem", False, True, True),
]


@pytest.mark.parametrize(("text", "sure", "maybe", "likely"), SURE)
def test_how_sure_a_correction_is(text: str, sure: bool, maybe: bool, likely: bool) -> None:
    assert (corrects(text), may_correct(text), mentions_field(text)) == (sure, maybe, likely)
