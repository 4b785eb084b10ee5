"""Two editors at the same submission, one that is no longer there, and what nobody should be able to send."""

from __future__ import annotations

from typing import Any, Callable, Dict

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from bot.database import session_scope
from bot.review import audit
from bot.submissions import editing
from bot.submissions.codes import new_code
from bot.submissions.models import SubmissionRow
from bot.submissions.publishing import publish, unpublish
from bot.submissions.withdrawal import withdraw
from tests.review.conftest import ClientAs
from tests.review.page_forms import main_form, send
from tests.submissions.samples import now_is, sent_in

EVA = "Eva Redaktör"
FORMS = ("edit", "ask", "decline", "publish", "unpublish")


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def change_title(identity: int) -> None:
    editing.update(identity, {"title": "Evas titel"}, now_is(identity).revision, EVA)


def reply(identity: int) -> None:
    with session_scope() as session:
        code_hash = session.get(SubmissionRow, identity).code_hash
    editing.answer_editor(code_hash, "Tolv platser.")


def decline(identity: int) -> None:
    editing.decline(identity, "Evas skäl.", now_is(identity).revision, EVA)


def decline_and_reopen(identity: int) -> None:
    decline(identity)
    editing.reopen(identity, now_is(identity).revision, EVA)


def forget_contact(identity: int) -> None:
    """As retention does."""
    emptied = {"contact_name": None, "contact_email": None, "revision": SubmissionRow.revision + 1}
    with session_scope() as session:
        session.execute(sa.update(SubmissionRow).where(SubmissionRow.id == identity).values(**emptied))


# -- changing what somebody else has changed --------------------------------------------------------------


def test_changes_of_different_fields_meet_in_the_form(client: FlaskClient) -> None:
    identity = sent_in()
    opened = client.get(f"/submissions/{identity}/edit").text
    change_title(identity)
    page = send(client, f"/submissions/{identity}/edit", opened, year="2019")
    assert page.status_code == 409 and "Eva Redaktör ändrade exemplet medan du skrev" in page.text
    assert "Du har inte ändrat. Det som är sparat nu står i formuläret." in page.text
    assert "Bara du har ändrat. Det du skrev står i formuläret." in page.text
    assert now_is(identity).fields["year"] == 2021
    form = main_form(page.text)
    assert (form["title"], form["year"]) == (["Evas titel"], ["2019"])
    assert "Ändringarna är sparade." in send(client, f"/submissions/{identity}/edit", page.text).text
    assert (now_is(identity).title, now_is(identity).fields["year"]) == ("Evas titel", 2019)


def test_of_two_changes_of_the_same_field_both_are_shown(client: FlaskClient) -> None:
    identity = sent_in()
    opened = client.get(f"/submissions/{identity}/edit").text
    change_title(identity)
    page = send(client, f"/submissions/{identity}/edit", opened, title="Runas titel")
    assert page.status_code == 409 and "Evas titel" in page.text
    assert "Ni har båda ändrat. Det du skrev står i formuläret." in page.text
    assert main_form(page.text)["title"] == ["Runas titel"] and now_is(identity).title == "Evas titel"
    change_title_again = send(client, f"/submissions/{identity}/edit", page.text)
    assert change_title_again.status_code == 200 and now_is(identity).title == "Runas titel"


def test_it_can_happen_again(client: FlaskClient) -> None:
    identity = sent_in()
    page = client.get(f"/submissions/{identity}/edit")
    for year in (2018, 2019):
        editing.update(identity, {"year": year}, now_is(identity).revision, EVA)
        page = send(client, f"/submissions/{identity}/edit", page.text, title="Runas titel")
        assert page.status_code == 409 and main_form(page.text)["year"] == [str(year)]
    assert send(client, f"/submissions/{identity}/edit", page.text).status_code == 200
    assert (now_is(identity).title, now_is(identity).fields["year"]) == ("Runas titel", 2019)


# -- every form, every change -------------------------------------------------------------------------------

WRITTEN: Dict[str, Dict[str, Any]] = {
    "edit": {"title": "Runas ord"},
    "ask": {"text": "Runas ord"},
    "decline": {"why": "own", "reason": "Runas ord"},
    "publish": {"title": "Runas ord", "step": "confirm"},
}
DONE = {"edit": "Ändringarna är sparade.", "ask": "Frågan är ställd.", "decline": "Exemplet är avböjt.",
        "publish": "Exemplet är publicerat."}  # fmt: skip
CHANGES = [
    (change_title, "Eva Redaktör ändrade exemplet medan du skrev", "Evas titel"),
    (reply, "Den som skickade in exemplet har svarat medan du skrev", "Tolv platser."),
    (decline_and_reopen, "Eva Redaktör ändrade exemplet medan du skrev", "Inget av ditt är sparat än"),
    (forget_contact, "Någon ändrade exemplet medan du skrev", "Inget av ditt är sparat än"),
]


@pytest.mark.parametrize("what", WRITTEN)
@pytest.mark.parametrize(("change", "heading", "news"), CHANGES)
def test_nothing_is_lost_and_it_can_be_done_all_the_same(
    client: FlaskClient, what: str, change: Callable[[int], None], heading: str, news: str
) -> None:
    identity = sent_in()
    path = f"/submissions/{identity}/{what}"
    opened = client.get(path).text
    change(identity)
    before = now_is(identity)
    page = send(client, path, opened, **WRITTEN[what])
    assert page.status_code == 409 and heading in page.text and news in page.text and "Runas ord" in page.text
    assert now_is(identity) == before and audit.about(f"submission/{identity}") == []
    again = send(client, path, page.text, **({"step": "confirm"} if what == "publish" else {}))
    assert again.status_code == 200 and DONE[what] in again.text
    assert now_is(identity).revision == before.revision + 1


@pytest.mark.parametrize("what", WRITTEN)
def test_an_answer_that_was_seen_is_not_news(client: FlaskClient, what: str) -> None:
    identity = sent_in()
    reply(identity)
    opened = client.get(f"/submissions/{identity}/{what}").text
    forget_contact(identity)
    page = send(client, f"/submissions/{identity}/{what}", opened, **WRITTEN[what])
    assert page.status_code == 409 and "Någon ändrade exemplet medan du skrev" in page.text
    assert "har svarat" not in page.text and "Tolv platser." not in page.text


@pytest.mark.parametrize("what", WRITTEN)
def test_when_it_is_decided_already_what_was_written_is_shown(client: FlaskClient, what: str) -> None:
    identity = sent_in()
    opened = client.get(f"/submissions/{identity}/{what}").text
    decline(identity)
    before = now_is(identity)
    page = send(client, f"/submissions/{identity}/{what}", opened, **WRITTEN[what])
    assert page.status_code == 409 and "Eva Redaktör hann före" in page.text and "Runas ord" in page.text
    assert "Exemplet är avböjt nu." in page.text and now_is(identity) == before
    assert "Lunds kommun" not in page.text or what == "publish"  # only what was changed


@pytest.mark.parametrize("what", ["reopen", "unpublish"])
def test_where_nothing_was_written_one_looks_again(client: FlaskClient, what: str) -> None:
    identity = sent_in()
    if what == "reopen":
        decline(identity)
        opened = client.get(f"/submissions/{identity}").text
        editing.reopen(identity, 2, EVA)
    else:
        publish(identity, {}, 1, EVA)
        opened = client.get(f"/submissions/{identity}/unpublish").text
        unpublish(identity, 2, EVA)
        publish(identity, {}, 3, EVA)
    before = now_is(identity)
    page = client.post(f"/submissions/{identity}/{what}", data=main_form(opened), follow_redirects=True)
    assert "Eva Redaktör ändrade exemplet under tiden." in page.text and now_is(identity) == before


# -- what is not there, or not in that state ------------------------------------------------------------------


@pytest.mark.parametrize("what", ["", *(f"/{name}" for name in FORMS)])
@pytest.mark.parametrize("identity", ["4711", "0", "2147483648", "9" * 40, "-1", "x"])
def test_what_is_not_there_is_not_found(client: FlaskClient, identity: str, what: str) -> None:
    page = client.get(f"/submissions/{identity}{what}")
    assert page.status_code == 404 and "Sidan finns inte" in page.text


@pytest.mark.parametrize("what", WRITTEN)
def test_what_was_taken_back_meanwhile_is_not_found(client: FlaskClient, what: str) -> None:
    code = new_code()
    identity = sent_in(code)
    opened = client.get(f"/submissions/{identity}/{what}").text
    assert withdraw(code)
    page = send(client, f"/submissions/{identity}/{what}", opened, **WRITTEN[what])
    assert page.status_code == 404 and "Det som visades här kan också vara borttaget." in page.text


NOT_WITH = [("pending", "unpublish", "väntar på beslut"), ("pending", "reopen", "väntar på beslut")] + [
    (status, what, said)
    for status, said in (("published", "redan publicerat"), ("declined", "redan avböjt"))
    for what in (*FORMS, "reopen")
    if (status, what) not in {("published", "unpublish"), ("declined", "reopen")}
]


@pytest.mark.parametrize(("status", "what", "said"), NOT_WITH)
def test_what_cannot_be_done_with_this_status_is_told(client: FlaskClient, status: str, what: str, said: str) -> None:
    identity = sent_in()
    form = "edit" if what in {"reopen", "unpublish"} else what
    filled_in = {**main_form(client.get(f"/submissions/{identity}/{form}").text), **WRITTEN[form]}
    if status == "published":
        publish(identity, {}, 1, EVA)
    elif status == "declined":
        decline(identity)
    before = now_is(identity)
    path = f"/submissions/{identity}/{what}"
    pages = [client.post(path, data={**filled_in, "revision": str(before.revision)}, follow_redirects=True)]
    pages += [client.get(path, follow_redirects=True)] if what != "reopen" else []
    for page in pages:
        assert page.status_code == 200 and said in page.text and "Det som skickades in" in page.text
    assert now_is(identity) == before


# -- what no page sends ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["revision", "seen"])
@pytest.mark.parametrize("value", [None, "", "x", "[]", "1.5"])
@pytest.mark.parametrize("what", WRITTEN)
def test_a_form_that_is_not_ours_is_refused(client: FlaskClient, what: str, field: str, value: Any) -> None:
    identity = sent_in()
    opened = client.get(f"/submissions/{identity}/{what}").text
    change_title(identity)
    page = send(client, f"/submissions/{identity}/{what}", opened, **{**WRITTEN[what], field: value})
    assert page.status_code == 400 and now_is(identity).title == "Evas titel" and now_is(identity).revision == 2
