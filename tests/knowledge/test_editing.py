"""One entry at a time: found at once, every version kept, and nobody's change is lost."""

from __future__ import annotations

import threading
from typing import Any, Callable, Dict

import pytest

from bot.knowledge import editing, store
from bot.knowledge.editing import AlreadyThere, ChangedMeanwhile, NoSuchEntry, publish, remove, update
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import versions
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_answers, search_examples
from tests.knowledge.contents import everything
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE

pytestmark = pytest.mark.usefixtures("each_database")

ID = EXAMPLE["id"]


def title() -> str:
    example = store.example(ID)
    assert example is not None
    return example.title


def found(words: str) -> bool:
    return ID in search_examples(read_query(words)).results


# -- publish -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "values"), [("example", EXAMPLE), ("answer", ANSWER), ("guide", GUIDE)])
def test_what_is_published_is_stored_and_has_a_first_version(kind: str, values: Dict[str, Any]) -> None:
    assert publish(kind, values, "eva") == 1
    (version,) = versions(kind, values["id"])
    assert (version.number, version.changed_by, version.replaced_at) == (1, "eva", None)
    assert version.changed_at is not None
    assert {name: version.fields[name] for name in values if name != "next_steps"} == {
        name: value for name, value in values.items() if name != "next_steps"
    }


def test_a_published_example_is_found_at_once() -> None:
    assert not found("glasstrutar")
    publish("example", EXAMPLE, None)
    assert found("glasstrutar")


REFUSED = [
    ("example", {**EXAMPLE, "year": 1}, "lund-glasstrutar: year: ska vara minst 1990"),
    ("example", {**EXAMPLE, "municipality": "Ankeborg"}, "lund-glasstrutar: municipality: 'Ankeborg' finns inte"),
    ("answer", {**ANSWER, "sources": ["FINNS-EJ"]}, "glasstrutar: källan FINNS-EJ finns inte"),
    ("answer", {**ANSWER, "next_steps": [{"guide": "finns-ej"}]}, "glasstrutar: guiden finns-ej finns inte"),
]


@pytest.mark.parametrize(("kind", "values", "said"), REFUSED)
def test_what_is_wrong_is_not_published(kind: str, values: Dict[str, Any], said: str) -> None:
    before = everything()
    with pytest.raises(ContentError) as caught:
        publish(kind, values, None)
    assert caught.value.problems[0].startswith(said)
    assert everything() == before


def test_nothing_is_published_over_what_is_there() -> None:
    publish("example", EXAMPLE, None)
    with pytest.raises(AlreadyThere):
        publish("example", {**EXAMPLE, "title": "Våfflor"}, None)
    assert title() == EXAMPLE["title"]


# -- update ------------------------------------------------------------------------------------------


def test_a_change_is_a_new_revision_and_the_old_version_is_kept() -> None:
    publish("example", EXAMPLE, "eva")
    assert update("example", ID, {**EXAMPLE, "title": "Våfflor", "source_date": "2026-01-02"}, 1, "bo") == 2
    new, old = versions("example", ID)
    assert (new.number, new.changed_by, new.fields["title"]) == (2, "bo", "Våfflor")
    assert (old.number, old.changed_by, old.replaced_by) == (1, "eva", "bo")
    assert (old.fields["title"], new.fields["source_date"]) == (EXAMPLE["title"], "2026-01-02")
    assert old.replaced_at is not None and title() == "Våfflor"
    assert found("våfflor") and found("glasstrutar")  # its requirement still says so


def test_the_same_again_is_no_revision() -> None:
    publish("example", EXAMPLE, "eva")
    assert update("example", ID, EXAMPLE, 1, "bo") == 1
    assert len(versions("example", ID)) == 1


def test_a_change_of_an_older_version_is_refused() -> None:
    publish("example", EXAMPLE, None)
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, "eva")
    with pytest.raises(ChangedMeanwhile):
        update("example", ID, {**EXAMPLE, "title": "Bullar"}, 1, "bo")
    assert title() == "Våfflor"


def test_of_two_changes_at_the_same_moment_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read the entry before either writes."""
    publish("example", EXAMPLE, None)
    both, outcomes = threading.Barrier(2, timeout=30), []
    check = editing.checked_entry

    def meet(*arguments: Any) -> Any:
        both.wait()
        return check(*arguments)

    monkeypatch.setattr(editing, "checked_entry", meet)

    def change(name: str) -> None:
        try:
            outcomes.append(update("example", ID, {**EXAMPLE, "title": name}, 1, name))
        except ChangedMeanwhile:
            outcomes.append("refused")

    in_threads(lambda: change("Våfflor"), lambda: change("Bullar"))
    assert sorted(map(str, outcomes)) == ["2", "refused"]
    assert [version.number for version in versions("example", ID)] == [2, 1]
    assert versions("example", ID)[0].changed_by == title()


def in_threads(*work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_an_entry_that_isnt_there_cant_be_changed() -> None:
    with pytest.raises(NoSuchEntry):
        update("example", "finns-ej", EXAMPLE, 1, None)
    with pytest.raises(NoSuchEntry):
        remove("example", "finns-ej", 1, None)


def test_a_wrong_change_changes_nothing() -> None:
    publish("answer", ANSWER, None)
    with pytest.raises(ContentError):
        update("answer", ANSWER["id"], {**ANSWER, "related": ["finns_ej"]}, 1, None)
    assert len(versions("answer", ANSWER["id"])) == 1


# -- several at once -----------------------------------------------------------------------------------


def test_several_changes_are_one() -> None:
    def several(fails: bool) -> None:
        with editing.one_change() as session:
            editing.publish_in(session, "guide", GUIDE, "eva")
            editing.update_in(session, "example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, "eva")
            assert editing.revision(session, "example", ID) == 2
            editing.remove_in(session, "answer", ANSWER["id"], 1, "eva")
            assert editing.revision(session, "answer", ANSWER["id"]) is None
            if fails:
                raise KeyError

    publish("example", EXAMPLE, None)
    publish("answer", ANSWER, None)
    before = everything()
    with pytest.raises(KeyError):
        several(fails=True)
    assert everything() == before and not found("våfflor")
    several(fails=False)
    assert title() == "Våfflor" and found("våfflor") and store.guide(GUIDE["id"]) is not None
    assert store.answer(ANSWER["id"]) is None and search_answers("glasstrutar", 3) == ()


def test_one_of_several_that_is_refused_refuses_them_all() -> None:
    publish("example", EXAMPLE, None)
    before = everything()
    with pytest.raises(ChangedMeanwhile), editing.one_change() as session:
        editing.publish_in(session, "guide", GUIDE, "eva")
        editing.update_in(session, "example", ID, {**EXAMPLE, "title": "Våfflor"}, 7, "eva")
    assert everything() == before


# -- remove --------------------------------------------------------------------------------------------


def test_a_removal_of_an_older_version_is_refused() -> None:
    publish("example", EXAMPLE, None)
    update("example", ID, {**EXAMPLE, "title": "Våfflor"}, 1, None)
    with pytest.raises(ChangedMeanwhile):
        remove("example", ID, 1, None)


def test_what_answers_name_is_not_removed() -> None:
    publish("guide", GUIDE, None)
    publish("answer", {**ANSWER, "next_steps": [{"guide": GUIDE["id"]}]}, None)
    with pytest.raises(ContentError) as caught:
        remove("guide", GUIDE["id"], 1, None)
    assert caught.value.problems == ["om-glasstrutar: svaret glasstrutar hänvisar hit"]
    remove("answer", ANSWER["id"], 1, None)
    remove("guide", GUIDE["id"], 1, None)
    assert search_answers("glasstrutar", 3) == ()
