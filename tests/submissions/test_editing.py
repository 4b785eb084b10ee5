"""A waiting submission is corrected, asked about, declined and taken up again, and nobody's change is lost."""

from __future__ import annotations

from typing import Any, Callable, Dict

import pytest

from bot.submissions.codes import hash_of, new_code
from bot.submissions.editing import (
    LONGEST_MESSAGE,
    ChangedMeanwhile,
    InvalidValues,
    NoSuchSubmission,
    WrongStatus,
    answer_editor,
    ask,
    decline,
    reopen,
    update,
)
from bot.submissions.withdrawal import withdraw
from tests.submissions.samples import TOLD, at_the_same_moment, now_is, sent_in, unchanged_by

pytestmark = pytest.mark.usefixtures("each_database")

# -- update ------------------------------------------------------------------------------------------

CHANGES = [
    ({"title": "Strutar"}, {"title": "Strutar"}),
    ({"place": "malmö"}, {"place": "Malmö"}),
    ({"place": "Region Skåne"}, {"place": "Region Skåne"}),
    ({"year": "2019"}, {"year": 2019}),
    ({"method": "IOP", "sector": "lokalvård"}, {"method": "iop", "sector": "städ"}),
    ({"result": "", "link": None}, {"result": None, "link": None}),
    ({"title": "Strut\x00ar"}, {"title": "Strutar"}),
]


@pytest.mark.parametrize(("values", "changed"), CHANGES)
def test_a_change_is_read_as_the_form_reads_it(values: Dict[str, Any], changed: Dict[str, Any]) -> None:
    identity = sent_in()
    before = now_is(identity).fields
    update(identity, values, 1, "eva")
    after = now_is(identity)
    assert after.fields == {**before, **changed}
    assert (after.revision, after.changed_by) == (2, "eva")


def test_the_same_again_is_no_change() -> None:
    identity = sent_in()
    update(identity, {name: TOLD[name] for name in ("title", "year", "place", "link")}, 1, "eva")
    assert (now_is(identity).revision, now_is(identity).changed_by) == (1, None)


REFUSED = [
    ({"title": "Hej"}, {"title": "lite mer"}),
    ({"title": "  "}, {"title": "får inte vara tomt"}),
    ({"title": "Mejla kim@example.se", "year": "19"}, {"title": "e-postadresser", "year": "fyra siffror"}),
    ({"requirement": "Praktik för 19811218-9876"}, {"requirement": "personnummer"}),
    ({"place": "Ankeborg"}, {"place": "känner inte igen"}),
    ({"method": "trollkonst"}, {"method": "Välj ett av"}),
    ({"link": "finns på vår sida"}, {"link": "https://"}),
    ({"contact_email": "bo@example.se"}, {"contact_email": "bara den som skickade in"}),
    ({"status": "published"}, {"status": "bara den som skickade in"}),
]


@pytest.mark.parametrize(("values", "errors"), REFUSED)
def test_what_is_refused_is_said_by_field_and_nothing_is_changed(
    values: Dict[str, Any], errors: Dict[str, str]
) -> None:
    identity = sent_in()
    found = unchanged_by(lambda: update(identity, {"organisation": "Eslövs kommun", **values}, 1, "eva"), InvalidValues)
    assert found.errors.keys() == errors.keys()
    assert all(text in found.errors[name] for name, text in errors.items())
    assert not any(secret in str(found) + str(found.errors) for secret in ("9876", "kim@", "bo@"))


# -- who was faster ----------------------------------------------------------------------------------

WORK: Dict[str, Callable[[int, int], Any]] = {
    "update": lambda identity, expected: update(identity, {"title": "Våfflor"}, expected, "bo"),
    "decline": lambda identity, expected: decline(identity, "Nej.", expected, "bo"),
    "ask": lambda identity, expected: ask(identity, "Hur många?", expected, "bo"),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_a_change_of_what_somebody_else_has_changed_is_refused(work: Callable[[int, int], Any]) -> None:
    identity = sent_in()
    update(identity, {"title": "Strutar"}, 1, "eva")
    found = unchanged_by(lambda: work(identity, 1), ChangedMeanwhile)
    assert found.current == now_is(identity)
    assert (found.current.title, found.current.changed_by) == ("Strutar", "eva")


def test_a_reply_that_an_editor_has_not_seen_comes_first() -> None:
    code = new_code()
    identity = sent_in(code)
    ask(identity, "Hur många?", 1, "eva")
    answer_editor(hash_of(code), "Tio.")
    found = unchanged_by(lambda: decline(identity, "Inget svar.", 2, "eva"), ChangedMeanwhile)
    assert [each.text for each in found.current.messages] == ["Hur många?", "Tio."]


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_what_was_taken_back_is_gone(work: Callable[[int, int], Any]) -> None:
    code = new_code()
    identity = sent_in(code)
    withdraw(code)
    unchanged_by(lambda: work(identity, 1), NoSuchSubmission)


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_what_is_decided_is_left_alone(work: Callable[[int, int], Any]) -> None:
    identity = sent_in()
    decline(identity, "Nej.", 1, "eva")
    assert unchanged_by(lambda: work(identity, 2), WrongStatus).status == "declined"


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_of_two_at_the_same_moment_one_wins(work: Callable[[int, int], Any]) -> None:
    identity = sent_in()
    outcomes = at_the_same_moment(lambda: work(identity, 1), lambda: update(identity, {"title": "Bullar"}, 1, "eva"))
    (lost,) = [each for each in outcomes if each is not None]
    assert isinstance(lost, ChangedMeanwhile)
    assert lost.current == now_is(identity) and now_is(identity).revision == 2
    winner = "bo" if outcomes[0] is None else "eva"
    assert now_is(identity).changed_by == winner


# -- decline and reopen ------------------------------------------------------------------------------


def test_a_decline_has_its_reason_and_can_be_taken_back() -> None:
    identity = sent_in()
    decline(identity, "  Det saknas en upphandling.\x00 ", 1, "eva")
    after = now_is(identity)
    assert (after.status, after.decline_reason, after.decided_by) == ("declined", "Det saknas en upphandling.", "eva")
    assert after.decided_at is not None
    reopen(identity, 2, "bo")
    again = now_is(identity)
    assert (again.status, again.decline_reason, again.decided_by, again.decided_at) == ("pending", None, None, None)
    assert (again.revision, again.changed_by) == (3, "bo")


def test_only_what_is_declined_is_reopened() -> None:
    identity = sent_in()
    assert unchanged_by(lambda: reopen(identity, 1, "eva"), WrongStatus).status == "pending"


TEXTS = [
    ("", "Skriv något"),
    (" \n ", "Skriv något"),
    ("a" * (LONGEST_MESSAGE + 1), f"Högst {LONGEST_MESSAGE}"),
    ("Gäller det 19811218-9876?", "personnummer"),
]


@pytest.mark.parametrize(("text", "said"), TEXTS)
def test_a_reason_or_question_that_wont_do(text: str, said: str) -> None:
    identity = sent_in()
    assert said in unchanged_by(lambda: decline(identity, text, 1, "eva"), InvalidValues).errors["reason"]
    assert said in unchanged_by(lambda: ask(identity, text, 1, "eva"), InvalidValues).errors["text"]
