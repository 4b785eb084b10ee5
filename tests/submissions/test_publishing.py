"""A submission becomes an example that search finds at once, or nothing happens at all; and it can be taken back."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

import pytest
import sqlalchemy as sa

from bot.database import session_scope, today
from bot.knowledge import editing as content
from bot.knowledge import store
from bot.knowledge.history import versions
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_examples
from bot.submissions.codes import new_code
from bot.submissions.editing import ChangedMeanwhile, InvalidValues, NoSuchSubmission, WrongStatus, decline, update
from bot.submissions.publishing import publish, remove_with_traces, unpublish
from bot.submissions.withdrawal import withdraw
from tests.submissions.samples import TOLD, at_the_same_moment, everything_stored, now_is, sent_in, unchanged_by

pytestmark = pytest.mark.usefixtures("each_database")

ID = "lund-glasstrutar-gav-praktik"


def found(words: str = "glasstrutar i Lund") -> bool:
    return ID in search_examples(read_query(words)).results


# -- publish -----------------------------------------------------------------------------------------


def test_what_is_published_is_found_at_once() -> None:
    identity = sent_in()
    assert not found()
    publish(identity, {}, 1, "eva")
    assert found() and found("livsmedel") and found("reserverad upphandling i Skåne 2021")
    after = now_is(identity)
    assert (after.status, after.example_id, after.decided_by, after.revision) == ("published", ID, "eva", 2)
    assert after.decided_at is not None
    (version,) = versions("example", ID)
    assert (version.number, version.changed_by) == (1, "eva")


def test_the_editors_words_are_what_is_published() -> None:
    identity = sent_in()
    publish(identity, {"id": "lund-vafflor", "title": "Våfflor", "result": "", "partners": ["Samhall"]}, 1, "eva")
    example = store.example("lund-vafflor")
    assert example is not None
    assert (example.title, example.result, example.partners) == ("Våfflor", None, ("Samhall",))
    assert (example.requirement, example.source_url) == (TOLD["requirement"], TOLD["link"])
    assert now_is(identity).example_id == "lund-vafflor"
    assert now_is(identity).title == TOLD["title"]


@pytest.mark.parametrize("address", ["", None, "http://localhost:5005/exempel/nagot-annat"])
def test_without_a_link_the_source_is_its_own_page(address: Any) -> None:
    publish(sent_in(link=""), {"id": "lund-strutar", "source_url": address}, 1, "eva")
    example = store.example("lund-strutar")
    assert example is not None and example.source_url == "http://localhost:5005/exempel/lund-strutar"


REFUSED = [
    ({"id": "Lund!"}, {"id": "får bara ha a–z"}),
    ({"id": ""}, {"id": "får inte vara tomt"}),
    ({"id": "malmo-yalla-trappan-y-allas-vag"}, {"id": "finns redan"}),
    ({"year": 1789, "title": " "}, {"year": "ska vara minst 1990", "title": "får inte vara tomt"}),
    ({"sectors": ["livsmedel", "rymdfart"]}, {"sectors": "2: 'rymdfart' finns inte i ordlistan"}),
    ({"method": "trolleri"}, {"method": "ska vara något av"}),
    ({"source_url": "lund.se"}, {"source_url": "måste vara en webbadress"}),
    ({"checked": "igår"}, {"checked": "ska vara ett datum"}),
    ({"colour": "blå"}, {"colour": "okänt fält"}),
]


@pytest.mark.parametrize(("values", "errors"), REFUSED)
def test_what_is_wrong_is_said_by_field_and_nothing_is_stored(values: Dict[str, Any], errors: Dict[str, str]) -> None:
    identity = sent_in()
    refused = unchanged_by(lambda: publish(identity, values, 1, "eva"), InvalidValues)
    assert refused.errors.keys() == errors.keys()
    assert all(text in refused.errors[name] for name, text in errors.items())


def test_an_example_that_cant_be_written_leaves_the_submission_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = sent_in()

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.submissions.letters.published", fail)
    unchanged_by(lambda: publish(identity, {}, 1, "eva"), RuntimeError)
    assert not found()


def test_what_is_decided_or_gone_is_not_published() -> None:
    code = new_code()
    declined, withdrawn = sent_in(), sent_in(code)
    decline(declined, "Nej.", 1, "bo")
    withdraw(code)
    assert unchanged_by(lambda: publish(declined, {}, 2, "eva"), WrongStatus).status == "declined"
    unchanged_by(lambda: publish(withdrawn, {}, 1, "eva"), NoSuchSubmission)
    unchanged_by(lambda: unpublish(declined, 2, "eva"), WrongStatus)


# -- who was faster ----------------------------------------------------------------------------------

OTHERS: Dict[str, Callable[[int], Any]] = {
    "publish": lambda identity: publish(identity, {}, 1, "bo"),
    "publish elsewhere": lambda identity: publish(identity, {"id": "lund-annat"}, 1, "bo"),
    "update": lambda identity: update(identity, {"title": "Våfflor"}, 1, "bo"),
    "decline": lambda identity: decline(identity, "Nej.", 1, "bo"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_of_two_at_the_same_moment_one_wins(other: Callable[[int], Any]) -> None:
    identity = sent_in()
    outcomes = at_the_same_moment(lambda: publish(identity, {}, 1, "eva"), lambda: other(identity))
    (lost,) = [each for each in outcomes if each is not None]
    assert isinstance(lost, ChangedMeanwhile) and lost.current == now_is(identity)
    assert now_is(identity).revision == 2
    assert now_is(identity).changed_by == ("eva" if outcomes[0] is None else "bo")
    is_published = now_is(identity).status == "published"
    assert len([each for each in store.examples() if each.title == TOLD["title"]]) == is_published
    assert len(search_examples(read_query("glasstrutar")).results) == is_published


def test_of_two_with_the_same_id_at_the_same_moment_one_wins() -> None:
    one, other = sent_in(), sent_in(title="Ett annat exempel")
    outcomes = at_the_same_moment(*(lambda each=each: publish(each, {"id": ID}, 1, "eva") for each in (one, other)))
    (lost,) = [each for each in outcomes if each is not None]
    assert isinstance(lost, InvalidValues) and "finns redan" in lost.errors["id"]
    assert sorted((now_is(one).status, now_is(other).status)) == ["pending", "published"]


# -- unpublish ---------------------------------------------------------------------------------------


def test_what_is_taken_back_waits_again_and_can_be_published_anew() -> None:
    identity = sent_in()
    publish(identity, {}, 1, "eva")
    unpublish(identity, 2, "bo")
    after = now_is(identity)
    assert (after.status, after.decided_at, after.decided_by, after.changed_by) == ("pending", None, None, "bo")
    assert not found() and store.example(ID) is None
    publish(identity, {}, 3, "eva")
    assert found()
    assert [each.number for each in versions("example", ID)] == [2, 1]


def test_what_is_published_anew_says_what_was_published_last() -> None:
    identity = sent_in()
    publish(identity, {"requirement": "Utan namn.", "partners": ["Samhall"]}, 1, "eva")
    last = {**versions("example", ID)[0].fields, "title": "Våfflor", "checked": "2020-01-02"}
    content.update("example", ID, last, 1, "bo")
    unpublish(identity, 2, "bo")
    update(identity, {"requirement": "Anna Andersson skulle få praktik."}, 3, "eva")
    publish(identity, {"year": 2019}, 4, "eva")
    assert versions("example", ID)[0].fields == {**last, "year": 2019, "checked": today().isoformat()}


def test_an_example_that_was_edited_since_is_taken_back_as_it_is() -> None:
    identity = sent_in()
    publish(identity, {}, 1, "eva")
    content.update("example", ID, {**versions("example", ID)[0].fields, "title": "Våfflor"}, 1, "bo")
    unpublish(identity, 2, "bo")
    assert [each.number for each in versions("example", ID)] == [2, 1] and store.example(ID) is None


def test_an_example_that_is_gone_already_is_no_hindrance() -> None:
    identity = sent_in()
    publish(identity, {}, 1, "eva")
    content.remove("example", ID, 1, "bo")
    unpublish(identity, 2, "bo")
    assert now_is(identity).status == "pending"


def test_a_change_meanwhile_hinders_taking_back() -> None:
    identity = sent_in()
    publish(identity, {}, 1, "eva")
    assert unchanged_by(lambda: unpublish(identity, 1, "bo"), ChangedMeanwhile).current == now_is(identity)


# -- no traces ---------------------------------------------------------------------------------------

SECRETS = ("glasstrut", "Glasstrut", ID)


def held() -> Dict[str, List[str]]:
    """By table the words that tell of the example; the index's own tables on SQLite are read as well."""
    rows = {name: " ".join(map(str, rows)) for name, rows in everything_stored().items()}
    return {name: secrets for name, text in rows.items() if (secrets := [each for each in SECRETS if each in text])}


def test_nothing_is_left_of_what_is_withdrawn() -> None:
    code = new_code()
    identity = sent_in(code)
    publish(identity, {}, 1, "eva")
    content.update("example", ID, {**versions("example", ID)[0].fields, "title": "Våfflor"}, 1, "bo")
    assert {"example", "revision", "search_entry", "search_term", "submission"} <= held().keys()
    assert withdraw(code)
    assert held() == {}


def test_nothing_is_left_of_an_id_it_no_longer_has() -> None:
    identity = sent_in()
    publish(identity, {}, 1, "eva")
    unpublish(identity, 2, "eva")
    publish(identity, {"id": "lund-strutar"}, 3, "eva")
    with pytest.raises(LookupError):
        versions("example", ID)


def test_an_erased_example_takes_no_other_with_it_and_leaves_the_index_whole() -> None:
    publish(sent_in(), {}, 1, "eva")
    publish(sent_in(), {}, 1, "eva")
    with session_scope() as session:
        remove_with_traces(session, ID)
        remove_with_traces(session, "finns-ej")
    assert store.example(f"{ID}-2") is not None
    assert search_examples(read_query("glasstrutar")).results == (f"{ID}-2",)
    if session.get_bind().dialect.name == "sqlite":
        with session_scope() as session:
            for name in ("search_text", "search_term_text"):
                session.execute(sa.text(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"))
