"""The field's words, list positions, codes and "not" in what people write; places and years have their own tables."""

from __future__ import annotations

import re
import time
from typing import List, Tuple

import pytest

from bot.swedish import register
from bot.swedish.entities import find

TERMS = [  # text, what is found in it, kind, value
    ("vi köper städning", "städning", "sector", "städ"),
    ("vi koper stadning", "stadning", "sector", "städ"),
    ("i städavtalet", "städavtalet", "sector", "städ"),
    ("Lokalvård", "Lokalvård", "sector", "städ"),
    ("lokal vård i", "lokal vård", "sector", "städ"),
    ("parkskötsel", "parkskötsel", "sector", "park"),
    ("parkskotsel", "parkskotsel", "sector", "park"),
    ("vård- och omsorg", "vård- och omsorg", "sector", "vård och omsorg"),
    ("vard och omsorg", "vard och omsorg", "sector", "vård och omsorg"),
    ("IT-konsulter", "IT-konsulter", "sector", "it"),
    ("ett IOP-avtal", "IOP-avtal", "method", "iop"),
    ("två iop:er", "iop:er", "method", "iop"),
    ("IOP-liknande lösning", "IOP", "method", "iop"),
    ("idéburet offentligt partnerskap", "idéburet offentligt partnerskap", "method", "iop"),
    ("ideburet offentligt partnerskap", "ideburet offentligt partnerskap", "method", "iop"),
    ("sociala  hänsyn", "sociala  hänsyn", "method", "social_requirements"),
    ("reserverade upphandlingar", "reserverade upphandlingar", "method", "reserved_procurement"),
    ("överenskommelser", "överenskommelser", "method", "agreement"),
    ("direktupphandlat", "direktupphandlat", "method", "direct_award"),
    ("samverkan", "samverkan", "method", "collaboration"),
    ("bara tjänster", "tjänster", "contract_type", "service"),
    ("köpa en vara", "en vara", "contract_type", "goods"),
    ("byggentreprenader", "byggentreprenader", "contract_type", "works"),
    ("varor och tjänster", "varor och tjänster", "contract_type", "mixed"),
    ("långtidsarbetslösa", "långtidsarbetslösa", "target_group", "long_term_unemployed"),
    ("langtidsarbetslosa", "langtidsarbetslosa", "target_group", "long_term_unemployed"),
    ("för nyanlända", "nyanlända", "target_group", "newly_arrived"),
    ("unga vuxna", "unga vuxna", "target_group", "youth"),
    ("personer med funktionsnedsättning", "personer med funktionsnedsättning", "target_group", "disability"),
    ("står långt från arbetsmarknaden", "står långt från arbetsmarknaden", "target_group", "far_from_labour_market"),
    ("utrikes födda kvinnor", "utrikes födda kvinnor", "target_group", "women"),
    ("praktikplatser", "praktikplatser", "requirement_type", "internship"),
    ("lärlingar", "lärlingar", "requirement_type", "apprenticeship"),
    ("sysselsättningskrav", "sysselsättningskrav", "requirement_type", "employment"),
    ("vita jobb", "vita jobb", "requirement_type", "working_conditions"),
    ("ILO:s kärnkonventioner", "ILO:s kärnkonventioner", "requirement_type", "supply_chain"),
    ("dialogvillkor", "dialogvillkor", "requirement_type", "dialogue"),
    ("tillgänglighet", "tillgänglighet", "requirement_type", "accessibility"),
    # one slip
    ("kolektivavtal", "kolektivavtal", "requirement_type", "working_conditions"),
    ("byggentrepenad", "byggentrepenad", "contract_type", "works"),
    ("fastighetskötsel", "fastighetskötsel", "sector", "fastighetsskötsel"),
    ("direktuphandla", "direktuphandla", "method", "direct_award"),
    ("överenskomelse", "överenskomelse", "method", "agreement"),
]


@pytest.mark.parametrize(("text", "mention", "kind", "value"), TERMS)
def test_term(text: str, mention: str, kind: str, value: str) -> None:
    assert [(item.kind, item.value, text[item.start : item.end]) for item in find(text)] == [(kind, value, mention)]


NOTHING = [
    "i en stad",
    "i vår stad",
    "stad och land",
    "vi vill ha stad",
    "hur många anställda",
    "Värden tog emot oss",
    "det var inte värt det",
    "hej, hur mår du?",
    "kott",
    "",
    "🙂 !!!",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert find(text) == []


ORDINALS = [
    ("nummer 2", "nummer 2", "2"),
    ("nr 3 tack", "nr 3", "3"),
    ("nr.3", "nr.3", "3"),
    ("nummer två", "nummer två", "2"),
    ("exempel 12", "exempel 12", "12"),
    ("den första", "den första", "1"),
    ("berätta om den andra", "den andra", "2"),
    ("det tredje exemplet", "det tredje exemplet", "3"),
    ("andra exemplet", "andra exemplet", "2"),
    ("den sista", "den sista", "-1"),
    ("visa sista", "visa sista", "-1"),
    ("tvåan", "tvåan", "2"),
    ("2", "2", "2"),
    ("3:e", "3:e", "3"),
]


@pytest.mark.parametrize(("text", "mention", "value"), ORDINALS)
def test_ordinal(text: str, mention: str, value: str) -> None:
    assert [(item.kind, item.value, text[item.start : item.end]) for item in find(text)] == [
        ("ordinal", value, mention)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "visa andra exempel",
        "berätta om andra kommuner",
        "på andra sätt",
        "30 procent",
        "50 personer",
        "de första stegen",
    ],
)
def test_no_ordinal(text: str) -> None:
    assert [item for item in find(text) if item.kind == "ordinal"] == []


CODES = [
    ("hur går det med HG-7K3M-Q9XD-04TZ?", "HG-7K3M-Q9XD-04TZ", "HG-7K3M-Q9XD-04TZ"),
    ("hg-7k3m-q9xd-04tz", "hg-7k3m-q9xd-04tz", "HG-7K3M-Q9XD-04TZ"),
    ("hg 7k3m q9xd 04tz", "hg 7k3m q9xd 04tz", "HG-7K3M-Q9XD-04TZ"),
]


@pytest.mark.parametrize(("text", "mention", "value"), CODES)
def test_submission_code(text: str, mention: str, value: str) -> None:
    assert [(item.kind, item.value, text[item.start : item.end]) for item in find(text)] == [
        ("submission_code", value, mention)
    ]


@pytest.mark.parametrize("text", ["HG-7K3M-Q9XD", "xHG-7K3M-Q9XD-04TZ", "HG-7K3M-Q9XD-04TZA"])
def test_no_submission_code(text: str) -> None:
    assert [item for item in find(text) if item.kind == "submission_code"] == []


NEGATIONS: List[Tuple[str, List[str], List[str]]] = [  # text, wanted, not wanted
    ("inte bygg", [], ["bygg"]),
    ("ej bygg", [], ["bygg"]),
    ("inte bygg men städ", ["städ"], ["bygg"]),
    ("inte bygg utan städ", ["städ"], ["bygg"]),
    ("inte bygg, bara städ", ["städ"], ["bygg"]),
    ("allt utom städ och bygg", [], ["städ", "bygg"]),
    ("varken eller, men inte städ eller bygg", [], ["städ", "bygg"]),
    ("förutom Malmö", [], ["Malmö"]),
    ("inte i Malmö", [], ["Malmö"]),
    ("inte från Småland", [], ["Region Jönköpings län", "Region Kronoberg", "Region Kalmar län"]),
    ("något annat än bygg", [], ["bygg"]),
    ("IOP i Malmö, inte bygg", ["iop", "Malmö"], ["bygg"]),
    ("inte 2018", [], ["2018"]),
    ("inte bara bygg utan även städ", ["bygg", "städ"], []),
    ("har ni inte IOP i Malmö?", ["iop", "Malmö"], []),
    ("finns det inte något från Malmö?", ["Malmö"], []),
    ("bygg men inte i Malmö", ["bygg"], ["Malmö"]),
    ("exempel som inte är från Malmö", [], ["Malmö"]),
    ("exempel som inte e från malmö", [], ["Malmö"]),
    ("som inte är IOP", [], ["iop"]),
    ("som inte är bygg eller städ", [], ["bygg", "städ"]),
    ("som inte ligger i Skåne", [], ["Region Skåne"]),
    ("som inte kommer från Skåne", [], ["Region Skåne"]),
    ("som inte handlar om bygg", [], ["bygg"]),
    ("som inte gällde städ", [], ["städ"]),
    ("kommuner som inte har IOP", [], ["iop"]),
    ("det ska inte vara bygg", [], ["bygg"]),
    ("jag vill inte ha bygg", [], ["bygg"]),
    ("jag vill inte se några byggen", [], ["bygg"]),
    ("där det inte var bygg", [], ["bygg"]),
    ("icke bygg", [], ["bygg"]),
    ("allt med undantag för bygg", [], ["bygg"]),
    ("har ni annat än bygg?", [], ["bygg"]),
    ("har ni inte exempel på bygg?", ["bygg"], []),
    ("är det inte bygg?", ["bygg"], []),
    ("kan man inte ha IOP?", ["iop"], []),
    ("det behöver inte vara bygg", ["bygg"], []),
    ("vet inte var i Malmö", ["Malmö"], []),
    ("om firman inte tar praktikanter", ["internship"], []),
    ("om firman inte har praktikanter", ["internship"], []),
    ("har inte krävt praktik", ["internship"], []),
    ("finns det undantag för IOP?", ["iop"], []),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), NEGATIONS)
def test_negation(text: str, wanted: List[str], unwanted: List[str]) -> None:
    found = find(text)
    assert [item.value for item in found if not item.negated] == wanted
    assert [item.value for item in found if item.negated] == unwanted


def test_all_kinds_together_in_order() -> None:
    text = "Har Göteborgs stad ställt sociala krav på praktik för unga i städavtal efter 2018, inte bygg?"
    assert [(item.kind, item.value, item.negated) for item in find(text)] == [
        ("municipality", "Göteborg", False),
        ("method", "social_requirements", False),
        ("requirement_type", "internship", False),
        ("target_group", "youth", False),
        ("sector", "städ", False),
        ("year", "2019-", False),
        ("sector", "bygg", True),
    ]


@pytest.mark.parametrize("term", register.vocabulary(), ids=lambda term: f"{term.kind}: {term.value}")
def test_every_word_of_the_vocabulary_means_its_value(term: register.Term) -> None:
    for word in term.words:
        assert (term.kind, term.value) in {(item.kind, item.value) for item in find(word)}, word


def test_spans_never_overlap_unless_they_are_the_same() -> None:
    text = "vård och omsorg i Region Örebro län 2015-2018, utrikes födda kvinnor, nummer 2"
    found = find(text)
    for one, other in zip(found, found[1:]):
        assert one.end <= other.start
    assert all(re.fullmatch(r"\S.*\S", text[item.start : item.end]) for item in found)


def test_a_sentence_takes_well_under_a_millisecond() -> None:
    text = (
        "Har ni några lärande exempel på sociala krav i städupphandlingar i Göteborgs kommun för långtidsarbetslösa {}?"
    )
    find(text)
    times = []
    for batch in range(5):
        started = time.process_time()
        for number in range(50):
            find(text.format(f"x{batch}y{number}"))
        times.append((time.process_time() - started) / 50 * 1000)
    assert min(times) < 0.8
