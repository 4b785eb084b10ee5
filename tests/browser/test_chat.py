"""What a visitor sees in the chat."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import ANSWER, QUESTION, ask, ask_for_iop, choice, log_of, replies, said


def test_a_question_gets_an_answer_with_a_source_as_a_link(page: Page) -> None:
    ask_for_iop(page)
    source = log_of(page).get_by_role("link", name=re.compile("Upphandling som arbetsmarknadsverktyg")).first
    expect(source).to_have_attribute("href", re.compile("^https://skr.se/"))
    expect(source).to_have_attribute("rel", re.compile("noopener"))
    expect(source).to_have_accessible_name(re.compile("öppnas i ny flik"))


def test_examples_are_cards_with_headings(page: Page) -> None:
    ask(page, "exempel på städ i Västra Götaland")
    card = log_of(page).get_by_role("article").first
    expect(card.get_by_role("heading", level=3)).to_be_visible()
    expect(card.get_by_role("link")).to_have_attribute("href", re.compile("^https?://"))


def test_history_comes_back_after_a_reload_and_its_last_choices_work(page: Page) -> None:
    ask(page, "hej")
    expect(replies(page)).to_have_count(2)
    ask_for_iop(page)
    page.reload()
    expect(log_of(page)).to_contain_text(ANSWER)
    assert said(page) == ["hej", QUESTION]
    earlier = replies(page).first.get_by_role("button")
    assert {node.get_attribute("aria-disabled") for node in earlier.all()} == {"true"}
    choice(page, "När passar ett IOP?").click()
    expect(log_of(page)).to_contain_text("gemensamt behov")


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "[länk](javascript:alert(1))", "javascript:alert(1)", "**<b>fet</b>**"]
)
def test_markup_stays_text(page: Page, text: str) -> None:
    ask(page, text)
    expect(replies(page)).to_have_count(2)
    for _ in range(2):  # as it is said, and as it is shown again
        assert said(page) == [text]
        assert log_of(page).locator("img, b, a[href^='javascript']").count() == 0
        page.reload()
        expect(replies(page)).to_have_count(1)


def test_markup_of_the_assistants_stays_text_and_only_safe_addresses_are_links(page: Page) -> None:
    """What nobody has made it say, but what an editor's content, or what it echoes, might."""
    item = {"id": "x", "title": "<b>t</b>", "text": "<img src=x onerror=alert(1)>"}
    sources = [
        {"title": "Farlig", "publisher": "p", "url": "javascript:alert(1)"},
        {"title": "Data", "publisher": "p", "url": "data:text/html,<script>alert(1)</script>"},
        {"title": "Bra", "publisher": "p", "url": "https://example.se/"},
    ]
    message = {
        "id": "m1", "kind": "answer", "answer": None, "choices": [], "feedback": [], "sources": sources,
        "text": "<script>alert(1)</script> [x](javascript:alert(1)) https://example.se/a mejla a@example.se",
        "items": [{**item, "source": sources[0]}],
    }  # fmt: skip
    page.route("**/webhooks/web/messages", lambda route: route.fulfill(json={"messages": [message]}))
    ask(page, "hej")
    shown = replies(page).last
    expect(shown).to_contain_text("<script>alert(1)</script> [x](javascript:alert(1))")
    expect(shown).to_contain_text("<b>t</b>")
    assert shown.locator("img, b, script").count() == 0
    links = [link.get_attribute("href") for link in shown.get_by_role("link").all()]
    assert links == ["https://example.se/a", "mailto:a@example.se", "https://example.se/"]


def test_what_the_server_refuses_can_be_changed_and_sent(page: Page) -> None:
    ask(page, "/restart")
    expect(log_of(page)).to_contain_text("snedstreck")
    page.get_by_role("button", name="Ändra och försök igen").click()
    box = page.get_by_label("Skriv din fråga")
    expect(box).to_be_focused()
    expect(box).to_have_value("/restart")
    expect(log_of(page)).not_to_contain_text("snedstreck")
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(ANSWER)
    assert said(page) == [QUESTION]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "Skriv din fråga först."), ("å" * 1001, "Du kan skicka högst 1 000 tecken åt gången.")],
    ids=["nothing", "too much"],
)
def test_what_cannot_be_sent_is_told_by_the_field(page: Page, text: str, problem: str) -> None:
    box = page.get_by_label("Skriv din fråga")
    ask(page, text)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile(re.escape(problem).replace(r"1\ 000", "1.000")))
    expect(box).to_be_focused()
    assert said(page) == []


def test_the_number_of_characters_is_told_when_it_nears_the_most(page: Page) -> None:
    page.get_by_label("Skriv din fråga").fill("å" * 801)
    expect(page.get_by_text(re.compile("801 av 1.000 tecken"))).to_be_visible()


def test_enter_with_shift_makes_a_line(page: Page) -> None:
    box = page.get_by_label("Skriv din fråga")
    box.press_sequentially("ett")
    box.press("Shift+Enter")
    box.press_sequentially("två")
    expect(box).to_have_value("ett\ntvå")
    assert said(page) == []
