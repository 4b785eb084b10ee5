"""What a screen reader is told: each message once, as it comes, and the focus stays where it is."""

from __future__ import annotations

from typing import List

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import ANSWER, LABEL, QUESTION, ask, ask_for_iop, choice, log_of, menu, opinions, replies

# Every piece of text that comes into the log while it is live, and every text of a status.
LISTEN = """() => {
    const root = document.querySelector("hansyns-guide").shadowRoot;
    const log = root.querySelector("[role=log]");
    window.announced = [];
    window.statuses = [];
    new MutationObserver(changes => changes.forEach(change => {
        if (log.getAttribute("aria-live") !== "polite") return;
        const added = change.type === "childList" ? [...change.addedNodes] : [change.target];
        added.forEach(node => window.announced.push(node.textContent));
    })).observe(log, {childList: true, subtree: true, characterData: true});
    for (const status of root.querySelectorAll("[role=status]"))
        new MutationObserver(() => window.statuses.push(status.textContent)).observe(status, {childList: true});
}"""

MESSAGES = "**/webhooks/web/messages"
OFFLINE = "Jag får ingen kontakt just nu"


def announced(page: Page, text: str) -> int:
    heard: List[str] = page.evaluate("window.announced")
    return sum(text in each for each in heard)


def test_the_log_is_there_before_the_first_message(embedded: Page) -> None:
    assert embedded.locator("[role=log][aria-live=polite]").count() == 1
    assert embedded.locator("[role=log] li").count() == 0


def test_each_message_is_announced_once_and_nothing_else_is(page: Page) -> None:
    expect(log_of(page)).to_have_attribute("aria-live", "polite")
    page.evaluate(LISTEN)
    ask_for_iop(page)
    choice(page, "När passar ett IOP?").click()
    expect(log_of(page)).to_contain_text("gemensamt behov")
    ask(page, "exempel på städ i Västra Götaland")
    expect(log_of(page).get_by_role("article").first).to_be_visible()
    texts = log_of(page).locator("li.message > .bubble > .text").all_text_contents()[1:]  # the greeting was there
    assert len(texts) == 6
    assert [announced(page, text) for text in texts] == [1] * 6
    marks = {" (ditt val)"}  # the choice that was pressed says so
    others = [text for text in page.evaluate("window.announced") if not any(each in text for each in texts)]
    assert set(others) == marks


def test_thanks_for_an_opinion_are_announced_once(page: Page) -> None:
    ask_for_iop(page)
    page.evaluate(LISTEN)
    opinions(page).get_by_role("button", name="Ja").click()
    expect(log_of(page)).to_contain_text("Tack för att du hjälper oss!")
    assert announced(page, "Tack för att du hjälper oss!") == 1
    assert announced(page, ANSWER) == 0


def test_a_conversation_from_before_is_not_read_aloud(page: Page) -> None:
    ask_for_iop(page)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {LISTEN})")
    page.reload()
    expect(log_of(page)).to_contain_text(ANSWER)
    expect(log_of(page)).to_have_attribute("aria-live", "polite")
    assert page.evaluate("window.announced") == []


@pytest.mark.parametrize("told", [ANSWER, OFFLINE])
def test_what_becomes_of_a_question_from_before_is_read_aloud_however_soon_it_comes(page: Page, told: str) -> None:
    page.route(MESSAGES, lambda route: route.abort("internetdisconnected"))
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(OFFLINE)
    if told != OFFLINE:
        page.unroute_all()
    page.add_init_script(f"addEventListener('DOMContentLoaded', {LISTEN})")
    page.reload()
    expect(log_of(page)).to_contain_text(told)
    assert announced(page, told) == 1
    assert announced(page, QUESTION) == 0


def test_it_is_told_that_the_guide_writes_and_that_it_has_finished(page: Page) -> None:
    page.evaluate(LISTEN)
    ask_for_iop(page)
    assert page.evaluate("window.statuses") == ["Guiden skriver …", ""]
    menu(page, "Börja om")
    page.get_by_role("group", name="Vill du börja om?").get_by_role("button", name="Börja om").click()
    expect(page.get_by_role("status").filter(has_text="Ett nytt samtal har börjat.")).to_be_visible()


def test_an_answer_takes_no_focus(page: Page) -> None:
    ask(page, "hej")
    page.get_by_role("button", name="Meny").focus()
    expect(replies(page)).to_have_count(2)
    expect(page.get_by_role("button", name="Meny")).to_be_focused()


def test_the_focus_goes_to_the_field_when_a_pressed_choice_can_no_longer_have_it(page: Page) -> None:
    ask_for_iop(page)
    choice(page, "När passar ett IOP?").click()
    expect(page.get_by_label(LABEL)).to_be_focused()
    expect(log_of(page)).to_contain_text("gemensamt behov")
    expect(page.get_by_label(LABEL)).to_be_focused()
