"""What people thought: faults by answer until they are dealt with, and whom the answers helped."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from bot.review import audit
from bot.submissions import feedback
from bot.submissions.store import add_feedback
from tests.review.conftest import ClientAs
from tests.review.content_samples import MARKUP, SHOWN
from tests.review.page_forms import send


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def test_faults_are_listed_by_answer_until_they_are_dealt_with(client: FlaskClient) -> None:
    assert client.get("/feedback").text.count("Inget väntar just nu.") == 1
    for answer, text in (("iop_when", "Länk ett"), (None, f"Moms {MARKUP}"), ("iop_when", "Länk två"), ("borta", None)):
        add_feedback("problem", "slack", answer, text)
    page = client.get("/feedback").text
    assert "<script>alert" not in page and SHOWN in page
    headings = [" ".join(re.sub("<[^>]+>", "", each).split()) for each in re.findall(r"<h3.*?</h3>", page, re.DOTALL)]
    assert headings == ["När passar ett IOP?", "Inget särskilt svar", "borta (borttaget)"]
    assert 'href="/answers/iop_when"' in page and "Utan text" in page and "Slack" in page
    buttons = re.findall(r'åtgärdat<span class="govuk-visually-hidden"> ([^<]+)<', page)
    assert len(set(buttons)) == 4 and {"Länk ett", "Länk två"} < set(buttons)
    first = feedback.problems()[0]
    assert first.text == "Länk ett"
    done = send(client, f"/feedback/{first.id}/delete", page)
    assert "Synpunkten är borttagen." in done.text and "Länk ett" not in done.text and "Länk två" in done.text
    assert audit.entries(0, 1)[0].subject == f"synpunkt {first.id}"
    assert send(client, f"/feedback/{first.id}/delete", page).status_code == 404


def test_opinions_are_counted(client: FlaskClient) -> None:
    assert "Ingen har sagt något än." in client.get("/feedback").text
    for kind, answer in (("helpful", "iop_when"), ("unhelpful", "iop_definition"), ("unhelpful", "iop_definition"),
                         ("unhelpful", None), ("helpful", None), ("problem", "iop_when")):  # fmt: skip
        add_feedback(kind, "web", answer)
    assert [(each.answer_id, each.unhelpful, each.helpful) for each in feedback.opinions()] == [
        ("iop_definition", 2, 0), (None, 1, 1), ("iop_when", 0, 1),
    ]  # fmt: skip
    rows = re.findall(r"<tr.*?</tr>", client.get("/feedback").text.partition("<tbody")[2], re.DOTALL)
    cells = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]
    assert cells == ["Vad är IOP? 2 0", "Inget särskilt svar 1 1", "När passar ett IOP? 0 1"]


def test_opinions_are_no_faults_to_delete(client: FlaskClient) -> None:
    add_feedback("helpful", "web", "iop_when")
    assert feedback.delete_problem(1) is False and len(feedback.opinions()) == 1
