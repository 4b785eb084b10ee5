"""What has been told before is found, however it is told, and what only lies near is not taken for it."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import pytest

from bot.settings import PROJECT_ROOT
from bot.submissions.duplicates import Likely, likely, likely_examples
from bot.submissions.editing import decline
from bot.submissions.links import page, same_page
from bot.submissions.publishing import publish
from tests.sources import read_yaml
from tests.submissions.samples import TOLD, now_is, sent_in

JUDGED = PROJECT_ROOT / "tests" / "submissions" / "judged_duplicates.yml"
ENOUGH = 0.9
EXAMPLE = "kristianstad-tvatt-skolkok"


def judged(half: str) -> List[Dict[str, Any]]:
    return read_yaml(JUDGED)[half]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("half", ["limits", "held_out"])
def test_judged_pairs(half: str) -> None:
    """All that is shown counts, not only the example that a pair is about."""
    found = {(number, each.id) for number, pair in enumerate(judged(half)) for each in likely_examples(pair["told"])}
    same = {(number, pair["example"]) for number, pair in enumerate(judged(half)) if pair["same"]}
    right = len(found & same)
    assert right / len(found) >= ENOUGH, sorted(found - same)
    assert right / len(same) >= ENOUGH, sorted(same - found)


def test_there_are_many_pairs_of_either_judgement() -> None:
    for half in ("limits", "held_out"):
        same = [pair["same"] for pair in judged(half)]
        assert len(same) >= 40 and min(same.count(True), same.count(False)) >= 15


# -- links -------------------------------------------------------------------------------------------

LINKS: List[Tuple[str, str, bool]] = [
    ("https://www.lund.se/glass", "http://lund.se/glass/", True),
    ("https://lund.se/Glass#top", "https://LUND.se/glass?utm_source=mejl&fbclid=1", True),
    ("https://lund.se/glass/index.html", "https://lund.se/glass", True),
    ("https://lund.se/v%C3%A5ffla", "https://lund.se/våffla", True),
    ("https://gavle.se/?p=1184580", "https://gavle.se/?p=1184580&utm_medium=x", True),
    ("https://gavle.se/?p=1184580", "https://gavle.se/?p=1", False),
    ("https://lund.se/glass", "https://lund.se/strut", False),
    ("https://lund.se/glass", "https://malmo.se/glass", False),
    ("https://lund.se", "https://www.lund.se/", False),
    ("", "", False),
]


@pytest.mark.parametrize(("one", "other", "same"), LINKS)
def test_links_to_the_same_page(one: str, other: str, same: bool) -> None:
    assert same_page(one, other) is same_page(other, one) is same


@pytest.mark.parametrize("link", [None, "https://[", "https://lund.se?", "lund"])
def test_what_is_no_page(link: Any) -> None:
    assert not same_page(link, "https://lund.se/glass")
    assert page("https://lund.se?") is None


# -- what is compared with what ----------------------------------------------------------------------


def found(values: Dict[str, Any], besides: Any = None) -> List[Tuple[str, Any]]:
    return [(each.kind, each.id) for each in likely(values, besides)]


@pytest.mark.usefixtures("each_database")
def test_a_link_is_a_sure_sign() -> None:
    link = "http://www.kristianstad.se/en/nyhetsarkiv/upphandling-med-flera-vinnare/?utm_source=mejl"
    told = {"title": "Något helt annat", "place": "Kiruna", "year": 2010, "link": link}
    (only,) = likely_examples(told)
    assert only == Likely("example", EXAMPLE, "Samhall tvättar skolkökens arbetskläder", 1.0, "Samma länk.")


@pytest.mark.usefixtures("each_database")
def test_waiting_submissions_are_compared_and_shown_to_editors_only() -> None:
    first = sent_in()
    again = {**TOLD, "title": "Glass som gav ungdomar praktik", "link": ""}
    second = sent_in(**again)
    assert found(again) == [("submission", second), ("submission", first)]
    assert found(again, second) == [("submission", first)]
    assert found(TOLD, first) == [("submission", second)]
    assert likely_examples(again) == []
    (seen,) = likely(again, second)
    assert "Samma kommun (Lund)" in seen.why and 0.5 < seen.likeness < 1


@pytest.mark.usefixtures("each_database")
def test_what_is_declined_is_compared_with_nothing_and_what_is_published_as_an_example() -> None:
    declined, published = sent_in(), sent_in()
    decline(declined, "Nej.", 1, "eva")
    publish(published, {}, 1, "eva")
    example = ("example", now_is(published).example_id)
    assert found(TOLD) == [example]
    assert found(TOLD, published) == []
    assert [each.id for each in likely_examples({**TOLD, "link": None})] == [example[1]]


LITTLE = [{}, {"title": "Glass"}, {"place": "Lund"}, {"title": "", "link": "", "result": ""}, {"title": "🙂"}]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("values", LITTLE, ids=str)
def test_little_is_like_nothing(values: Dict[str, Any]) -> None:
    assert likely(values) == []


@pytest.mark.usefixtures("each_database")
def test_the_likeliest_comes_first() -> None:
    publish(sent_in(), {}, 1, "eva")
    publish(sent_in(link="", year=2023, title="Glass"), {}, 1, "eva")
    seen = likely_examples(TOLD)
    assert [each.likeness for each in seen] == sorted((each.likeness for each in seen), reverse=True)
    assert (len(seen), seen[0].likeness) == (2, 1.0)
