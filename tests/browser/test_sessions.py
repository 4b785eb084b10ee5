"""Sessions in the browser: their end is told in time and loses nothing, and tabs don't get in each other's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bot.channels.web import tokens
from bot.conversations.servers import Servers
from tests.browser.chat import ANSWER, QUESTION, ask, ask_for_iop, choice, log_of, menu, replies, said
from tests.browser.test_lost_network import KEPT, stored

# Seconds: enough to ask and answer in, and not much to wait for.
SHORT = 8


@pytest.fixture
def short(servers: Servers, page: Page) -> Page:
    """The chat page, whose first session ends soon."""
    key = (servers.folder / "token_secret").read_text(encoding="ascii")
    page.route(
        "**/webhooks/web/session",
        lambda route: route.fulfill(json={"token": tokens.new_session([key], "web", SHORT), "expires_in": SHORT}),
        times=1,
    )
    return page


def wait_for_the_end(page: Page) -> None:
    page.wait_for_timeout(max(0, page.evaluate(f"{KEPT}.ends - Date.now()")) + 1500)  # the server counts whole seconds


def test_the_end_is_told_before_it_comes_and_the_conversation_can_be_kept(short: Page) -> None:
    ask_for_iop(short)
    expect(log_of(short)).to_contain_text("Samtalet avslutas om 1 minut")
    with short.expect_download() as download:
        log_of(short).get_by_role("button", name="Spara samtalet").click()
    assert ANSWER in download.value.path().read_text("utf-8")


def test_nobody_is_told_of_the_end_of_a_conversation_without_a_word(short: Page) -> None:
    short.get_by_role("button", name="Ja").click()  # an opinion of the page
    expect(short.get_by_text("Tack för att du hjälper oss!")).to_be_visible()
    wait_for_the_end(short)
    expect(log_of(short)).not_to_contain_text("avslutas")


def test_a_question_after_the_end_is_asked_in_a_new_conversation(servers: Servers, short: Page) -> None:
    ask(short, "hej")
    expect(replies(short)).to_have_count(2)
    wait_for_the_end(short)
    ask_for_iop(short)
    expect(log_of(short)).to_contain_text("Jag har börjat ett nytt och skickar din fråga igen.")
    assert said(short) == ["hej", QUESTION]
    assert stored(servers, short) == [QUESTION]
    choice(short, "När passar ett IOP?").click()
    expect(log_of(short)).to_contain_text("gemensamt behov")


def test_a_choice_after_the_end_is_said_in_words(servers: Servers, short: Page) -> None:
    ask_for_iop(short)
    wait_for_the_end(short)
    choice(short, "När passar ett IOP?").click()
    expect(log_of(short)).to_contain_text("gemensamt behov")
    assert stored(servers, short) == ["När passar ett IOP?"]


def test_a_reload_after_the_end_tells_it(servers: Servers, short: Page) -> None:
    ask_for_iop(short)
    wait_for_the_end(short)
    short.reload()
    expect(log_of(short)).to_contain_text("Ditt förra samtal har avslutats")
    ask_for_iop(short)
    assert stored(servers, short) == said(short) == [QUESTION]


# -- tabs ---------------------------------------------------------------------------------------------


def another_tab(page: Page, address: str) -> Page:
    tab = page.context.new_page()
    tab.goto(address)
    return tab


def duplicate(page: Page) -> Page:
    """A tab made of this one, as browsers do: with a copy of what it keeps."""
    with page.expect_popup() as popup:
        page.evaluate("window.open(location.href)")
    popup.value.wait_for_load_state()
    return popup.value


def test_two_tabs_have_a_conversation_each(servers: Servers, page: Page) -> None:
    other = another_tab(page, servers.address)
    ask(page, "hej")
    ask_for_iop(other)
    expect(replies(page)).to_have_count(2)
    assert (said(page), said(other)) == (["hej"], [QUESTION])
    assert (stored(servers, page), stored(servers, other)) == (["hej"], [QUESTION])


def test_a_duplicated_tab_shares_the_conversation_and_each_sees_what_was_said_in_the_other(
    servers: Servers, page: Page
) -> None:
    ask(page, "hej")
    expect(replies(page)).to_have_count(2)
    other = duplicate(page)
    ask_for_iop(other)
    assert said(other) == ["hej", QUESTION]
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(log_of(page)).to_contain_text(ANSWER)
    ask(page, "exempel på städ")
    expect(log_of(page).get_by_role("article").first).to_be_visible()
    everything = ["hej", QUESTION, "exempel på städ"]
    assert stored(servers, page) == said(page) == everything
    other.reload()
    expect(log_of(other).get_by_role("article").first).to_be_visible()
    assert said(other) == everything


def test_what_waits_in_a_tab_that_is_duplicated_is_said_once(servers: Servers, page: Page) -> None:
    ask(page, "hej")
    expect(replies(page)).to_have_count(2)
    page.context.route("**/webhooks/web/messages", lambda route: route.abort("internetdisconnected"))
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text("Jag får ingen kontakt just nu")
    other = duplicate(page)
    expect(log_of(other)).to_contain_text("Jag får ingen kontakt just nu")
    page.context.unroute_all()
    for tab in (page, other):
        tab.evaluate("window.dispatchEvent(new Event('online'))")
    for tab in (page, other):
        expect(log_of(tab)).to_contain_text(ANSWER)
        assert said(tab) == ["hej", QUESTION]
    assert stored(servers, page) == ["hej", QUESTION]


def test_starting_over_in_one_tab_leaves_the_other_alone(servers: Servers, page: Page) -> None:
    ask(page, "hej")
    expect(replies(page)).to_have_count(2)
    other = duplicate(page)
    expect(log_of(other)).to_contain_text("hej")
    menu(page, "Börja om")
    page.get_by_role("group", name="Vill du börja om?").get_by_role("button", name="Börja om").click()
    ask_for_iop(page)
    ask(other, "tack")
    expect(replies(other)).to_have_count(2)
    assert (stored(servers, page), stored(servers, other)) == ([QUESTION], ["hej", "tack"])
