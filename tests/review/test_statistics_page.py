"""The dashboard: its figures as text, what can be chosen, and its charts in a browser."""

from __future__ import annotations

import re
from typing import List

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from bot.statistics.weeks import week_of
from tests.review.conftest import ClientAs
from tests.review.counted import TODAY, add, label_of, rows
from tests.review.page_tables import tables
from tests.review.servers import COOKIE, ReviewServer
from tests.review.test_assets import AXE


@pytest.fixture
def client(client_as: ClientAs) -> FlaskClient:
    return client_as("editor")


# -- figures ------------------------------------------------------------------------------------------------------


EMPTY = [
    ("", "under de senaste 12 veckorna"),
    ("?weeks=52&channel=slack", "exempel i Slack under de senaste 52 veckorna"),
]


@pytest.mark.parametrize(("query", "said"), EMPTY)
def test_nothing_is_said_to_be_nothing(client: FlaskClient, query: str, said: str) -> None:
    page = client.get(f"/statistics{query}")
    assert page.status_code == 200 and "Det finns inget att visa. Ingen har" in page.text
    assert said in " ".join(page.text.split())
    assert "<figure" not in page.text and "52 veckor" in page.text


def test_all_that_is_drawn_is_told_in_tables(client: FlaskClient) -> None:
    add(*rows())
    found = tables(client.get("/statistics?weeks=4").text)
    year, _, week = week_of(TODAY).partition("-W")
    head, newest, before, *_ = found["by_week"]
    assert head == ["Vecka", "Meddelanden", "Besvarade", "Obesvarade", "Hjälpte", "Hjälpte inte"]
    assert newest == [f"Vecka {int(week)}, {year}", "1 280", "1 230", "0", "3", "1"]
    assert before[1:] == ["20", "0", "20", "0", "0"] and len(found["by_week"]) == 5
    assert found["by_channel"][1:] == [
        ["Webb", "1 270", "1 200", "20", "3", "1"],
        ["Teams", "30", "30", "0", "0", "0"],
        ["Slack", "0", "0", "0", "0", "0"],
    ]
    assert found["answers"] == [["Svar", "Gånger"], [label_of("iop_definition"), "1 200"]]
    assert found["intents"][1:] == [
        ["Fråga om ämnet", "1 200"],
        ["Hälsning", "50"],
        ["Hitta lärande exempel", "30"],
        ["Inte förstått", "20"],
    ]
    assert found["disliked"][1:] == [[label_of("iop_definition"), "1 av 4 (25 %)"]]
    assert found["sent_by_week"][:2] == [
        ["Vecka", "Väntar", "Publicerade", "Avböjda", "Tillbakatagna"],
        [f"Vecka {int(week)}, {year}", "1", "1", "0", "1"],
    ]


def test_charts_have_their_figures_beside_them(client: FlaskClient) -> None:
    add(*rows())
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", client.get("/statistics").text, re.S)
    said = [" ".join(re.sub("<[^>]+>", " ", caption).split()) for caption in captions]
    assert len(said) == 9
    assert said[0].startswith("Meddelanden 1 300 Flest: 1 280, vecka")
    assert said[1].startswith("Besvarade 1 230 95 % av meddelandena. Flest: 1 230, vecka")
    assert said[2].startswith("Obesvarade 20 2 % av meddelandena. Flest: 20, vecka")
    assert said[3].startswith("Hjälpte 3 75 % av dem som tyckte till.")
    assert said[7] == "Avböjda 0"


CHOSEN = [  # the address, what is chosen, weeks in the table, messages of the web, Teams and Slack
    ("", ["12 veckor", "Alla kanaler"], 12, "1 300"),
    ("?weeks=4", ["4 veckor", "Alla kanaler"], 4, "1 300"),
    ("?weeks=52", ["52 veckor", "Alla kanaler"], 52, "1 307"),
    ("?channel=teams", ["12 veckor", "Teams"], 12, "30"),
    ("?weeks=52&channel=slack", ["52 veckor", "Slack"], 52, "7"),
    ("?weeks=13&channel=fax", ["12 veckor", "Alla kanaler"], 12, "1 300"),
    ("?weeks=-1&channel=", ["12 veckor", "Alla kanaler"], 12, "1 300"),
    ("?weeks=4; DROP TABLE&channel=<b>", ["12 veckor", "Alla kanaler"], 12, "1 300"),
]


@pytest.mark.parametrize(("query", "chosen", "weeks", "messages"), CHOSEN)
def test_a_period_and_a_channel_are_chosen(
    client: FlaskClient, query: str, chosen: List[str], weeks: int, messages: str
) -> None:
    add(*rows())
    page = client.get(f"/statistics{query}").text
    assert re.findall(r'<a [^>]*aria-current="true">([^<]+)</a></li>', page)[-2:] == chosen
    assert len(tables(page)["by_week"]) == weeks + 1
    assert ('<details class="govuk-details" open>' in page) is (weeks <= 12)
    shown = re.search(r'<p class="govuk-heading-l">([^<]+)</p>', page)
    assert shown and " ".join(shown[1].split()) == messages


def test_one_channel_says_what_is_not_known_of_it(client: FlaskClient) -> None:
    add(*rows())
    page = client.get("/statistics?channel=teams").text
    assert tables(page)["sent_by_week"][0] == ["Vecka", "Väntar", "Publicerade", "Avböjda"]
    assert "Från vilken kanal de tillbakatagna kom vet vi inte." in page
    assert "by_channel" not in tables(page) and "Inget svar har getts." in page
    assert "Ingen har sagt att ett svar inte hjälpte." in page


def test_an_answer_leads_to_where_it_is_edited_unless_it_is_gone(client: FlaskClient) -> None:
    add(*rows())
    page = client.get("/statistics?weeks=52").text
    assert 'href="/answers/iop_definition' in page
    assert tables(page)["answers"][2] == ["removed_answer", "7"] and "/answers/removed_answer" not in page


def test_the_page_needs_no_styles_of_its_own_and_no_script(client: FlaskClient) -> None:
    add(*rows())
    page = client.get("/statistics")
    assert " style=" not in page.text and "<style" not in page.text and "onclick" not in page.text
    assert "style-src 'self';" in page.headers["Content-Security-Policy"]


# -- a browser ----------------------------------------------------------------------------------------------------

SIZES = [(1280, 800), (360, 740), (320, 256)]


@pytest.fixture(scope="module")
def with_figures(review: ReviewServer) -> ReviewServer:
    with review.session() as session, session.begin():
        session.add_all(rows())
    return review


def opened(browser: Browser, review: ReviewServer, width: int, height: int, forced: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE", forced_colors=forced)
    context.add_cookies([{"name": COOKIE, "value": review.cookie_for("editor"), "url": review.address}])
    page = context.new_page()
    page.goto(f"{review.address}/statistics")
    return page


@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_charts_are_accessible(
    browser: Browser, with_figures: ReviewServer, width: int, height: int, forced: str
) -> None:
    page = opened(browser, with_figures, width, height, forced)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate("axe.run().then(run => run.violations.map(each => [each.id, each.nodes.length]))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bar = page.locator(".review-chart__columns").first.locator("rect").last
    box = bar.bounding_box()
    assert box and box["height"] > 50 and box["width"] > 5
    colours = "e => [getComputedStyle(e).fill, getComputedStyle(document.body).color]"
    fill, text = bar.evaluate(colours)
    assert (fill == text) is (forced == "active") and fill != "rgb(255, 255, 255)"
    # What a screen reader is told of the charts is text and tables.
    told = page.get_by_role("figure").first.aria_snapshot()
    assert "1 300" in told.replace("\N{NO-BREAK SPACE}", " ") and "img" not in told
    assert page.get_by_role("table").count() == 6
    page.context.close()
