"""Answers, guides and examples: found in their lists, changed and added by their forms, and used at once."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Dict, List, Tuple

import pytest
import yaml
from flask.testing import FlaskClient

from bot.database import session_scope, today
from bot.knowledge import store
from bot.knowledge.content import CONTENT
from bot.knowledge.editing import publish
from bot.knowledge.kinds import BY_SECTION
from bot.knowledge.models import UpcomingRow
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_answers, search_examples, search_guides
from bot.review import audit
from bot.review.content.forms import FORMS
from bot.review.content.options import TOPICS
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE
from tests.review.conftest import ClientAs
from tests.review.content_samples import MARKUP, SHOWN, fields, latest, number, written
from tests.review.page_forms import main_form, send

SAMPLES = {"answers": ANSWER, "guides": GUIDE, "examples": EXAMPLE}


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


def entries_in(page: str, section: str) -> List[str]:
    return re.findall(rf'<th scope="row".*\s*<a class="govuk-link" href="/{section}/([^/"?]+)">', page)


# -- lists -----------------------------------------------------------------------------------------------


def test_a_list_comes_a_page_at_a_time_by_title(client: FlaskClient) -> None:
    pages = [entries_in(client.get(f"/answers?page={page}").text, "answers") for page in range(1, 5)]
    labels = store.answer_labels()
    assert sorted(sum(pages, [])) == sorted(labels) and len(pages[0]) == 25
    assert "94 svar" in client.get("/answers").text


LISTS = [
    ("/answers?q=tröskelvärden", ["threshold_values"], ["iop_definition"]),
    ("/answers?q=IOP_DEF", ["iop_definition"], ["threshold_values"]),
    ("/answers?q=100%25_", [], ["iop_definition"]),
    ("/answers?q=iop&topic=working_conditions", [], ["iop_definition"]),
    ("/answers?topic=service", ["contact_person"], ["iop_definition"]),
    ("/answers?topic=invented", [], ["contact_person"]),
    ("/guides?q=behövlighet", ["uhm-behovlighetsbedomning"], ["skr-upphandling-som-arbetsmarknadsverktyg"]),
    ("/examples?q=boendebyggarna", ["orebrobostader-vivalla-boendebyggarna"], ["malmo-yalla-trappan-y-allas-vag"]),
    ("/examples?q=exempel+i+Malmö", ["malmo-yalla-trappan-y-allas-vag"], ["orebrobostader-vivalla-boendebyggarna"]),
    ("/examples?q=xyzzyx", [], ["orebrobostader-vivalla-boendebyggarna"]),
]


@pytest.mark.parametrize(("address", "there", "not_there"), LISTS)
def test_a_list_has_what_is_looked_for(client: FlaskClient, address: str, there: list, not_there: list) -> None:
    page = client.get(address)
    found = entries_in(page.text, address[1:].partition("?")[0])
    assert page.status_code == 200 and set(there) <= set(found) and not set(not_there) & set(found)
    assert found or "Inget passar. Prova andra ord." in page.text


def test_what_was_checked_longest_ago_comes_first_when_asked_for(client: FlaskClient) -> None:
    days = re.findall(r"20\d\d-\d\d-\d\d", client.get("/answers?order=checked").text.partition("<tbody")[2])
    assert days == sorted(days) and len(days) == 25


def test_topics_are_called_what_their_files_call_them() -> None:
    files = [yaml.safe_load(path.read_text("utf-8")) for path in (CONTENT / "answers").glob("*.yml")]
    assert {topic["topic"]: topic["label"] for topic in files} == TOPICS


# -- an entry and its form -------------------------------------------------------------------------------


@pytest.mark.parametrize("section", SAMPLES)
def test_forms_have_every_field(section: str) -> None:
    form = FORMS[BY_SECTION[section].name]
    assert sorted(name for _, group in form.groups for name in group) == sorted(BY_SECTION[section].fields)


@pytest.mark.parametrize("section", SAMPLES)
def test_what_is_saved_unchanged_is_as_it_was(client: FlaskClient, section: str) -> None:
    identities = entries_in(client.get(f"/{section}").text, section)[::5]
    for identity in identities:
        before = fields(section, identity)
        assert send(client, f"/{section}/{identity}", do="save").status_code == 200
        assert fields(section, identity) == before and number(section, identity) == 1, identity


FOUND = {
    "answers": lambda: search_answers("glasspinnar", 3),
    "guides": lambda: search_guides(read_query("guide om glasspinnar")).results,
    "examples": lambda: search_examples(read_query("glasspinnar")).results,
}
CHANGED = [
    ("answers", "iop_definition", {"text": "Ett glasspinnar [1].\r\nAlltså glass.", "label": "Glasspinnar"}),
    ("guides", "uhm-behovlighetsbedomning", {"title": "Glasspinnar", "summary": "Om glasspinnar.", "year": "2020"}),
    ("examples", "orebrobostader-vivalla-boendebyggarna", {"title": "Glasspinnar", "sectors": ["bygg", "livsmedel"]}),
]


@pytest.mark.parametrize(("section", "identity", "changes"), CHANGED)
def test_a_change_is_used_at_once(client: FlaskClient, section: str, identity: str, changes: Dict[str, Any]) -> None:
    before = fields(section, identity)
    page = send(client, f"/{section}/{identity}", do="save", **changes)
    assert page.status_code == 200 and "Ändringen gäller från nästa fråga i chatten." in page.text
    after = fields(section, identity)
    read = {"text": "Ett glasspinnar [1].\nAlltså glass.", "year": 2020}
    assert after == {**before, **{name: read.get(name, value) for name, value in changes.items()}}
    assert identity in FOUND[section]()
    (entry,) = audit.entries(0, 5)
    assert (entry.who, entry.action) == ("Runa Redaktör", "ändrade") and entry.subject.endswith(f" {identity}")
    assert latest(section, identity).changed_by == "Runa Redaktör"


@pytest.mark.parametrize("section", SAMPLES)
def test_a_new_entry_is_used_at_once(client: FlaskClient, section: str) -> None:
    sample = SAMPLES[section]
    page = send(client, f"/{section}/new", **written(sample))
    assert page.status_code == 200 and "Ändringen gäller från nästa fråga i chatten." in page.text
    assert {name: fields(section, sample["id"])[name] for name in sample if name != "next_steps"} == {
        name: value for name, value in sample.items() if name != "next_steps"
    }
    assert audit.entries(0, 1)[0].action == "publicerade"
    again = send(client, f"/{section}/new", **written(sample))
    assert again.status_code == 400 and "Id: det finns redan något med det id:t" in again.text
    assert number(section, sample["id"]) == 1


IDS = [("Får man köpa glass?", "far-man-kopa-glass"), ("?!", ""), ("A" * 70 + " b", ""),
       ("ett " * 30, "-".join(["ett"] * 15))]  # fmt: skip


@pytest.mark.parametrize(("title", "identity"), IDS)
def test_an_id_is_made_of_the_title_when_none_is_given(client: FlaskClient, title: str, identity: str) -> None:
    page = send(client, "/guides/new", **{**written(GUIDE), "id": "", "title": title})
    if identity:
        assert fields("guides", identity)["title"] == title.strip()
    else:
        assert page.status_code == 400 and "Id: får inte vara tomt." in page.text


def test_more_rows_keep_what_was_written(client: FlaskClient) -> None:
    page = send(client, "/answers/iop_definition", do="rows", text="Halvskrivet", sources=["LOU"] * 12)
    form = main_form(page.text)
    assert form["text"] == ["Halvskrivet"] and form["sources"] == [*["LOU"] * 12, "", ""]
    assert "Det finns fel" not in page.text and number("answers", "iop_definition") == 1


@pytest.mark.parametrize("section", SAMPLES)
def test_what_was_written_is_saved_and_checked_today_by_one_press(client: FlaskClient, section: str) -> None:
    publish(BY_SECTION[section].name, SAMPLES[section], "Eva")
    path = f"/{section}/{SAMPLES[section]['id']}"
    title = "label" if section == "answers" else "title"
    shown = send(client, path, do="preview", **{title: "Glasspinnar"})
    assert "Spara och markera som kontrollerat i dag" in shown.text
    refused = send(client, path, shown.text, do="checked", **{title: ""})
    assert refused.status_code == 400 and number(section, SAMPLES[section]["id"]) == 1
    assert send(client, path, refused.text, do="checked", **{title: "Glasspinnar"}).status_code == 200
    after = fields(section, SAMPLES[section]["id"])
    assert (after[title], after["checked"]) == ("Glasspinnar", today().isoformat())
    assert [entry.action for entry in audit.entries(0, 9)] == ["markerade som kontrollerat:"]
    stale = send(client, path, shown.text, do="checked", **{title: "Våfflor"})
    assert stale.status_code == 409 and main_form(stale.text)[title] == ["Våfflor"]


def test_what_has_not_been_saved_yet_is_not_checked(client: FlaskClient) -> None:
    for path in ("/answers/new", f"/answers/{to_come()}"):
        assert "markera som kontrollerat" not in client.get(path, follow_redirects=True).text


def to_come() -> str:
    day = today() + dt.timedelta(days=1)
    publish("answer", {**ANSWER, "valid_from": day.isoformat()}, "Eva")
    return ANSWER["id"]


def put_due(fields_: Dict[str, Any]) -> None:
    """As if it had been kept until today, which nobody has asked the assistant anything since it began."""
    with session_scope() as session:
        session.add(UpcomingRow(kind="answer", entry_id=ANSWER["id"], valid_from=today(), fields=fields_))


def test_what_is_valid_from_today_is_shown_before_anybody_has_asked_anything(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    put_due({**fields("answers", ANSWER["id"]), "text": "Från i dag [1].", "valid_from": today().isoformat()})
    assert main_form(client.get(f"/answers/{ANSWER['id']}").text)["text"] == ["Från i dag [1]."]
    assert number("answers", ANSWER["id"]) == 2


def test_pages_are_shown_though_what_is_valid_from_today_can_not_be(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    put_due({"id": ANSWER["id"], "label": None, "valid_from": today().isoformat()})
    assert client.get(f"/answers/{ANSWER['id']}").status_code == 200 and number("answers", ANSWER["id"]) == 1


MISSING = ["/answers/missing", "/answers/missing/remove", "/answers/missing/versions", "/guides/missing",
           "/examples/missing", "/answers/iop_definition/upcoming/2027-01-01", "/answers/iop_definition/upcoming/x",
           "/examples/missing/upcoming/2027-01-01", "/examples/%00"]  # fmt: skip


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


# -- markup ----------------------------------------------------------------------------------------------

FREE_TEXT: Dict[str, Tuple[str, ...]] = {
    "answers": ("label", "text", "why", "more", "paragraphs"),
    "guides": ("title", "publisher", "year_note", "audience", "topics", "summary", "search_phrases"),
    "examples": ("title", "organisation", "organisation_type", "sector", "target_groups", "requirement", "result",
                 "partners", "source_title", "search_phrases"),
}  # fmt: skip


@pytest.mark.parametrize("section", SAMPLES)
def test_markup_stays_text(client: FlaskClient, section: str) -> None:
    identity = SAMPLES[section]["id"]
    values = {**written(SAMPLES[section]), **dict.fromkeys(FREE_TEXT[section], MARKUP)}
    preview = send(client, f"/{section}/new", **values, do="preview")
    send(client, f"/{section}/new", **values)
    send(client, f"/{section}/{identity}", **dict.fromkeys(FREE_TEXT[section], f"{MARKUP} {MARKUP}"))
    pages = [preview, *(client.get(f"/{section}/{identity}{path}") for path in ("", "/versions", "/remove"))]
    for page in [*pages, client.get(f"/{section}?q=script")]:
        assert page.status_code == 200 and "<script>alert" not in page.text and SHOWN in page.text
    everything = {name: [MARKUP] for name in FORMS[BY_SECTION[section].name].kind.fields}
    refused = send(client, f"/{section}/{identity}", **everything)
    assert refused.status_code == 400 and "<script>alert" not in refused.text and SHOWN in refused.text
