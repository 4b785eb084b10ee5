"""Questions without an answer: each becomes a new answer or a line to learn, or goes, and none is lost on the way."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Tuple

import pytest
from flask.testing import FlaskClient

from bot.knowledge import editing, store
from bot.review import audit
from bot.submissions import store as submissions
from bot.submissions import training_lines
from tests.knowledge.samples import ANSWER
from tests.review.conftest import ClientAs
from tests.review.content_samples import MARKUP, SHOWN, written
from tests.review.page_forms import main_form, send

ASKED = "Får vi köpa glasspinnar av ett socialt företag?"


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


@pytest.fixture
def asked(client: FlaskClient) -> int:
    return leave(ASKED)


def leave(text: str, channel: str = "web") -> int:
    submissions.leave_question(text, channel)
    return submissions.questions()[-1].id


def left() -> List[str]:
    return [question.text for question in submissions.questions()]


def lines() -> List[Tuple[str, str, str]]:
    return [(line.text, line.label, line.by) for line in training_lines.all()]


def teaching(page: str) -> str:
    """The part of a question's page that has the form by which its meaning is told."""
    return page.partition("Det behövs ett nytt svar")[0]


def teach(client: FlaskClient, identity: int, **values: Any) -> Any:
    path = f"/questions/{identity}"
    return send(client, path, teaching(client.get(path).text), **{"do": "save", **values})


# -- the list ------------------------------------------------------------------------------------------------------


def test_the_list_has_what_was_left(client: FlaskClient) -> None:
    assert "Inget väntar just nu." in client.get("/questions").text
    leave("Ring mig på 070-123 45 67 om IOP", "teams")
    leave(MARKUP)
    page = client.get("/questions").text
    assert "070" not in page and "om IOP" in page and "i dag från Teams" in page
    assert "<script>alert" not in page and SHOWN in page
    for identity in (submissions.questions()[0].id, submissions.questions()[1].id):
        shown = client.get(f"/questions/{identity}").text
        assert "070" not in shown and "<script>alert" not in shown


def test_a_long_list_comes_a_page_at_a_time(client: FlaskClient) -> None:
    for number in range(27):
        leave(f"Fråga nummer {number:02}")
    pages = [re.findall(r"<strong>(Fråga nummer \d+)", client.get(f"/questions?page={page}").text) for page in (1, 2)]
    assert sum(pages, []) == [f"Fråga nummer {number:02}" for number in range(27)] and len(pages[0]) == 25


# -- a line to learn -----------------------------------------------------------------------------------------------

MEANT = [
    ({"meaning": "faq/iop_definition"}, "faq/iop_definition"),
    ({"meaning": "task", "task": "search_guides"}, "search_guides"),
    ({"meaning": "faq/iop_definition", "task": "help"}, "faq/iop_definition"),
]


@pytest.mark.parametrize(("values", "label"), MEANT)
def test_a_question_becomes_a_line_to_learn(
    client: FlaskClient, asked: int, values: Dict[str, str], label: str
) -> None:
    page = teach(client, asked, text="  Får vi köpa\r\nglass? ", **values)
    assert "Meningen är sparad som övningsfråga." in page.text and page.request.path == "/questions"
    assert lines() == [("Får vi köpa glass?", label, "Runa Redaktör")] and left() == []
    assert [entry.action for entry in audit.entries(0, 9)] == ["gjorde en övningsfråga av"]
    assert ASKED not in str(audit.entries(0, 9))


WRONG = [
    ({}, "meaning", "Välj vad meningen betyder."),
    ({"meaning": "task", "task": ""}, "task", "Välj en uppgift."),
    ({"meaning": "task", "task": "invented"}, "task", "Välj en uppgift."),
    ({"meaning": "faq/borta"}, "meaning", "Svaret finns inte längre. Välj ett annat."),
    ({"meaning": "faq/iop_when", "text": " "}, "text", "Raden ska ha mellan 2 och 300 tecken."),
    ({"meaning": "faq/iop_when", "text": "x" * 301}, "text", "Raden ska ha mellan 2 och 300 tecken."),
    ({"meaning": "faq/iop_when", "text": "vad är glass?"}, "text", "Raden finns redan, för faq/iop_definition."),
]


@pytest.mark.parametrize(("values", "field", "said"), WRONG)
def test_what_is_wrong_is_told_at_its_field(
    client: FlaskClient, asked: int, values: Dict[str, str], field: str, said: str
) -> None:
    training_lines.add("Vad är glass?", "faq/iop_definition", "Eva")
    page = teach(client, asked, **values)
    assert page.status_code == 400 and f'<a href="#{field}">{said}</a>' in page.text
    assert main_form(teaching(page.text))["text"][0].strip() == values.get("text", ASKED).strip()
    assert left() == [ASKED] and len(lines()) == 1 and audit.total() == 0


def test_answers_are_looked_for_by_the_question_and_by_other_words(client: FlaskClient, asked: int) -> None:
    first = client.get(f"/questions/{asked}").text
    assert 'value="faq/reserved_' in first and 'value="faq/iop_definition"' not in first
    page = teach(client, asked, do="search", words="vad är IOP", text="Min mening", meaning="faq/threshold_values")
    form = main_form(teaching(page.text))
    assert 'value="faq/iop_definition"' in page.text and form["meaning"] == ["faq/threshold_values"]
    assert form["text"] == ["Min mening"] and left() == [ASKED] and "Det finns fel" not in page.text
    none = teach(client, asked, do="search", words=f"xyzzyx {MARKUP}\0")
    assert "Inget svar passar orden." in none.text and "<script>alert" not in none.text


def test_what_was_interrupted_is_done_once(client: FlaskClient, asked: int) -> None:
    """The process died when the line was kept and the question still there."""
    training_lines.add(ASKED, "faq/iop_definition", "Runa Redaktör")
    assert teach(client, asked, meaning="faq/iop_definition").status_code == 200
    assert len(lines()) == 1 and left() == []


def test_a_line_is_kept_before_its_question_goes(
    client: FlaskClient, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("bot.submissions.store.delete_question", died)
        teach(client, asked, meaning="faq/iop_definition")
    assert len(lines()) == 1 and left() == [ASKED]


# -- a new answer --------------------------------------------------------------------------------------------------

NEW = {name: value for name, value in written(ANSWER).items() if name != "label"}


def test_a_question_becomes_a_new_answer(client: FlaskClient, asked: int) -> None:
    page = client.get(f"/questions/{asked}").text
    assert f'href="/answers/new?question={asked}"' in page
    form = main_form(client.get(f"/answers/new?question={asked}").text)
    assert form["label"] == form["training_line"] == [ASKED] and form["question"] == [str(asked)]
    refused = send(client, "/answers/new", client.get(f"/answers/new?question={asked}").text, **{**NEW, "text": ""})
    assert refused.status_code == 400 and left() == [ASKED] and lines() == []
    assert send(client, "/answers/new", refused.text, **NEW).status_code == 200
    answer = store.answer(ANSWER["id"])
    assert answer is not None and answer.label == ASKED and left() == []
    assert lines() == [(ASKED, f"faq/{ANSWER['id']}", "Runa Redaktör")]


def test_a_new_answer_needs_no_line(client: FlaskClient, asked: int) -> None:
    page = client.get(f"/answers/new?question={asked}").text
    assert send(client, "/answers/new", page, **NEW, training_line=" ").status_code == 200
    assert left() == [] and lines() == []


def test_a_line_that_can_not_be_kept_keeps_the_question(client: FlaskClient, asked: int) -> None:
    training_lines.add(ASKED, "faq/iop_definition", "Eva")
    page = send(client, "/answers/new", client.get(f"/answers/new?question={asked}").text, **NEW)
    assert "Meningen är inte sparad som övningsfråga, och frågan ligger kvar. Raden finns redan" in page.text
    assert store.answer(ANSWER["id"]) is not None and left() == [ASKED]


def test_an_answer_to_a_question_that_somebody_else_took_has_its_line(client: FlaskClient, asked: int) -> None:
    page = client.get(f"/answers/new?question={asked}").text
    submissions.delete_question(asked)
    assert send(client, "/answers/new", page, **NEW, training_line="Får man köpa glass?").status_code == 200
    assert store.answer(ANSWER["id"]) is not None
    assert lines() == [("Får man köpa glass?", f"faq/{ANSWER['id']}", "Runa Redaktör")]


def test_a_question_that_somebody_else_took_is_not_said_to_be_left(client: FlaskClient, asked: int) -> None:
    page = client.get(f"/answers/new?question={asked}").text
    teach(client, asked, meaning="faq/iop_definition")
    published = send(client, "/answers/new", page, **NEW)
    assert "Meningen är inte sparad som övningsfråga. Raden finns redan" in published.text
    assert store.answer(ANSWER["id"]) is not None and len(lines()) == 1


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 30])
def test_a_number_that_no_question_has_is_refused(client: FlaskClient, asked: int, number: str) -> None:
    page = client.get(f"/answers/new?question={asked}").text
    assert send(client, "/answers/new", page, **NEW, question=number).status_code == 400
    assert store.answer(ANSWER["id"]) is None


def test_a_question_that_is_not_there_fills_in_nothing(client: FlaskClient) -> None:
    for question in ("99", "x", "", "9" * 30):
        assert main_form(client.get(f"/answers/new?question={question}").text)["label"] == [""]


# -- deleting, and the lines ---------------------------------------------------------------------------------------


def test_a_question_is_deleted_once(client: FlaskClient, asked: int) -> None:
    page = client.get(f"/questions/{asked}").text
    done = send(client, f"/questions/{asked}/delete", page)
    assert "Frågan är borttagen." in done.text and left() == []
    assert audit.entries(0, 1)[0].subject == f"obesvarad fråga {asked}"
    for path in (f"/questions/{asked}/delete", f"/questions/{asked}", "/questions/2147483648/delete"):
        assert send(client, path, page).status_code == 404
    assert client.get(f"/questions/{asked}").status_code == 404 and audit.total() == 1


def test_lines_are_listed_and_removed(client: FlaskClient) -> None:
    assert "Ni har inte sparat några än." in client.get("/training").text
    first = training_lines.add(f"Vad är {MARKUP}?", "faq/iop_definition", MARKUP)
    training_lines.add("visa guider då", "search_guides", "Eva")
    page = client.get("/training").text
    assert "<script>alert" not in page and page.count(SHOWN) == 3 and "guiden train" in page
    assert page.count('Ta bort övningsfrågan<span class="govuk-visually-hidden">') == 2
    assert page.index("Hitta guider och rapporter") < page.index(">Vad är IOP?</a>")
    assert "Övningsfrågan är borttagen." in send(client, f"/training/{first}/delete", page).text
    assert [line[1] for line in lines()] == ["search_guides"]
    assert send(client, f"/training/{first}/delete", page).status_code == 404


def test_a_line_of_a_removed_answer_says_which(client: FlaskClient) -> None:
    editing.publish("answer", ANSWER, "Eva")
    training_lines.add("får man köpa glass", f"faq/{ANSWER['id']}", "Eva")
    editing.remove("answer", ANSWER["id"], 1, "Eva")
    assert f">faq/{ANSWER['id']}</a>" in client.get("/training").text
