"""The whole main job: ask, go on, read examples, tell an example of one's own; by keys alone, and by touch alone."""

from __future__ import annotations

import re
from typing import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.conversations.servers import Servers
from tests.browser.chat import ANSWER, LABEL, QUESTION, choice, focused, log_of, opened, replies, tab_to
from tests.review.whole_service import ANSWERS, asked

RECEIPT = re.compile(r"HG(-[0-9A-Z]{4}){3}")
Say = Callable[[str], None]
Press = Callable[[str], None]


@pytest.fixture
def phone(browser: Browser, servers: Servers) -> Iterator[Page]:
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with opened(browser, f"{servers.address}/inbaddad.html", **options) as page:
        yield page


def do_the_main_job(page: Page, say: Say, press: Press) -> None:
    say(QUESTION)
    expect(log_of(page)).to_contain_text(ANSWER)
    press("När passar ett IOP?")
    expect(log_of(page)).to_contain_text("gemensamt behov")
    say("exempel på städ i Västra Götaland")
    expect(log_of(page).get_by_role("article").first).to_be_visible()
    tell(page, say, press)


def tell(page: Page, say: Say, press: Press) -> None:
    """Send in an example: what the form asks for is answered with choices where it offers some."""
    known = replies(page).count()
    say("jag vill skicka in ett exempel")
    while True:
        expect(replies(page).nth(known)).to_be_visible()
        known = replies(page).count()
        name = asked(replies(page).last.inner_text())
        if name is None:
            break
        offered = choice(page, ANSWERS[name])
        (press if offered.count() else say)(ANSWERS[name])
    expect(replies(page).last).to_contain_text("Så här ser ditt exempel ut")
    press("Skicka")
    expect(replies(page).last).to_contain_text(RECEIPT)


def test_by_keyboard_alone(embedded: Page) -> None:
    page = embedded

    def say(text: str) -> None:
        assert focused(page) == LABEL
        page.keyboard.type(text)
        page.keyboard.press("Enter")

    def press(title: str) -> None:
        """Backwards, since the last choices stand before the field; afterwards the focus is in the field again."""
        expect(choice(page, title)).to_be_visible()
        tab_to(page, title, "Shift+Tab")
        page.keyboard.press("Enter")

    tab_to(page, "Fråga Hänsynsguiden")
    page.keyboard.press("Enter")
    do_the_main_job(page, say, press)
    tab_to(page, "Ja")
    page.keyboard.press("Space")
    expect(page.get_by_text("Tack för att du hjälper oss!")).to_be_visible()
    assert focused(page).startswith("Ja"), "the focus must not vanish with what was pressed"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused(page) == "Fråga Hänsynsguiden"
    page.keyboard.press("Enter")
    expect(log_of(page)).to_contain_text(RECEIPT)


def test_by_touch_alone(phone: Page) -> None:
    def say(text: str) -> None:
        phone.get_by_label(LABEL).tap()
        phone.keyboard.insert_text(text)
        phone.get_by_role("button", name="Skicka", exact=True).and_(phone.locator("[type=submit]")).tap()

    def press(title: str) -> None:
        choice(phone, title).tap()

    phone.get_by_role("button", name="Fråga Hänsynsguiden").tap()
    do_the_main_job(phone, say, press)
    expect(phone.get_by_label(LABEL)).not_to_be_focused()  # which would throw up a keyboard over the answer
    phone.get_by_role("group", name="Hjälpte informationen på sidan dig?").get_by_role("button", name="Ja").tap()
    expect(phone.get_by_text("Tack för att du hjälper oss!")).to_be_visible()
    phone.get_by_role("button", name="Stäng").tap()
    expect(phone.get_by_role("dialog")).to_be_hidden()
