"""Whether an answer helped, and whether the page did: asked small, answered once, thanked for and kept."""

from __future__ import annotations

from typing import List, Tuple

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from bot.conversations.servers import Servers
from tests.browser.chat import ask_for_iop, choice, log_of, opinions, replies, said

THANKS = "Tack för att du hjälper oss!"


def kept(servers: Servers) -> List[Tuple[str, str]]:
    """Every opinion with the answer it is about, from the first to the last."""
    engine = sa.create_engine(servers.database, future=True)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT kind, answer_id FROM feedback ORDER BY id")).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def of_page(page: Page) -> Locator:
    return page.locator(".panel > .opinions")


def test_only_an_answer_is_asked_about(page: Page) -> None:
    expect(replies(page)).to_have_count(1)
    assert opinions(page).count() == 0
    ask_for_iop(page)
    assert opinions(page).count() == 1


@pytest.mark.parametrize(("button", "kind"), [("Ja", "helpful"), ("Nej", "unhelpful")])
def test_an_opinion_of_an_answer_is_given_once_and_kept(servers: Servers, page: Page, button: str, kind: str) -> None:
    before = kept(servers)
    ask_for_iop(page)
    pressed = opinions(page).get_by_role("button", name=button)
    pressed.focus()
    page.keyboard.press("Enter")
    expect(log_of(page)).to_contain_text(THANKS)
    expect(pressed).to_be_focused()
    page.keyboard.press("Enter")
    assert said(page) == ["vad är IOP?"], "an opinion is no part of the conversation"
    expect(choice(page, "När passar ett IOP?")).to_be_enabled()
    for _ in range(2):  # as it is given, and as it is shown after a reload
        expect(log_of(page)).to_contain_text(THANKS)
        row = log_of(page).locator(".opinions")
        expect(row.locator("button:visible")).to_have_count(1)
        expect(row.locator("button:visible")).to_have_accessible_name(f"{button} (ditt val)")
        page.reload()
    assert kept(servers)[len(before) :] == [(kind, "iop_definition")]


def test_no_leads_on(page: Page) -> None:
    ask_for_iop(page)
    opinions(page).get_by_role("button", name="Nej").click()
    choice(page, "Prata med en människa").click()
    expect(log_of(page)).to_contain_text("kontaktcenter")


@pytest.mark.parametrize(("button", "kind"), [("Ja", "helpful"), ("Nej", "unhelpful")])
def test_an_opinion_of_the_page_is_given_once_and_kept(servers: Servers, page: Page, button: str, kind: str) -> None:
    before = kept(servers)
    expect(of_page(page)).to_contain_text("Hjälpte informationen på sidan dig?")
    of_page(page).get_by_role("button", name=button).click()
    expect(page.get_by_text(THANKS)).to_be_visible()
    assert said(page) == []
    page.reload()
    expect(page.get_by_text(THANKS)).to_be_visible()
    expect(of_page(page).locator("button:visible")).to_have_accessible_name(f"{button} (ditt val)")
    assert kept(servers)[len(before) :] == [(kind, None)]
