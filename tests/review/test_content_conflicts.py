"""Two editors at the same entry: each is told what the other did, and nothing that either wrote is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.knowledge import editing
from bot.knowledge.editing import publish
from bot.knowledge.history import versions
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE
from tests.review.conftest import ClientAs
from tests.review.content_samples import MARKUP, SHOWN, fields, latest
from tests.review.page_forms import main_form, send

CASES = [
    ("answers", "answer", ANSWER, "text", "Rubrik"),
    ("guides", "guide", GUIDE, "summary", "Titel"),
    ("examples", "example", EXAMPLE, "requirement", "Rubrik"),
]


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def differences(page: str) -> str:
    """The text of what differs, with what went as [-…-] and what came as [+…+]."""
    told = page.partition('id="in-conflict"')[2].partition("<form")[0]
    marked = re.sub(r"<span class=\"govuk-visually-hidden\">[^<]*</span>", "", told)
    marked = re.sub("<del>([^<]*)</del>", r"[-\1-]", re.sub("<ins>([^<]*)</ins>", r"[+\1+]", marked))
    return " ".join(re.sub("<[^>]+>", " ", marked).split())


@pytest.mark.parametrize(("section", "kind", "sample", "field", "heading"), CASES)
def test_both_versions_are_shown_and_saving_again_is_meant(
    client: FlaskClient, section: str, kind: str, sample: Any, field: str, heading: str
) -> None:
    publish(kind, sample, "Eva")
    identity = sample["id"]
    title = "label" if kind == "answer" else "title"
    path = f"/{section}/{identity}"
    mine = client.get(path).text
    editing.update(kind, identity, {**sample, title: f"Deras {MARKUP}"}, 1, "Bo")
    page = send(client, path, mine, **{field: "Det här är mitt.", title: "Min rubrik"})
    assert page.status_code == 409 and "<script>alert" not in page.text and SHOWN in page.text
    assert re.search(r"Bo ändrade (svaret|guiden|exemplet) medan du skrev", page.text)
    assert "Den andra finns kvar i historiken." in page.text
    told = differences(page.text)
    assert f"{heading} Sparat nu [-Deras " in told and "Du skrev [+Min rubrik+]" in told and "mitt.+]" in told
    assert fields(section, identity)[title] == f"Deras {MARKUP}"
    form = main_form(page.text)
    assert form[field] == ["Det här är mitt."] and form[title] == ["Min rubrik"] and form["seen"] == ["2"]
    editing.update(kind, identity, {**sample, title: "Ännu en"}, 2, "Bo")
    page = send(client, path, page.text)
    assert page.status_code == 409 and "Ännu" in differences(page.text)
    assert send(client, path, page.text).status_code == 200
    assert (fields(section, identity)[field], fields(section, identity)[title]) == ("Det här är mitt.", "Min rubrik")
    kept = [version.fields[title] for version in versions(kind, identity)]
    assert kept == ["Min rubrik", "Ännu en", f"Deras {MARKUP}", sample[title]]


def test_what_was_removed_meanwhile_can_be_saved_all_the_same(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    mine = client.get("/answers/glasstrutar").text
    editing.remove("answer", "glasstrutar", 1, "Bo")
    page = send(client, "/answers/glasstrutar", mine, text="Det här är mitt.")
    assert page.status_code == 409 and "Någon annan har tagit bort svaret" in page.text
    assert main_form(page.text)["text"] == ["Det här är mitt."] and latest("answers", "glasstrutar").replaced_at
    assert send(client, "/answers/glasstrutar", page.text).status_code == 200
    assert (
        latest("answers", "glasstrutar").number == 2 and fields("answers", "glasstrutar")["text"] == "Det här är mitt."
    )


def test_what_was_removed_and_made_anew_meanwhile_is_shown(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    mine = client.get("/answers/glasstrutar").text
    editing.remove("answer", "glasstrutar", 1, "Bo")
    page = send(client, "/answers/glasstrutar", mine, text="Det här är mitt.")
    publish("answer", {**ANSWER, "text": "Någon annans."}, "Bo")
    page = send(client, "/answers/glasstrutar", page.text)
    assert page.status_code == 409 and "[-Någon annans.-]" in differences(page.text)
    assert fields("answers", "glasstrutar")["text"] == "Någon annans."


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 40])
def test_a_forged_version_is_refused(client: FlaskClient, seen: str) -> None:
    assert send(client, "/answers/iop_definition", seen=seen, label="Nytt").status_code == 400
    assert fields("answers", "iop_definition")["label"] == "Vad är IOP?"


def test_what_both_wrote_alike_is_no_difference(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    mine = client.get("/answers/glasstrutar").text
    editing.update("answer", "glasstrutar", {**ANSWER, "label": "Nytt"}, 1, "Bo")
    page = send(client, "/answers/glasstrutar", mine, label="Nytt")
    assert page.status_code == 409 and "Båda versionerna säger samma sak." in page.text
