"""Nothing is done on the pages without a note of who did it, and nothing is noted that wasn't done."""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable, Dict, NamedTuple

import pytest
import sqlalchemy as sa

from bot.database import session_scope, today
from bot.knowledge import editing as content
from bot.review import audit
from bot.submissions import editing, store, training_lines
from bot.submissions.publishing import publish
from tests.knowledge.samples import ANSWER, GUIDE
from tests.review.codes import CODE, post
from tests.review.conftest import ClientAs
from tests.review.content_samples import written
from tests.review.page_forms import send
from tests.submissions.samples import everything_stored, sent_in

TOMORROW = (today() + dt.timedelta(days=1)).isoformat()
PATH, TO_COME = "/answers/glasstrutar", f"/answers/glasstrutar/upcoming/{TOMORROW}"
OTHERWISE = {**ANSWER, "text": "Nej."}


def nothing() -> None:
    return None


def an_answer() -> None:
    content.publish("answer", ANSWER, "Eva")


def two_versions() -> None:
    an_answer()
    content.update("answer", "glasstrutar", OTHERWISE, 1, "Eva")


def one_to_come() -> None:
    content.publish("answer", {**ANSWER, "valid_from": TOMORROW}, "Eva")


def declined() -> None:
    editing.decline(sent_in(), "Nej.", 1, "Eva")


def published() -> None:
    publish(sent_in(), {}, 1, "Eva")


def asked() -> None:
    store.leave_question("Vad är glass?", "web")


def taught() -> None:
    training_lines.add("Vad är glass?", "faq/iop_definition", "Eva")


def reported() -> None:
    store.add_feedback("problem", "web", None, "Fel.")


class Deed(NamedTuple):
    """What comes before, the page with the form, what is filled in, the note, and where it is posted if not there."""

    before: Callable[[], Any]
    form: str
    values: Dict[str, Any]
    action: str
    address: str = ""


DEEDS = (
    Deed(nothing, "/guides/new", written(GUIDE), "publicerade"),
    Deed(an_answer, PATH, {"text": "Nej."}, "ändrade"),
    Deed(an_answer, PATH, {"text": "Nej.", "valid_from": TOMORROW}, "ändrade"),
    Deed(an_answer, PATH, {"do": "checked"}, "markerade som kontrollerat:"),
    Deed(an_answer, f"{PATH}/remove", {}, "tog bort"),
    Deed(two_versions, f"{PATH}/versions", {}, "tog tillbaka en version av", f"{PATH}/versions/1/restore"),
    Deed(one_to_come, TO_COME, {"text": "Nej."}, "ändrade"),
    Deed(one_to_come, f"{TO_COME}/cancel", {}, "tog bort en kommande version av"),
    Deed(sent_in, "/submissions/1/edit", {"title": "Strutar"}, "ändrade"),
    Deed(sent_in, "/submissions/1/ask", {"text": "Hur många?"}, "skickade en fråga om"),
    Deed(sent_in, "/submissions/1/decline", {"why": "known"}, "avböjde"),
    Deed(declined, "/submissions/1", {}, audit.ACTIONS["reopen"], "/submissions/1/reopen"),
    Deed(sent_in, "/submissions/1/publish", {"step": "confirm"}, "publicerade"),
    Deed(published, "/submissions/1/unpublish", {}, "avpublicerade"),
    Deed(asked, "/questions/1", {}, "tog bort", "/questions/1/delete"),
    Deed(taught, "/training", {}, "tog bort", "/training/1/delete"),
    Deed(reported, "/feedback", {}, "tog bort", "/feedback/1/delete"),
)
CASES = pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.address or deed.form)


def drop_audit() -> None:
    with session_scope() as session:
        session.execute(sa.text("DROP TABLE audit"))


@CASES
def test_a_deed_is_noted(client_as: ClientAs, deed: Deed) -> None:
    deed.before()
    client = client_as("editor")
    assert send(client, deed.address or deed.form, client.get(deed.form).text, **deed.values).status_code == 200
    assert [(entry.who, entry.action) for entry in audit.entries(0, 9)] == [("Runa Redaktör", deed.action)]


@CASES
def test_what_can_not_be_noted_is_not_done(client_as: ClientAs, deed: Deed) -> None:
    deed.before()
    client = client_as("editor")
    page = client.get(deed.form).text
    drop_audit()
    stored = everything_stored()
    assert send(client, deed.address or deed.form, page, **deed.values).status_code == 503
    assert everything_stored() == stored


@pytest.mark.parametrize("what", ["teach", "erase"])
def test_nor_is_what_other_forms_ask_for(client_as: ClientAs, what: str) -> None:
    asked()
    sent_in(CODE)
    client = client_as("administrator")
    page = client.get("/questions/1").text
    drop_audit()
    stored = everything_stored()
    if what == "erase":
        assert post(client, "/codes/erase").status_code == 503
    else:
        values = {"do": "save", "text": "Vad är glass?", "meaning": "faq/iop_definition"}
        assert send(client, "/questions/1", page, **values).status_code == 503
    assert everything_stored() == stored


NO_CHANGES = [(an_answer, PATH), (one_to_come, TO_COME), (sent_in, "/submissions/1/edit")]


@pytest.mark.parametrize(("before", "path"), NO_CHANGES)
def test_what_changes_nothing_is_not_noted(client_as: ClientAs, before: Callable[[], Any], path: str) -> None:
    before()
    assert send(client_as("editor"), path).status_code == 200
    assert audit.total() == 0
