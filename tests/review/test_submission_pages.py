"""What an editor does with what people send in: the queue, one submission, and each thing that can be done with it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Dict

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from bot.database import now, session_scope
from bot.review import audit, times
from bot.review.pages.submissions_decide import REASONS
from bot.submissions import editing
from bot.submissions.models import SubmissionRow
from bot.submissions.publishing import publish
from tests.review.conftest import ClientAs
from tests.review.page_forms import main_form, send
from tests.submissions.samples import EMAIL, TOLD, going_out, now_is, sent_in, with_mail

MARKUP = '<script>alert(1)</script><b>fet</b> & "citat" \''


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def set_columns(identity: int, **columns: Any) -> None:
    with session_scope() as session:
        session.execute(sa.update(SubmissionRow).where(SubmissionRow.id == identity).values(**columns))


def titles(page: str) -> list:
    return re.findall(r'href="/submissions/\d+">([^<]+)</a></h2>', page)


# -- the queue -------------------------------------------------------------------------------------------


def test_the_queue_has_the_oldest_that_waits_first(client: FlaskClient) -> None:
    for days, title in ((1, "Nyast"), (40, "Äldst"), (9, "Mitt emellan")):
        set_columns(sent_in(title=title), created_at=now() - dt.timedelta(days=days), channel="teams")
    declined = sent_in(title="Avböjt exempel")
    editing.decline(declined, "Nej.", 1, "Eva")
    page = client.get("/submissions").text
    assert titles(page) == ["Äldst", "Mitt emellan", "Nyast"]
    assert "för 5 veckor sedan från Teams" in page and "för 9 dagar sedan" in page and "i går" in page
    assert "Väntar (3)" in page and "Avböjda (1)" in page and "Publicerade (0)" in page and "Alla (4)" in page
    assert titles(client.get("/submissions?status=declined").text) == ["Avböjt exempel"]
    assert titles(client.get("/submissions?status=all").text)[-1] == "Avböjt exempel"
    assert "Här finns inget än." in client.get("/submissions?status=published").text
    assert titles(client.get("/submissions?status=invented").text) == titles(page)


def test_the_queue_tells_what_has_happened_with_each(client: FlaskClient) -> None:
    identity = sent_in(title="Cykelverkstad som IOP", place="Umeå", link="", year=2019)
    assert "Finns kanske redan" not in (page := client.get("/submissions").text) and "Svar har kommit" not in page
    editing.ask(identity, "Hur gick det?", 1, "Eva")
    assert "Väntar på svar" in client.get("/submissions").text
    with session_scope() as session:
        code_hash = session.get(SubmissionRow, identity).code_hash
    editing.answer_editor(code_hash, "Bra.")
    assert "Svar har kommit" in client.get("/submissions").text
    sent_in(title="Cykelverkstad som IOP", place="Umeå", link="", year=2019)
    assert client.get("/submissions").text.count("Finns kanske redan") == 2


def test_a_long_queue_comes_a_page_at_a_time(client: FlaskClient) -> None:
    for number in range(12):
        set_columns(sent_in(title=f"Nummer {number:02}", link=""), created_at=now() - dt.timedelta(hours=50 - number))
    first, second = (titles(client.get(f"/submissions?page={number}").text) for number in (1, 2))
    assert [*first, *second] == [f"Nummer {number:02}" for number in range(12)] and len(first) == 10


TIMES = [(0, "i dag"), (1, "i går"), (2, "för 2 dagar sedan"), (13, "för 13 dagar sedan"), (14, "för 2 veckor sedan"),
         (59, "för 8 veckor sedan"), (60, "för 2 månader sedan"), (364, "för 12 månader sedan"),
         (365, "för mer än ett år sedan")]  # fmt: skip


@pytest.mark.parametrize(("days", "said"), TIMES)
def test_how_long_ago_is_said_plainly(days: int, said: str) -> None:
    assert times.ago(now() - dt.timedelta(days=days)) == said


# -- one submission ----------------------------------------------------------------------------------


def test_a_submission_is_shown_whole(client: FlaskClient) -> None:
    page = client.get(f"/submissions/{sent_in()}").text
    shown = [
        TOLD[name] for name in ("title", "organisation", "place", "sector", "target_groups", "requirement", "link")
    ]
    for text in (*shown, "2021", "Reserverad upphandling", "Vara", "Kim", EMAIL, "från webbchatten"):
        assert str(text) in page, text
    assert "I en lista med träffar" in page and "Jag hittade 1 exempel." in page and "Resultat: Sju fick jobb." in page


def test_contact_details_are_shown_only_while_they_are_kept(client: FlaskClient) -> None:
    identity = sent_in()
    set_columns(identity, contact_name=None, contact_email=None)
    page = client.get(f"/submissions/{identity}").text
    assert "Det finns inga kontaktuppgifter" in page and "Kim" not in page and EMAIL not in page


def test_likely_duplicates_stand_side_by_side_with_the_differences_in_words(client: FlaskClient) -> None:
    other = sent_in(title="Glasstrutar gav praktik", result="Åtta fick jobb.")
    publish(other, {"id": "lund-strutar"}, 1, "Eva")
    page = client.get(f"/submissions/{sent_in()}").text
    assert 'href="/examples/lund-strutar"' in page and "Samma länk" in page
    rows = dict(re.findall(r'rowheader">([^<]+)</th>(.*?)</tr>', page, re.S))
    assert "Samma" in rows["År"] and "Skiljer sig" in rows["Resultat"] and "Åtta fick jobb." in rows["Resultat"]
    assert rows["Resultat"].count("<td") == 2


# -- change --------------------------------------------------------------------------------------------


def test_fields_are_changed_and_it_is_told_who_did_it(client: FlaskClient) -> None:
    identity = sent_in()
    page = send(client, f"/submissions/{identity}/edit", title="Våfflor", place="skåne", method="iop", link="")
    assert "Ändringarna är sparade." in page.text and "Runa Redaktör ändrade exemplet." in page.text
    after = now_is(identity)
    changed = {"title": "Våfflor", "place": "Region Skåne", "method": "iop", "link": None}
    assert after.fields == {**now_is(sent_in()).fields, **changed} and after.changed_by == "Runa Redaktör"
    (entry,) = audit.about(f"submission/{identity}")
    assert (entry.who, entry.action, entry.subject) == ("Runa Redaktör", "ändrade", f"insänt exempel {identity}")


REFUSED = [
    ("title", "", "Fältet får inte vara tomt."),
    ("title", "x" * 10_000, "Det blev för långt (10000 tecken). Högst 150 tecken får plats."),
    ("title", "Ring 070-123 45 67 så berättar jag", "Skriv inte e-postadresser eller telefonnummer här."),
    ("requirement", "Anna, 850709-9805, fick jobb", "Det där ser ut som ett personnummer."),
    ("place", "Atlantis", "Jag känner inte igen platsen."),
    ("year", "1789", "Skriv ett år med fyra siffror"),
    ("method", "trolleri", "Jag förstod inte vilket du menar."),
    ("link", "ingen länk", "Skriv en webbadress som börjar med https://"),
]


@pytest.mark.parametrize(("name", "value", "said"), REFUSED)
def test_what_is_refused_is_said_at_its_field(client: FlaskClient, name: str, value: str, said: str) -> None:
    identity = sent_in()
    page = send(client, f"/submissions/{identity}/edit", **{name: value, "organisation": "Malmö stad"})
    assert page.status_code == 400 and "<title>Fel: Ändra exemplet" in page.text
    assert page.text.count(said) == 2 and re.search(f'<a href="#{name}">[^<:]+: {re.escape(said)}', page.text)
    kept = main_form(page.text)
    assert kept["organisation"] == ["Malmö stad"] and (name == "method" or kept[name] == [value])
    assert now_is(identity).revision == 1 and audit.about(f"submission/{identity}") == []


# -- ask, decline and take up again ----------------------------------------------------------------------


def test_a_question_goes_out_and_stands_on_the_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail(monkeypatch)
    identity = sent_in()
    page = send(client, f"/submissions/{identity}/ask", text="Hur många\n\nblev anställda?")
    assert "Frågan är ställd." in page.text and "Hur många\n\nblev anställda?" in page.text
    assert [(mail.recipient, "blev anställda?" in mail.text) for mail in going_out()] == [(EMAIL, True)]
    assert audit.about(f"submission/{identity}")[0].action == "skickade en fråga om"


@pytest.mark.parametrize(("details", "said"), [({}, "E-post går inte att skicka härifrån."),
                                               ({"consent": "no"}, "Det finns ingen e-postadress.")])  # fmt: skip
@pytest.mark.parametrize("what", ["ask", "decline"])
def test_it_is_said_how_the_submitter_is_reached(
    client: FlaskClient, what: str, details: Dict[str, str], said: str
) -> None:
    assert said in client.get(f"/submissions/{sent_in(**details)}/{what}").text


def test_with_mail_the_address_is_shown(app: Any, client: FlaskClient) -> None:
    app.config["GUIDEN"] = app.config["GUIDEN"].copy(update={"smtp_url": "smtp://localhost"})
    identity = sent_in()
    assert f"Frågan skickas med e-post till {EMAIL}." in client.get(f"/submissions/{identity}/ask").text
    assert "får veta skälet med e-post." in send(client, f"/submissions/{identity}/decline", why="known").text


def test_own_words_that_the_counter_allows_have_room_beside_any_reason(client: FlaskClient) -> None:
    for why in REASONS:
        identity = sent_in()
        page = client.get(f"/submissions/{identity}/decline").text
        (most,) = re.findall(r'data-maxlength="(\d+)"', page)
        declined = send(client, f"/submissions/{identity}/decline", page, why=why, reason="x" * int(most))
        assert declined.status_code == 200 and "får veta skälet i chatten när koden används där." in declined.text


DECLINED = [
    ({"why": "known"}, "Exemplet finns redan hos oss."),
    ({"why": "known", "reason": "Se Lund."}, "Exemplet finns redan hos oss.\n\nSe Lund."),
    ({"why": "own", "reason": "Egna ord."}, "Egna ord."),
]


@pytest.mark.parametrize(("fields", "reason"), DECLINED)
def test_declining_gives_the_submitter_a_reason(client: FlaskClient, fields: Dict[str, str], reason: str) -> None:
    identity = sent_in()
    page = send(client, f"/submissions/{identity}/decline", **fields)
    assert "Exemplet är avböjt." in page.text and "Skälet som gavs" in page.text
    assert (now_is(identity).status, now_is(identity).decline_reason) == ("declined", reason)
    page = client.post(f"/submissions/{identity}/reopen", data=main_form(page.text), follow_redirects=True)
    assert "Exemplet väntar på granskning igen." in page.text and now_is(identity).status == "pending"
    assert [entry.action for entry in audit.about(f"submission/{identity}")] == ["avböjde", "tog på nytt upp"]


INCOMPLETE = [
    ("ask", {"text": " "}, "Skriv något."),
    ("ask", {"text": "x" * 5000}, "Det blev för långt (5000 tecken)."),
    ("ask", {"text": "Är 850709-9805 med?"}, "Det där ser ut som ett personnummer."),
    ("decline", {}, "Välj ett skäl."),
    ("decline", {"why": "invented", "reason": "x"}, "Välj ett skäl."),
    ("decline", {"why": "own", "reason": " "}, "Skriv varför exemplet inte publiceras."),
    ("decline", {"why": "known", "reason": "x" * 5000}, "Det blev för långt"),
]


@pytest.mark.parametrize(("what", "fields", "said"), INCOMPLETE)
def test_what_cannot_be_sent_is_said(client: FlaskClient, what: str, fields: Dict[str, str], said: str) -> None:
    identity = sent_in()
    page = send(client, f"/submissions/{identity}/{what}", **fields)
    assert page.status_code == 400 and page.text.count(said) == 2 and "<title>Fel: " in page.text
    assert now_is(identity).revision == 1 and going_out() == []
