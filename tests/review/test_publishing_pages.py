"""From a submission to an example that is found, by way of a form, a preview and a confirmation; and back."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from flask.testing import FlaskClient

from bot.knowledge import store
from bot.knowledge.history import versions
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_examples
from bot.review import audit
from bot.submissions.publishing import publish
from tests.review.conftest import ClientAs
from tests.review.page_forms import main_form, send
from tests.submissions.samples import TOLD, now_is, sent_in

ID = "lund-glasstrutar-gav-praktik"


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def test_the_form_is_filled_in_with_what_was_sent_in(client: FlaskClient) -> None:
    form = main_form(client.get(f"/submissions/{sent_in()}/publish").text)
    assert form["id"] == [ID] and form["title"] == [TOLD["title"]] and form["year"] == ["2021"]
    assert (form["municipality"], form["region"], form["method"]) == (
        ["Lund"],
        ["Region Skåne"],
        ["reserved_procurement"],
    )
    assert form["sectors"] == ["livsmedel"] and form["requirement_types"] == ["internship"]
    assert form["target_groups"] == ["unga\nnyanlända\nlångtidsarbetslösa"]
    assert form["source_url"] == [TOLD["link"]]


def test_nothing_is_published_before_it_is_confirmed(client: FlaskClient) -> None:
    identity = sent_in()
    path = f"/submissions/{identity}/publish"
    changes: Dict[str, Any] = {
        "title": "Våfflor",
        "sectors": ["livsmedel", "måltider"],
        "partners": "Samhall\nKooperativet",
    }
    preview = send(client, path, **changes)
    assert "Publicera exemplet?" in preview.text and "Livsmedel, Måltider och kafé" in preview.text
    assert store.example(ID) is None and now_is(identity).status == "pending"
    again = send(client, path, preview.text, step="change")
    assert "Steg 1 av 2" in again.text and main_form(again.text)["sectors"] == ["livsmedel", "måltider"]
    assert main_form(again.text)["partners"] == ["Samhall\nKooperativet"]
    page = send(client, path, preview.text, step="confirm")
    assert "Exemplet är publicerat." in page.text and "Så ser det ut i chatten" in page.text
    example = store.example(ID)
    assert example is not None and (example.title, example.partners) == ("Våfflor", ("Samhall", "Kooperativet"))
    assert ID in search_examples(read_query("våfflor i Lund")).results
    assert [entry.action for entry in audit.about(f"submission/{identity}")] == ["publicerade"]


REFUSED = [
    ("id", "Lund!", "får bara ha a–z"),
    ("title", " ", "får inte vara tomt"),
    ("title", "x" * 30_000, "får ha högst 20000 tecken"),
    ("year", "1789", "ska vara minst 1990"),
    ("year", "i fjol", "ska vara ett heltal"),
    ("method", "trolleri", "ska vara något av"),
    ("region", "Atlantis", "finns inte bland Sveriges regioner"),
    ("source_url", "lund.se", "måste vara en webbadress"),
    ("checked", "igår", "ska vara ett datum"),
    ("partners", "x" * 300, "rad 1 får ha högst 200 tecken"),
]


@pytest.mark.parametrize(("name", "value", "said"), REFUSED)
@pytest.mark.parametrize("step", [None, "confirm"])
def test_what_is_refused_is_said_at_its_field(client: FlaskClient, name: str, value: str, said: str, step: Any) -> None:
    identity = sent_in()
    page = send(client, f"/submissions/{identity}/publish", **{name: value, "step": step, "result": "Något eget."})
    assert page.status_code == 400 and page.text.count(said) == 2 and f'<a href="#{name}">' in page.text
    assert main_form(page.text)["result"] == ["Något eget."]
    assert now_is(identity).status == "pending" and store.example(ID) is None


def test_an_id_that_is_taken_is_told(client: FlaskClient) -> None:
    identity = sent_in()
    fields = {"id": "malmo-yalla-trappan-y-allas-vag", "step": "confirm"}
    page = send(client, f"/submissions/{identity}/publish", **fields)
    assert page.status_code == 400 and "Det finns redan ett exempel med det id:t." in page.text
    assert now_is(identity).status == "pending"


@pytest.mark.parametrize(("link", "id_", "address"), [
    ("", "", f"http://localhost:5005/exempel/{ID}"), ("", "lund-x", "http://localhost:5005/exempel/lund-x"),
])  # fmt: skip
def test_without_a_link_or_an_id_they_are_made(client: FlaskClient, link: str, id_: str, address: str) -> None:
    path = f"/submissions/{sent_in()}/publish"
    send(client, path, source_url=link, id=id_, step="confirm")
    example = store.example(address.rpartition("/")[2])
    assert example is not None and example.source_url == address


def test_what_is_taken_back_is_not_found_and_waits_again(client: FlaskClient) -> None:
    identity = sent_in()
    publish(identity, {}, 1, "Eva")
    assert "försvinner ur sökningen" in client.get(f"/submissions/{identity}/unpublish").text
    page = send(client, f"/submissions/{identity}/unpublish")
    assert "Exemplet är avpublicerat." in page.text and now_is(identity).status == "pending"
    assert store.example(ID) is None and ID not in search_examples(read_query("glasstrutar i Lund")).results
    assert [entry.action for entry in audit.about(f"submission/{identity}")] == ["avpublicerade"]
    form = main_form(client.get(f"/submissions/{identity}/publish").text)
    assert form["id"] == [ID]  # it may be published there again


def test_what_is_published_again_is_what_was_published_last(client: FlaskClient) -> None:
    identity = sent_in(requirement="Anna Andersson skulle få praktik.")
    path = f"/submissions/{identity}/publish"
    first = client.get(path).text
    assert "Formuläret är ifyllt med det som skickades in." in first
    send(client, path, first, requirement="En person skulle få praktik.", step="confirm")
    send(client, f"/examples/{ID}", title="Våfflor")
    send(client, f"/submissions/{identity}/unpublish")
    again = client.get(path).text
    assert "Formuläret är ifyllt med det som var publicerat senast." in again
    form = main_form(again)
    assert (form["requirement"], form["title"]) == (["En person skulle få praktik."], ["Våfflor"])
    send(client, path, send(client, path, again).text, step="confirm")
    found = versions("example", ID)
    assert [each.fields["title"] for each in found] == ["Våfflor", "Våfflor", TOLD["title"]]
    assert {each.fields["requirement"] for each in found} == {"En person skulle få praktik."}
