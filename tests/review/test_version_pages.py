"""Versions: what was, what is to come, and bringing back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, List, Tuple

import pytest
from flask.testing import FlaskClient

from bot.database import today
from bot.knowledge import editing, store
from bot.knowledge.editing import publish
from bot.knowledge.history import versions_to_come
from bot.knowledge.kinds import BY_NAME
from bot.knowledge.rescheduling import cancel
from bot.knowledge.search import search_answers
from bot.knowledge.upcoming import bring_in_due
from bot.review import audit
from bot.review.content.differences import changes
from tests.knowledge.contents import seen
from tests.knowledge.samples import ANSWER, GUIDE
from tests.review.conftest import ClientAs
from tests.review.content_samples import fields, number, written
from tests.review.page_forms import send

TOMORROW = (today() + dt.timedelta(days=1)).isoformat()
LATER = (today() + dt.timedelta(days=30)).isoformat()
PATH, TO_COME = "/answers/glasstrutar", f"/answers/glasstrutar/upcoming/{TOMORROW}"


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


# -- differences ------------------------------------------------------------------------------------------------

DIFFERENT = [
    ("answer", {"text": "Ja, alltid [1]."}, {"text": "Ja, ofta [1]."}, "Svar", "Ja, [alltid] [1].", "Ja, [ofta] [1]."),
    ("answer", {"text": "ett två tre"}, {"text": "ett fyra fem"}, "Svar", "ett [två tre]", "ett [fyra fem]"),
    ("answer", {"why": None}, {"why": "Så är det."}, "Varför det är så", "", "[Så är det.]"),
    ("answer", {"legal": False}, {"legal": True}, "Svaret handlar om lag", "[Nej]", "[Ja]"),
    ("answer", {"certainty": "law"}, {"certainty": "general"}, "Hur säkert svaret är", "[Lag]", "[Allmänt]"),
    ("answer", {"topic": "iop"}, {"topic": "ny"}, "Ämne", "[Idéburet offentligt partnerskap]", "[ny]"),
    ("answer", {"sources": ["A", "B"]}, {"sources": ["A"]}, "Källor", "A[\nB]", "A"),
    ("answer", {"next_steps": [{"answer": "a", "guide": None}]}, {"next_steps": [{"examples": {"method": "iop"}}]},
     "Nästa steg", "[Svar: a]", "[Exempel: IOP]"),
    ("guide", {"year": 2019}, {"year": "2020"}, "År", "[2019]", "[2020]"),
    ("example", {"sectors": ["bygg"]}, {"sectors": ["it"]}, "Branscher att filtrera på", "[Bygg]", "[It]"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after", "label", "gone", "come"), DIFFERENT)
def test_what_differs_is_marked(kind: str, before: Any, after: Any, label: str, gone: str, come: str) -> None:
    (found,) = changes(BY_NAME[kind], before, after)
    marked = ["".join(f"[{piece.text}]" if piece.changed else piece.text for piece in side) for side in found[1:]]
    assert (found.label, *marked) == (label, gone, come)
    assert changes(BY_NAME[kind], before, before) == []


# -- what was ------------------------------------------------------------------------------------------------------


def headings(page: str) -> List[str]:
    return [" ".join(found.split()) for found in re.findall(r"<h2[^>]*>([^<]+)</h2>", page)]


def test_versions_are_told_and_one_is_brought_back(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    send(client, PATH, text="Nej, aldrig [1].", why="Så säger lagen.")
    page = client.get(f"{PATH}/versions")
    assert headings(page.text) == ["Version 2 (gäller nu)", "Version 1"] and "Den första versionen." in page.text
    assert re.search(r"av Runa Redaktör.*av Eva", page.text, re.DOTALL)
    plain = re.sub("<[^>]+>", "", page.text)
    assert "(borttaget:) Ja, glasstrutar är tillåtna (slut)" in plain and "(tillagt:) Nej, aldrig (slut)" in plain
    back = send(client, f"{PATH}/versions/1/restore", page.text)
    assert back.status_code == 200 and "Version 1 gäller igen, som en ny version." in back.text
    assert fields("answers", "glasstrutar")["text"] == ANSWER["text"] and number("answers", "glasstrutar") == 3
    assert audit.entries(0, 1)[0].action == "tog tillbaka en version av"
    for wrong, status in ((9, 404), (2_147_483_647, 404), (2_147_483_648, 404), ("x", 404)):
        assert send(client, f"{PATH}/versions/{wrong}/restore", page.text).status_code == status


def test_what_is_removed_is_gone_and_can_be_brought_back(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    assert "Ta bort svaret?" in client.get(f"{PATH}/remove").text
    page = send(client, f"{PATH}/remove")
    assert "Svaret är borttaget. Här kan du ta tillbaka en version." in page.text
    assert re.search("Svaret är borttaget sedan .* av Runa Redaktör.", page.text)
    assert store.answer("glasstrutar") is None and "glasstrutar" not in search_answers("glasstrutar", 5)
    assert client.get(PATH).headers["Location"] == f"{PATH}/versions"
    assert client.get(f"{PATH}/remove").status_code == 404
    listed = client.get("/answers?q=glasstrutar").text
    assert f'<a class="govuk-link" href="{PATH}/versions">{ANSWER["label"]}</a>' in listed.partition("Borttagna")[2]
    assert send(client, f"{PATH}/versions/1/restore", page.text).status_code == 200
    assert store.answer("glasstrutar") is not None and number("answers", "glasstrutar") == 2
    assert "Borttagna" not in client.get("/answers").text


def test_what_can_not_be_brought_back_says_why(client: FlaskClient) -> None:
    publish("guide", GUIDE, "Eva")
    publish("answer", {**ANSWER, "next_steps": [{"guide": GUIDE["id"]}]}, "Eva")
    editing.update("answer", "glasstrutar", ANSWER, 1, "Eva")
    editing.remove("guide", GUIDE["id"], 1, "Eva")
    page = send(client, f"{PATH}/versions/1/restore", client.get(f"{PATH}/versions").text)
    assert f"guiden {GUIDE['id']} finns inte." in page.text and number("answers", "glasstrutar") == 2


def test_what_nobody_has_seen_is_not_replaced_by_an_earlier_version(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    editing.update("answer", "glasstrutar", {**ANSWER, "text": "Nej."}, 1, "Eva")
    opened = client.get(f"{PATH}/versions").text
    editing.update("answer", "glasstrutar", {**ANSWER, "text": "Kanske."}, 2, "Bo")
    page = send(client, f"{PATH}/versions/1/restore", opened)
    assert "Någon annan hann ändra före." in page.text and page.request.path == f"{PATH}/versions"
    assert fields("answers", "glasstrutar")["text"] == "Kanske." and audit.total() == 0
    editing.remove("answer", "glasstrutar", 3, "Bo")
    assert "Någon annan hann ändra före." in send(client, f"{PATH}/versions/1/restore", page.text).text
    assert store.answer("glasstrutar") is None
    for forged in ("x", "-1", "9" * 40):
        assert send(client, f"{PATH}/versions/1/restore", page.text, seen=forged).status_code == 400


# -- what is to come -----------------------------------------------------------------------------------------------


def days_to_come(kind: str = "answer", identity: str = "glasstrutar") -> List[Tuple[str, str]]:
    return [(each["valid_from"], each.get("text", "")) for each in versions_to_come(kind, identity)]


def test_a_version_to_come_is_kept_until_its_day(client: FlaskClient) -> None:
    publish("answer", ANSWER, "Eva")
    page = send(client, PATH, text="I morgon [1].", valid_from=TOMORROW)
    assert f"Versionen är sparad. Den gäller från {TOMORROW}." in page.text and page.request.path == TO_COME
    assert days_to_come() == [(TOMORROW, "I morgon [1].")] and number("answers", "glasstrutar") == 1
    for path in (PATH, f"{PATH}/remove", f"{PATH}/versions", "/answers?q=glasstrutar"):
        assert f'href="{TO_COME}"' in client.get(path).text, path
    taken = send(client, PATH, text="Något annat [1].", valid_from=TOMORROW)
    assert taken.status_code == 400 and "Gäller från: det finns redan en version för den dagen" in taken.text
    assert send(client, TO_COME, text="Ändrat [1].", valid_from=LATER).status_code == 200
    assert days_to_come() == [(LATER, "Ändrat [1].")] and client.get(TO_COME).status_code == 404
    bring_in_due(dt.date.fromisoformat(LATER))
    assert fields("answers", "glasstrutar")["text"] == "Ändrat [1]."


def test_a_version_to_come_can_be_valid_at_once(client: FlaskClient) -> None:
    send(client, "/answers/new", **{**written(ANSWER), "valid_from": TOMORROW})
    assert "Gäller senare" in client.get("/answers").text and store.answer("glasstrutar") is None
    assert client.get(PATH).headers["Location"] == TO_COME
    assert send(client, TO_COME, valid_from="").status_code == 200
    assert store.answer("glasstrutar") is not None and days_to_come() == []


def test_a_version_to_come_is_taken_away_after_asking(client: FlaskClient) -> None:
    send(client, "/guides/new", **{**written(GUIDE), "valid_from": TOMORROW})
    path = f"/guides/{GUIDE['id']}/upcoming/{TOMORROW}"
    asked = client.get(f"{path}/cancel").text
    assert f"Ta bort versionen från {TOMORROW}?" in asked
    page = send(client, f"{path}/cancel", asked)
    assert "är borttagen." in page.text and page.request.path == "/guides"
    assert days_to_come("guide", GUIDE["id"]) == [] and client.get(f"/guides/{GUIDE['id']}").status_code == 404
    assert audit.entries(0, 1)[0].action == "tog bort en kommande version av"
    assert send(client, f"{path}/cancel", asked).status_code == 404


@pytest.mark.parametrize("forged", [{}, {"seen": "x"}, {"seen": None}])
def test_a_version_to_come_that_somebody_else_has_changed_is_not_taken_away(client: FlaskClient, forged: Any) -> None:
    publish("answer", {**ANSWER, "valid_from": TOMORROW}, "Eva")
    asked = client.get(f"{TO_COME}/cancel").text
    send(client, TO_COME, text="Deras [1].")
    page = send(client, f"{TO_COME}/cancel", asked, **forged)
    assert "Någon annan har ändrat versionen." in page.text and page.request.path == TO_COME
    assert days_to_come() == [(TOMORROW, "Deras [1].")]


def test_a_version_to_come_that_answers_name_stays(client: FlaskClient) -> None:
    send(client, "/guides/new", **{**written(GUIDE), "valid_from": TOMORROW})
    publish("answer", {**ANSWER, "valid_from": LATER, "next_steps": [{"guide": GUIDE["id"]}]}, "Eva")
    path = f"/guides/{GUIDE['id']}/upcoming/{TOMORROW}"
    page = send(client, f"{path}/cancel")
    assert "svaret glasstrutar hänvisar hit." in page.text and page.request.path == path
    later = (dt.date.fromisoformat(LATER) + dt.timedelta(days=1)).isoformat()
    page = send(client, path, valid_from=later)
    assert page.status_code == 400 and "svaret glasstrutar hänvisar hit före den dagen." in page.text
    assert days_to_come("guide", GUIDE["id"]) == [(TOMORROW, "")]


def test_two_editors_at_a_version_to_come(client: FlaskClient) -> None:
    publish("answer", {**ANSWER, "valid_from": TOMORROW}, "Eva")
    mine = client.get(TO_COME).text
    send(client, TO_COME, text="Deras [1].")
    page = send(client, TO_COME, mine, text="Mitt [1].")
    assert page.status_code == 409 and "Någon annan ändrade versionen medan du skrev" in page.text
    assert "Den andra försvinner." in page.text and "historiken" not in page.text
    assert "<del>" in page.text and days_to_come() == [(TOMORROW, "Deras [1].")]
    cancel("answer", "glasstrutar", day := dt.date.fromisoformat(TOMORROW), seen("answer", "glasstrutar", day))
    page = send(client, TO_COME, page.text)
    assert page.status_code == 409 and "Någon annan har tagit bort versionen" in page.text
    assert send(client, TO_COME, page.text).status_code == 200
    assert days_to_come() == [(TOMORROW, "Mitt [1].")]
