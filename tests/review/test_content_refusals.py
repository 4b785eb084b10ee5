"""What the forms of content refuse: told at its field, with all that was written still there and nothing stored."""

from __future__ import annotations

import re
from typing import Any, Dict

import pytest
from flask.testing import FlaskClient

from bot.knowledge import editing
from bot.knowledge.editing import publish
from bot.review import audit
from tests.knowledge.contents import everything
from tests.knowledge.samples import ANSWER, GUIDE
from tests.review.conftest import ClientAs
from tests.review.content_samples import latest, number, written
from tests.review.page_forms import main_form, send

ANSWERS, GUIDES, EXAMPLES = (
    "/answers/iop_definition", "/guides/uhm-behovlighetsbedomning", "/examples/orebrobostader-vivalla-boendebyggarna",
)  # fmt: skip
IOP_STEP = '{"answer": "iop_when"}'


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


# Address, what is written, the field at which it is told, and what is said.
REFUSED = [
    (ANSWERS, {"label": " "}, "label", "Rubrik: får inte vara tomt."),
    (ANSWERS, {"topic": ""}, "topic", "Ämne: får inte vara tomt."),
    (ANSWERS, {"text": "ord " * 91}, "text", "Svar: har 91 ord, högst 90 får plats."),
    (ANSWERS, {"text": "Först.\r\n\r\nSedan."}, "text", "Svar: får inte ha en blankrad."),
    (ANSWERS, {"why": "ord " * 95}, "why", "Varför det är så: har 95 ord, högst 90 får plats."),
    (ANSWERS, {"text": "Så är det [9]."}, "sources", "Källor: texten hänvisar till källa [9] men svaret har 5 källor."),
    (ANSWERS, {"sources": ["", ""]}, "sources", "Källor: ska ha minst 1."),
    (ANSWERS, {"sources": ["LOU", "", "LOV"]}, "sources", "Källor: rad 2 är tom. Flytta upp dem som står under den"),
    (ANSWERS, {"sources": ["LOU"] * 51}, "sources", "Källor: får ha högst 50."),
    (ANSWERS, {"certainty": "kanske"}, "certainty", "Hur säkert svaret är: är &#39;kanske&#39; men ska vara något av"),
    (ANSWERS, {"certainty": None}, "certainty", "Hur säkert svaret är: får inte vara tomt."),
    (ANSWERS, {"checked": "i går"}, "checked", "Kontrollerat: ska vara ett datum, ÅÅÅÅ-MM-DD."),
    (ANSWERS, {"checked": ""}, "checked", "Kontrollerat: får inte vara tomt."),
    (ANSWERS, {"valid_from": "2027-02-30"}, "valid_from", "Gäller från: ska vara ett datum, ÅÅÅÅ-MM-DD."),
    (ANSWERS, {"next_steps": [IOP_STEP] * 4}, "next_steps", "Nästa steg: får ha högst 3."),
    (ANSWERS, {"next_steps": ["x"]}, "next_steps", "Nästa steg: rad 1 ska ha namngivna fält."),
    (ANSWERS, {"next_steps": ["{}"]}, "next_steps", "Nästa steg: rad 1 ska ha exakt ett av"),
    (ANSWERS, {"paragraphs": "x\r\n" * 51}, "paragraphs", "Lagrum: får ha högst 50."),
    (ANSWERS, {"label": "x\0"}, "label", "Rubrik: har ett otillåtet tecken (U+0000)."),
    (GUIDES, {"year": "i år"}, "year", "År: ska vara ett heltal."),
    (GUIDES, {"year": "1800"}, "year", "År: ska vara minst 1900."),
    (GUIDES, {"url": "javascript:alert(1)"}, "url", "Webbadress: måste vara en webbadress som börjar med https://"),
    (GUIDES, {"summary": "x" * 20_001}, "summary", "Sammanfattning: får ha högst 20000 tecken."),
    (GUIDES, {"topics": "kort\r\n" + "x" * 201}, "topics", "Ämnen: rad 2 får ha högst 200 tecken."),
    (EXAMPLES, {"municipality": "Ankeborg"}, "municipality", "Kommun: &#39;Ankeborg&#39; finns inte bland Sveriges"),
    (EXAMPLES, {"method": ""}, "method", "Arbetssätt: får inte vara tomt."),
    (EXAMPLES, {"sectors": ["glass"]}, "sectors", "Branscher att filtrera på: rad 1 &#39;glass&#39; finns inte i"),
    (EXAMPLES, {"source_url": ""}, "source_url", "Källans webbadress: får inte vara tomt."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "changes", "field", "said"), REFUSED)
def test_what_is_wrong_is_told_at_its_field(
    client: FlaskClient, path: str, changes: Dict[str, Any], field: str, said: str
) -> None:
    before, sent = everything(), {**main_form(client.get(path).text), **changes}
    for do, status in (("save", 400), ("preview", 200)):
        page = send(client, path, do=do, **changes)
        assert page.status_code == status
        assert f'<a href="#{field}">{said}' in page.text, re.findall('href="#.*', page.text)
        assert f'id="{field}"' in page.text and f'id="{field}-error"' in page.text
        shown = main_form(page.text)
        for name in set(sent) - {"csrf_token", "do", *NOT_TYPED}:
            assert "".join(shown[name]).split() == "".join(sent[name]).split(), name
    assert everything() == before and audit.total() == 0


# What is chosen among values that there are: another one can't be shown.
NOT_TYPED = {"certainty", "sectors", "topic", "municipality", "method"}

GONE = [
    ({"sources": ["BORTA"]}, "sources", "Källor: källan BORTA finns inte."),
    ({"related": ["borta"]}, "related", "Besläktade svar: svaret borta finns inte."),
    ({"next_steps": ['{"answer": "borta"}']}, "next_steps", "Nästa steg: svaret borta finns inte."),
    ({"next_steps": ['{"guide": "borta"}']}, "next_steps", "Nästa steg: guiden borta finns inte."),
]


@pytest.mark.parametrize(("changes", "field", "said"), GONE)
def test_what_is_gone_can_not_be_named(client: FlaskClient, changes: Dict[str, Any], field: str, said: str) -> None:
    for do in ("save", "preview"):
        page = send(client, ANSWERS, do=do, text="Utan hänvisning.", why="", more="", **changes)
        assert f'<a href="#{field}">{said}</a>' in page.text and "finns inte längre)</option>" in page.text
    assert number("answers", "iop_definition") == 1


def test_an_entry_can_not_be_made_over_another(client: FlaskClient) -> None:
    page = send(client, "/guides/new", **{**written(GUIDE), "id": "uhm-behovlighetsbedomning"})
    assert page.status_code == 400 and '<a href="#id">Id: det finns redan något med det id:t' in page.text
    assert main_form(page.text)["title"] == [GUIDE["title"]]
    for identity in ("Stora bokstäver", "å", "x" * 81, "../etc"):
        assert send(client, "/guides/new", **{**written(GUIDE), "id": identity}).status_code == 400


# -- removing ----------------------------------------------------------------------------------------------------


def test_what_answers_name_is_not_removed(client: FlaskClient) -> None:
    page = send(client, "/answers/iop_when/remove")
    assert page.status_code == 409 and "Det går inte än: svar hänvisar hit" in page.text
    assert '<a class="govuk-link" href="/answers/iop_definition">Vad är IOP?</a>' in page.text
    assert latest("answers", "iop_when").replaced_at is None and audit.total() == 0


def test_what_somebody_else_has_changed_is_not_removed(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    asked = client.get("/answers/glasstrutar/remove").text
    editing.update("answer", "glasstrutar", {**ANSWER, "label": "Nytt"}, 1, "Bo")
    page = send(client, "/answers/glasstrutar/remove", asked)
    assert "Någon annan har ändrat svaret. Läs igenom texten igen innan du tar bort." in page.text
    assert latest("answers", "glasstrutar").replaced_at is None
    editing.remove("answer", "glasstrutar", 2, "Bo")
    assert send(client, "/answers/glasstrutar/remove", asked).status_code == 404
