"""Search gives what people would want first, reads filters out of the text, and says when there is nothing."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List

import pytest

from bot.knowledge import store
from bot.knowledge.importer import import_content
from bot.knowledge.retrieval.query import Query, read_query
from bot.knowledge.search import described, search, search_answers, search_examples, search_guides
from bot.migrations import migrate
from tests.conftest import CONTENT
from tests.databases import in_process_database
from tests.knowledge.judged import EXAMPLES, GUIDES, IRRELEVANT
from tests.one_process import EACH_DATABASE


@pytest.fixture(scope="module", params=EACH_DATABASE, autouse=True)
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The project's content on each kind of database."""
    address = request.getfixturevalue("postgres").database("search") if request.param == "postgresql" else None
    folder = tmp_path_factory.mktemp("search")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder, address) as used:
        migrate()
        import_content(CONTENT)
        yield used


FIRST = 3
# Judged queries that are not answered yet; a better ranking has to take them away from here.
KNOWN_MISSES = {
    "praktik när man bygger sjukhus",  # the building site is read as health care; the example is offered as nearby
    "anvisning av deltagare från arbetsmarknadsenheten",
}


@pytest.mark.parametrize(("query", "wanted"), EXAMPLES, ids=[query for query, _ in EXAMPLES])
def test_the_example_a_person_wants_is_among_the_first_three(query: str, wanted: str) -> None:
    found = wanted in search("examples", query).results[:FIRST]
    assert found is not (query in KNOWN_MISSES)


@pytest.mark.parametrize(("query", "wanted"), GUIDES, ids=[query for query, _ in GUIDES])
def test_the_guide_a_person_wants_is_among_the_first_three(query: str, wanted: str) -> None:
    assert wanted in search("guides", query).results[:FIRST]


@pytest.mark.parametrize("kind", ["examples", "guides"])
@pytest.mark.parametrize("query", IRRELEVANT)
def test_nothing_relevant_gives_nothing_at_all(kind: str, query: str) -> None:
    found = search(kind, query)
    assert (found.results, found.nearby) == ((), ())


FILTERS: List[Any] = [
    ("IOP i Malmö", {"method": ["iop"], "municipality": ["Malmö"]}, {}),
    (
        "sociala krav på städ i Skåne efter 2018",
        {"method": ["social_requirements"], "sector": ["städ"], "region": ["Region Skåne"], "year": ["2019-"]},
        {},
    ),
    ("städ eller park", {"sector": ["städ", "park"]}, {}),
    ("IOP, inte i Göteborg", {"method": ["iop"]}, {"municipality": ["Göteborg"]}),
    ("i Småland", {"region": ["Region Jönköpings län", "Region Kronoberg", "Region Kalmar län"]}, {}),
    ("praktik för unga", {"requirement_type": ["internship"], "target_group": ["youth"]}, {}),
    ("nummer 2", {}, {}),
]


@pytest.mark.parametrize(("text", "filters", "excluded"), FILTERS)
def test_filters_are_read_out_of_the_text(text: str, filters: Dict[str, Any], excluded: Dict[str, Any]) -> None:
    query = read_query(text)
    assert (query.filters, query.excluded) == (filters, excluded)


def test_places_and_years_are_no_search_words() -> None:
    assert read_query("fruktkorgar i Göteborgs stad efter 2018").words == ("fruktkorg",)


NO_WORDS_LEFT = [
    "ej bygg",
    "allt utom Stockholm",
    "annat än IOP",
    "allt med undantag för städ",
    "exempel som inte gäller städ",
    "exempel som inte är från Malmö",
    "exempel som inte handlar om bygg eller städ",
]


@pytest.mark.parametrize("text", NO_WORDS_LEFT)
def test_what_says_no_is_no_search_word(text: str) -> None:
    query = read_query(text)
    assert query.excluded
    assert (query.words, query.named, query.unwanted) == ((), (), ())


UNWANTED: List[Any] = [  # text, words that are left, words that none may have, how these were written
    ("inte Östersjön", (), ("ostersjon",), ("Östersjön",)),
    ("fruktkorgar men inte Samhall", ("fruktkorg",), ("samhall",), ("Samhall",)),
    ("fruktkorgar, inte Samhall, ej kyrkan", ("fruktkorg",), ("samhall", "kyrka"), ("Samhall", "kyrkan")),
    ("fruktkorgar, inte svenska kyrkan", ("fruktkorg",), ("svenska", "kyrka"), ("svenska kyrkan",)),
    ("fruktkorgar där det inte var Samhall", ("fruktkorg",), ("samhall",), ("Samhall",)),
    ("det ska inte vara Samhall", (), ("samhall",), ("Samhall",)),
    ("inte städ eller Samhall", (), ("samhall",), ("Samhall",)),
    ("inte Samhall och inte städ", (), ("samhall",), ("Samhall",)),
    ("inte bygg utan städ", ("stad",), (), ()),
    ("utom Göteborg fruktkorgar", ("fruktkorg",), (), ()),
    ("ska vi inte ha fruktkorgar?", ("fruktkorg",), (), ()),
    ("inte bara fruktkorgar", ("fruktkorg",), (), ()),
    ("fruktkorgar | och kaffe", ("fruktkorg", "kaffe"), (), ()),
]


@pytest.mark.parametrize(("text", "words", "unwanted", "written"), UNWANTED)
def test_words_that_are_not_wanted(text: str, words: Any, unwanted: Any, written: Any) -> None:
    query = read_query(text)
    assert (query.words, query.unwanted, query.unwanted_as_written) == (words, unwanted, written)


ALL_OF_THEM = [
    ("IOP", lambda item: item.method == "iop"),
    ("städ i Skåne", lambda item: item.region == "Region Skåne" and "städ" in item.sectors),
    (
        "Göteborg efter 2018",
        lambda item: item.municipality == "Göteborg" and item.year is not None and item.year > 2018,
    ),
    ("IOP, inte i Göteborg", lambda item: item.method == "iop" and item.municipality != "Göteborg"),
    ("inte bygg", lambda item: "bygg" not in item.sectors),
    ("ej bygg", lambda item: "bygg" not in item.sectors),
    ("annat än IOP", lambda item: item.method != "iop"),
    ("Malmö eller Lund", lambda item: item.municipality in {"Malmö", "Lund"}),
]


@pytest.mark.parametrize(("text", "passes"), ALL_OF_THEM, ids=[text for text, _ in ALL_OF_THEM])
def test_results_are_exactly_the_examples_that_pass_the_filters(text: str, passes: Any) -> None:
    wanted = {item.id for item in store.examples() if passes(item)}
    assert wanted
    assert set(search("examples", text).results) == wanted


def test_no_filters_and_no_words_give_everything_newest_first() -> None:
    found = store.examples(search_examples(Query()).results)
    assert len(found) == 74
    years = [item.year or 0 for item in found]
    assert years == sorted(years, reverse=True)


def test_equals_come_newest_first() -> None:
    found = store.examples(search_examples(Query(filters={"municipality": ["Göteborg"]})).results)
    assert [item.year or 0 for item in found] == sorted((item.year or 0 for item in found), reverse=True)


NEARBY = [  # text, what emptied the list, one that must be offered
    ("IOP i Lund", "municipality", "malmo-yalla-trappan-y-allas-vag"),
    ("IOP i Lund", "municipality", "lund-overenskommelse-ideburen-sektor"),
    ("Ystad", "municipality", "kristianstad-tvatt-skolkok"),
    ("städ i Norrbotten före 2010", "year", "boden-integration-stadavtal"),
    ("reserverad städupphandling i Malmö", "sector", "malmo-catering-delvis-reserverad"),
    ("IOP i Skåne 1995", "year", "malmo-amsn-partnerskap-2018"),
    ("praktik när man bygger sjukhus", "sector", "region-orebro-lan-h-huset"),
    ("byggentreprenad i Kiruna för kvinnor", "", "boden-integration-stadavtal"),
]


@pytest.mark.parametrize(("text", "emptied_by", "offered"), NEARBY)
def test_an_emptied_list_offers_the_nearest(text: str, emptied_by: str, offered: str) -> None:
    found = search("examples", text)
    assert found.results == ()
    assert found.emptied_by == emptied_by
    assert offered in found.nearby
    assert len(found.nearby) <= 3


def test_a_filter_alone_that_nothing_passes_offers_nothing() -> None:
    found = search("examples", "it-konsulter")
    assert (found.results, found.nearby) == ((), ())


def test_all_guides_when_no_words_are_left() -> None:
    assert len(search_guides(read_query("visa alla guider")).results) == 30


ANSWERS = [
    ("vad är ett idéburet offentligt partnerskap", "iop_definition"),
    ("onormalt låga anbud", "abnormally_low_tender"),
    ("lärlingsplatser", "apprenticeships"),
    ("utesluta leverantör", "exclude_supplier"),
    ("vite om kravet inte uppfylls", "penalty_and_bonus"),
]


@pytest.mark.parametrize(("question", "wanted"), ANSWERS)
def test_answers_are_found_by_their_words(question: str, wanted: str) -> None:
    assert wanted in search_answers(question, 3)


@pytest.mark.parametrize("question", IRRELEVANT)
def test_no_answer_is_found_to_something_else(question: str) -> None:
    assert search_answers(question, 3) == ()


def test_described_as_the_command_prints_it() -> None:
    shown = described("examples", "IOP i Malmö, inte städ")
    assert shown.pop("ms") >= 0
    results = shown.pop("results")
    assert shown == {
        "query": "IOP i Malmö, inte städ",
        "filters": {"method": ["iop"], "municipality": ["Malmö"], "not_sector": ["städ"]},
        "total": 1,
        "nearby": [],
    }
    assert results[0] == "malmo-amsn-partnerskap-2018"


STRANGE = [
    "städ 1985",
    "exempel före 1990",
    "IOP på 1970-talet, inte 1985",
    "",
    "   ",
    "?!",
    "😀😀",
    "\x00städ\x00",
    "a" * 5000,
    "städ " * 2000,
    " ".join(f"ord{number}" for number in range(3000)),
    "'; DROP TABLE search_entry; --",
    '"städ" OR NEAR(a b) * ^ : - ( ) { }',
    "f_kind_example c_städ & | ! <->",
    "\u202eDATS \u200bstäd",
    "%' LIKE '%",
    "inte " + "a" * 1000 + "%",
    "utom " + "a-" * 500 + "%",
    "inte a" + " " * 1000 + "a%",
]


@pytest.mark.parametrize("kind", ["examples", "guides"])
@pytest.mark.parametrize("text", STRANGE, ids=lambda text: repr(text[:20]))
def test_any_text_may_be_searched_for(kind: str, text: str) -> None:
    search(kind, text)
    search_answers(text, 3)
    assert search("examples", "fruktkorgar").results
