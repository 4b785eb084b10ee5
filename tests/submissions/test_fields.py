"""What each question takes for an answer, and what it refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict

import pytest

from bot.submissions import fields
from bot.submissions.fields import SKIPPED, Field
from bot.submissions.parsing import Refused

THIS_YEAR = dt.date.today().year

TAKEN = [
    ("title", "Praktik i parken", "Praktik i parken"),
    ("title", "  Praktik \n i   parken ", "Praktik i parken"),
    ("title", "Vad är reserverad upphandling – så gjorde vi", "Vad är reserverad upphandling – så gjorde vi"),
    ("title", "Avtal 212000-0142 som gav jobb", "Avtal 212000-0142 som gav jobb"),
    ("title", "å" * 150, "å" * 150),
    ("organisation", "Lunds kommun", "Lunds kommun"),
    ("organisation", "VA", "VA"),
    ("place", "Lund", "Lund"),
    ("place", "lund.", "Lund"),
    ("place", "goteborg", "Göteborg"),
    ("place", "Göteborgs stad", "Göteborg"),
    ("place", "Falkenbergs kommun", "Falkenberg"),
    ("place", "i Malmös södra delar", "Malmö"),
    ("place", "Vara", "Vara"),
    ("place", "Region Skåne", "Region Skåne"),
    ("place", "vgr", "Västra Götalandsregionen"),
    ("place", "gävleborgs län", "Region Gävleborg"),
    ("place", "Region Örebro län", "Region Örebro län"),
    ("place", "Lund i Skåne", "Lund"),
    ("place", "Lund, inte Malmö", "Lund"),
    ("place", "inte Malmö utan Lund", "Lund"),
    ("place", "Region Skåne, inte Lund", "Region Skåne"),
    ("method", "Sociala krav", "social_requirements"),
    ("method", "social_requirements", "social_requirements"),
    ("method", "vi gjorde ett IOP", "iop"),
    ("method", "Idéburet offentligt partnerskap", "iop"),
    ("method", "direktupphandlade", "direct_award"),
    ("contract_type", "Vara", "goods"),
    ("contract_type", "en tjänst", "service"),
    ("contract_type", "ej tillampligt", "not_applicable"),
    ("contract_type", "entreprenad tror jag", "works"),
    ("sector", "lokalvård", "städ"),
    ("sector", "parkskötsel", "park"),
    ("sector", "Bikupor", "Bikupor"),
    ("year", "2019", 2019),
    ("year", "hösten 2014", 2014),
    ("year", "2019-2021", 2019),
    ("year", "mellan 2017 och 2020", 2017),
    ("year", "2020-05-01", 2020),
    ("year", "1994", 1994),
    ("year", f"{THIS_YEAR + 1}", THIS_YEAR + 1),
    ("year", "i år", THIS_YEAR),
    ("year", "förra året", THIS_YEAR - 1),
    ("target_groups", "unga", "unga"),
    ("requirement", "Minst två anställningar per år", "Minst två anställningar per år"),
    ("result", "Sju fick jobb", "Sju fick jobb"),
    ("link", "https://www.example.se/a?b=c", "https://www.example.se/a?b=c"),
    ("link", "länk: http://example.se/x.", "http://example.se/x"),
    ("link", "(se www.malmö.se/jobb)", "https://www.malmö.se/jobb"),
    ("link", "example.se/projekt", "https://example.se/projekt"),
    ("consent", "ja", "yes"),
    ("consent", "Ja, gärna!", "yes"),
    ("consent", "okej", "yes"),
    ("consent", "Absolut", "yes"),
    ("consent", "nej", "no"),
    ("consent", "Nä", "no"),
    ("consent", "helst inte", "no"),
    ("consent", "nej tack", "no"),
    ("contact_name", "Kim Berg", "Kim Berg"),
    ("contact_email", "kim@example.se", "kim@example.se"),
    ("contact_email", "Min adress är kim.berg+x@stad.example.se.", "kim.berg+x@stad.example.se"),
]

REFUSED = [
    ("title", "Hej", "lite mer"),
    ("title", "12345", "lite mer"),
    ("title", "å" * 151, "Högst 150"),
    ("title", "Praktik för 19811218-9876", "personnummer"),
    ("title", "Praktik för 8112189876", "personnummer"),
    ("title", "Praktik för 701063-2391", "personnummer"),
    ("title", "Mejla kim@example.se om jobb", "e-postadresser"),
    ("organisation", "Firman, 070-123 45 67", "telefonnummer"),
    ("place", "Ankeborg", "känner inte igen"),
    ("place", "Lund och Malmö", "flera platser: Lund, Malmö"),
    ("place", "Småland", "flera platser"),
    ("place", "inte Malmö", "känner inte igen"),
    ("place", "", "känner inte igen"),
    ("method", "på ett bra sätt", "Välj ett av: Sociala krav"),
    ("method", "IOP och sociala krav", "Välj ett av"),
    ("contract_type", "något annat", "Välj ett av: Tjänst"),
    ("sector", "?", "lite mer"),
    ("sector", "811218-9876", "personnummer"),
    ("year", "19", "fyra siffror"),
    ("year", "1993", "mellan 1994"),
    ("year", f"{THIS_YEAR + 2}", "fyra siffror"),
    ("year", "2021 och 2019", "fyra siffror"),
    ("year", "19811218-9876", "fyra siffror"),
    ("year", "för länge sedan", "fyra siffror"),
    ("target_groups", "811218-9876", "personnummer"),
    ("requirement", "Jobb", "lite mer"),
    ("requirement", "å" * 901, "Högst 900"),
    ("link", "finns på vår sida", "https://"),
    ("link", "kim@example.se", "https://"),
    ("link", "https://", "https://"),
    ("link", "https://example.se/" + "a" * 500, "https://"),
    ("link", "https://example.se/19811218-9876", "personnummer"),
    ("consent", "kanske", "ja eller nej"),
    ("consent", "ja men inte e-post", "ja eller nej"),
    ("consent", "", "ja eller nej"),
    ("contact_name", "Kim 811218-9876", "personnummer"),
    ("contact_email", "kim(at)example.se", "namn@kommun.se"),
    ("contact_email", "kim@example", "namn@kommun.se"),
    ("contact_email", "19811218-9876@example.se", "personnummer"),
]

REQUIRED = (
    "title", "organisation", "place", "method", "contract_type", "sector", "year", "target_groups", "requirement",
)  # fmt: skip
ANSWERED: Dict[str, Any] = dict.fromkeys((*REQUIRED, "result", "link"), "x")


def field(name: str) -> Field:
    found = fields.named(name)
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "text", "value"), TAKEN)
def test_taken(name: str, text: str, value: Any) -> None:
    assert field(name).parse(text) == value


@pytest.mark.parametrize(("name", "text", "reason"), REFUSED)
def test_refused_without_repeating_personal_data(name: str, text: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        field(name).parse(text)
    assert reason in str(refusal.value)
    assert not any(part in str(refusal.value) for part in ("9876", "2391", "070", "kim@"))


@pytest.mark.parametrize("item", fields.form(), ids=lambda item: item.name)
def test_every_choice_is_an_answer(item: Field) -> None:
    for title, value in item.choices:
        assert item.parse(value) == item.parse(title)


@pytest.mark.parametrize(
    ("name", "text", "recognised"),
    [
        ("place", "Lund", True),
        ("place", "Ankeborg", False),
        ("place", "inte Malmö", False),
        ("place", "Lund, inte Malmö", True),
        ("method", "IOP", True),
        ("method", "vad är ett IOP?", False),
        ("contract_type", "Vara", True),
        ("sector", "städ", True),
        ("sector", "visa exempel", False),
        ("year", "2019", True),
        ("consent", "nej", True),
        ("title", "Praktik i parken", False),
        ("place", "har ni några bra exempel på IOP i Lund", False),
    ],
)
def test_a_short_answer_is_recognised(name: str, text: str, recognised: bool) -> None:
    assert field(name).recognises(text) is recognised


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, "title"),
        ({"title": "x"}, "organisation"),
        ({"place": "Lund", "title": "x", "organisation": "x"}, "method"),
        (ANSWERED, "consent"),
        ({**ANSWERED, "result": SKIPPED, "link": SKIPPED}, "consent"),
        ({**ANSWERED, "consent": "no"}, None),
        ({**ANSWERED, "consent": "yes"}, "contact_name"),
        ({**ANSWERED, "consent": "yes", "contact_name": SKIPPED}, "contact_email"),
        ({**ANSWERED, "consent": "yes", "contact_name": "x", "contact_email": "x"}, None),
    ],
)
def test_next_field(values: Dict[str, Any], asked: str) -> None:
    found = fields.next_field(values)
    assert (found.name if found else None) == asked


def test_the_field_before() -> None:
    values = {"title": "x", "place": "Lund"}
    assert fields.field_before(field("title"), values) is None
    assert fields.field_before(field("method"), values) is field("place")
    assert fields.field_before(field("place"), values) is field("title")
    assert fields.field_before(None, {**ANSWERED, "consent": "no"}) is field("consent")
