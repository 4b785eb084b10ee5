"""An example that was submitted is published and taken away by its submission only: the two never disagree."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from bot.knowledge import editing as content
from bot.knowledge import store
from bot.knowledge.history import versions
from bot.review import audit
from bot.submissions.publishing import publish, unpublish
from tests.knowledge.samples import EXAMPLE
from tests.review.conftest import ClientAs
from tests.review.content_samples import written
from tests.review.page_forms import main_form, send
from tests.submissions.samples import now_is, sent_in

ID = "lund-glasstrutar-gav-praktik"
PATH = f"/examples/{ID}"
SAID = "Exemplet är insänt. Publicera eller avpublicera det här."


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


@pytest.fixture
def published(client: FlaskClient) -> int:
    identity = sent_in()
    publish(identity, {}, 1, "Eva")
    return identity


def test_it_is_not_removed_here(client: FlaskClient, published: int) -> None:
    asked = client.get(f"{PATH}/remove", follow_redirects=True)
    assert asked.request.path == f"/submissions/{published}" and SAID in asked.text
    page = send(client, f"{PATH}/remove", asked.text, seen="1")
    assert page.request.path == f"/submissions/{published}" and SAID in page.text
    assert store.example(ID) is not None and now_is(published).status == "published" and audit.total() == 0


def test_it_is_changed_here_and_an_earlier_version_is_brought_back(client: FlaskClient, published: int) -> None:
    assert send(client, PATH, title="Våfflor").status_code == 200
    page = client.get(f"{PATH}/versions").text
    assert "Låt version 1 gälla igen" in page and "sidan om det insända" not in page
    assert "Version 1 gäller igen" in send(client, f"{PATH}/versions/1/restore", page).text
    assert [each.number for each in versions("example", ID)] == [3, 2, 1]


def test_it_is_not_brought_back_here(client: FlaskClient, published: int) -> None:
    unpublish(published, 2, "Eva")
    page = client.get(f"{PATH}/versions").text
    assert "gälla igen" not in page and f'href="/submissions/{published}"' in page
    back = send(client, f"{PATH}/versions/1/restore", page)
    assert back.request.path == f"/submissions/{published}" and SAID in back.text
    assert store.example(ID) is None and now_is(published).status == "pending"


def test_what_was_taken_back_while_it_was_changed_stays_away_and_nothing_is_lost(
    client: FlaskClient, published: int
) -> None:
    mine = client.get(PATH).text
    unpublish(published, 2, "Eva")
    for _ in range(2):  # the second time the editor has seen that it is gone
        page = send(client, PATH, mine, title="Mina våfflor")
        assert page.status_code == 409 and "Exemplet är insänt." in page.text
        assert f'href="/submissions/{published}"' in page.text and main_form(page.text)["title"] == ["Mina våfflor"]
        mine = page.text
    assert store.example(ID) is None and audit.total() == 0


def test_its_id_is_taken(client: FlaskClient, published: int) -> None:
    unpublish(published, 2, "Eva")
    page = send(client, "/examples/new", **{**written(EXAMPLE), "id": ID})
    assert page.status_code == 400 and "Id: det finns redan något med det id:t" in page.text
    assert main_form(page.text)["title"] == [EXAMPLE["title"]] and store.example(ID) is None


def test_other_examples_are_removed_and_brought_back_here(client: FlaskClient, published: int) -> None:
    content.publish("example", EXAMPLE, "Eva")
    path = f"/examples/{EXAMPLE['id']}"
    assert "Exemplet är borttaget." in send(client, f"{path}/remove").text
    assert send(client, f"{path}/versions/1/restore", client.get(f"{path}/versions").text).status_code == 200
    assert store.example(EXAMPLE["id"]) is not None
