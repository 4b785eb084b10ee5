"""Without a network, or with a bad one, nothing that is said is lost, doubled or out of order."""

from __future__ import annotations

from typing import Any, List, Tuple

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from bot.conversations.servers import Servers
from tests.browser.chat import ANSWER, QUESTION, ask, choice, log_of, replies, said
from tests.web_client import history

OFFLINE = "Jag får ingen kontakt just nu"
MESSAGES = "**/webhooks/web/messages"
SECONDS_OFFLINE = 30
KEPT = "JSON.parse(Object.values(sessionStorage)[0])"


def stored(servers: Servers, page: Page) -> List[str]:
    """What the person has said, as the server has it."""
    messages = history(servers.address, page.evaluate(f"{KEPT}.token"))
    return [message["text"] for message in messages if message["kind"] == "user"]


def waiting(page: Page) -> Locator:
    return page.get_by_text("Väntar på att skickas").filter(visible=True)


def answered_in_order(page: Page) -> List[str]:
    """Every bubble in its order, as who said it."""
    return [
        "you" if "you" in (bubble.get_attribute("class") or "") else "guide"
        for bubble in log_of(page).locator("li.message").all()
    ]


def test_half_a_minute_without_network(servers: Servers, page: Page) -> None:
    ask(page, "hej")
    expect(replies(page)).to_have_count(2)
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(OFFLINE)
    ask(page, "exempel på städ")
    expect(waiting(page)).to_have_count(2)
    page.wait_for_timeout(SECONDS_OFFLINE * 1000)
    expect(log_of(page).get_by_text(OFFLINE)).to_have_count(1)
    page.context.set_offline(False)
    expect(log_of(page).get_by_role("article").first).to_be_visible(timeout=10_000)
    expect(log_of(page)).to_contain_text(ANSWER)
    expect(log_of(page)).not_to_contain_text(OFFLINE)
    expect(waiting(page)).to_have_count(0)
    assert stored(servers, page) == said(page) == ["hej", QUESTION, "exempel på städ"]
    assert answered_in_order(page) == ["guide", *["you", "guide"] * 3]


def test_what_waits_survives_a_reload(servers: Servers, page: Page) -> None:
    ask(page, "hej")
    expect(replies(page)).to_have_count(2)
    page.route("**/webhooks/web/**", lambda route: route.abort("internetdisconnected"))
    ask(page, QUESTION)
    ask(page, "exempel på städ")
    expect(log_of(page)).to_contain_text(OFFLINE)
    page.reload()
    expect(log_of(page)).to_contain_text(OFFLINE)
    expect(waiting(page)).to_have_count(2)
    page.unroute_all()
    page.get_by_role("button", name="Försök igen nu").click()
    expect(log_of(page).get_by_role("article").first).to_be_visible()
    assert stored(servers, page) == said(page) == ["hej", QUESTION, "exempel på städ"]
    page.reload()
    expect(log_of(page).get_by_role("article").first).to_be_visible()
    assert stored(servers, page) == said(page) == ["hej", QUESTION, "exempel på städ"]


def test_a_first_message_without_network_starts_the_conversation_later(servers: Servers, page: Page) -> None:
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(OFFLINE)
    page.context.set_offline(False)
    expect(log_of(page)).to_contain_text(ANSWER)
    assert stored(servers, page) == said(page) == [QUESTION]


def lose_the_answer(route: Route) -> None:
    """The server gets the message and carries it out, and its answer is lost on the way."""
    route.fetch()
    route.abort("connectionreset")


@pytest.mark.parametrize("press", [False, True], ids=["text", "choice"])
def test_an_answer_that_was_lost_is_fetched_and_not_made_again(servers: Servers, page: Page, press: bool) -> None:
    if press:
        ask(page, QUESTION)
        expect(log_of(page)).to_contain_text(ANSWER)
    page.route(MESSAGES, lose_the_answer, times=1)
    if press:
        choice(page, "När passar ett IOP?").click()
    else:
        ask(page, QUESTION)
    expect(log_of(page)).to_contain_text("gemensamt behov" if press else ANSWER)
    assert stored(servers, page) == said(page) == [QUESTION, *(["När passar ett IOP?"] if press else [])]
    assert answered_in_order(page) == ["guide", *["you", "guide"] * len(said(page))]


def test_an_answer_that_was_lost_is_there_after_a_reload(servers: Servers, page: Page) -> None:
    page.route(MESSAGES, lose_the_answer)
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(OFFLINE)
    page.unroute_all()
    page.reload()
    expect(log_of(page)).to_contain_text(ANSWER)
    assert stored(servers, page) == said(page) == [QUESTION]
    assert answered_in_order(page) == ["you", "guide"]
    assert page.evaluate(f"{KEPT}.waiting") == []


def test_a_reload_in_the_middle_of_a_question_loses_nothing(servers: Servers, page: Page) -> None:
    with page.expect_request(MESSAGES):
        ask(page, QUESTION)
    page.reload()
    expect(log_of(page)).to_contain_text(ANSWER)
    assert stored(servers, page) == said(page) == [QUESTION]
    assert answered_in_order(page) in (["you", "guide"], ["guide", "you", "guide"])  # with the greeting or without


FAILURES = {
    "too busy": ((503, "Många frågar samtidigt just nu.", "2"), "Många frågar samtidigt just nu. Jag försöker igen om"),
    "too slow": ((504, None, "2"), "Svaret dröjer längre än det borde"),
    "broken": ((500, "Något gick fel. Prova igen om en stund.", None), "Något gick fel hos oss"),
    "bad gateway": ((502, None, None), "Något gick fel hos oss"),
    "too many messages": ((429, "Det blev många meddelanden på kort tid.", "2"), "Det blev många meddelanden"),
}


@pytest.mark.parametrize(("failure", "words"), FAILURES.values(), ids=FAILURES)
def test_a_server_that_fails_is_asked_again(servers: Servers, page: Page, failure: Tuple[Any, ...], words: str) -> None:
    status, message, retry_after = failure

    def fail(route: Route) -> None:
        headers = {"Retry-After": retry_after} if retry_after else {}
        if message:
            route.fulfill(status=status, headers=headers, json={"error": {"code": "x", "message": message}})
        else:
            route.fulfill(status=status, headers=headers, body="<html>bad gateway</html>", content_type="text/html")

    page.route(MESSAGES, fail, times=1)
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(words)
    expect(log_of(page)).to_contain_text(ANSWER)
    expect(log_of(page)).not_to_contain_text(words)
    assert stored(servers, page) == said(page) == [QUESTION]


def test_nobody_waits_an_hour_with_what_can_be_said_otherwise(servers: Servers, page: Page) -> None:
    refusal = {"error": {"code": "rate_limited", "message": "Det blev många koder på kort tid."}}
    headers = {"Retry-After": "3600"}
    page.route(MESSAGES, lambda route: route.fulfill(status=429, headers=headers, json=refusal), times=1)
    ask(page, "hur går det med min kod")
    expect(log_of(page)).to_contain_text("Det blev många koder på kort tid. Vänta 60 minuter först.")
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(ANSWER)
    page.get_by_role("button", name="Ändra och försök igen").click()
    expect(page.get_by_label("Skriv din fråga")).to_have_value("hur går det med min kod")
    assert stored(servers, page) == said(page) == [QUESTION]


def test_nothing_doubles_when_storage_is_blocked(servers: Servers, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('blocked') }})")
    page.reload()
    page.route(MESSAGES, lose_the_answer, times=1)
    ask(page, QUESTION)
    expect(log_of(page)).to_contain_text(ANSWER)
    assert answered_in_order(page) == ["guide", "you", "guide"]
