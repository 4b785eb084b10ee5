"""The whole main job in Microsoft 365 Agents Playground, by a person in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator, List, Tuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.channels.others import NOTICE
from bot.replies import texts
from tests.channels.teams.playground import Playground
from tests.channels.teams.signing_proxy import SigningProxy
from tests.channels.teams.test_main_job import CODE
from tests.ports import free_port
from tests.replicas import Assistant, MakePlace

# The Playground's cards can't send what has Teams' own part in it: they try to change what the Playground has frozen.
MEND = "Object.freeze = each => each"
FORM: List[Tuple[str, str]] = [  # what is said, and what is asked then
    ("Jag vill skicka in ett exempel", "Vad vill du kalla exemplet?"),
    ("Praktikplatser i städavtalet", "Vilken organisation"),
    ("Norrskenets städ AB", "I vilken kommun eller region?"),
    ("Luleå", "Hur gick ni till väga?"),
    ("vi ställde sociala krav", "Vad gällde avtalet?"),
    ("en tjänst", "Vilken bransch"),
    ("lokalvård", "Vilket år"),
    ("det började 2021", "Vilka skulle få"),
    ("Långtidsarbetslösa och nyanlända", "Vad krävde ni"),
    ("Leverantören skulle ta emot tio praktikanter om året i samarbete med jobbcenter", "Vad blev resultatet?"),
    ("Sju av tio fick jobb efteråt", "webbsida"),
    ("https://www.lulea.se/praktik", "Får vi spara"),
]


@pytest.fixture(scope="module")
def proxy(model: Path, make_place: MakePlace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SigningProxy]:
    """The Playground and our servers run behind it; `passed` shows what went through."""
    folder, port = tmp_path_factory.mktemp("playground"), free_port()
    allowed = {"GUIDEN_TEAMS_SERVICE_URLS": f"http://localhost:{port}"}
    with Assistant(make_place("playground"), allowed) as servers:
        bot = f"{servers.address}/webhooks/teams/webhook"
        with (
            SigningProxy(servers.microsoft, bot) as running,
            Playground(folder, port, servers.microsoft, running.address) as playground,
        ):
            running.playground = playground.address
            yield running


class Chat:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.cards = page.locator(".ac-adaptiveCard")

    def open(self, name: str) -> None:
        self.page.get_by_role("treeitem", name=name).click()

    def type(self, text: str) -> None:
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type(text)

    def send(self) -> None:
        self.page.get_by_role("button", name="Send Message").click()

    def say(self, text: str, answered: str) -> Locator:
        """The card that answers, which has that text."""
        self.type(text)
        self.send()
        expect(self.cards.last).to_contain_text(answered)
        return self.cards.last

    def press(self, title: str, answered: str) -> Locator:
        self.cards.last.get_by_role("button", name=re.compile(f"^{re.escape(title)}")).click()
        expect(self.cards.last).to_contain_text(answered)
        return self.cards.last


@pytest.fixture(scope="module")
def page(browser: Browser, proxy: SigningProxy) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    context.add_init_script(MEND)
    page = context.new_page()
    page.goto(proxy.playground)
    yield page
    context.close()


@pytest.fixture
def chat(page: Page) -> Chat:
    return Chat(page)


def test_a_greeting_when_it_is_installed_with_buttons_that_work(chat: Chat) -> None:
    expect(chat.cards).to_have_count(1)
    expect(chat.cards.last).to_contain_text(texts.greeting().text)
    expect(chat.cards.last.get_by_role("button")).to_have_text([choice.title for choice in texts.MENU])
    chat.press("Hitta guider", "guide")


def test_an_answer_with_links_and_what_is_pressed_then(chat: Chat) -> None:
    answer = chat.say("vad är IOP?", "Ett idéburet offentligt partnerskap")
    sources = answer.get_by_role("link")
    assert [source.get_attribute("href")[:8] for source in sources.all()] == ["https://"] * 2
    chat.press("När passar ett IOP?", "gemensamt behov")
    chat.press("Ja, det hjälpte", "Tack för att du hjälper oss!")


def test_examples_page_by_page(chat: Chat) -> None:
    found = chat.say("visa exempel på reserverad upphandling", "Jag hittade")
    total = int(re.search(r"Jag hittade (\d+) exempel", found.inner_text())[1])
    shown = found.get_by_text("Källa: ").count()
    while chat.cards.last.get_by_role("button", name=re.compile("^Visa fler")).count():
        card = chat.press("Visa fler", f"Här är nummer {shown + 1}–")
        shown += card.get_by_text("Källa: ").count()
    assert shown == total > 3


def test_the_form_to_its_receipt(chat: Chat) -> None:
    for said, asked in FORM:
        chat.say(said, asked)
    chat.press("Ja, spara mina uppgifter", "Vad heter du?")
    chat.say("Anna Andersson", "e-post")
    summary = chat.say("anna.andersson@example.se", "Så här ser ditt exempel ut")
    expect(summary).to_contain_text("Anna Andersson")
    receipt = chat.press("Skicka", "Tack! Ditt exempel är inskickat")
    code = CODE.search(receipt.inner_text())
    assert code is not None
    chat.say(f"hur går det med {code.group()}", "väntar på att redaktionen")


def test_markup_is_only_text(chat: Chat) -> None:
    evil = {1: "<img src=x onerror=alert(1)>", 2: "**fet** [länk](javascript:alert(1))"}
    for position, (said, asked) in enumerate(FORM):
        chat.say(evil.get(position, said), asked)
    summary = chat.press("Nej, skicka utan", "Så här ser ditt exempel ut")
    for text in evil.values():
        expect(summary).to_contain_text(text)
    assert summary.locator("img, strong, b, a[href^=javascript]").count() == 0


def test_a_group_hears_it_when_it_is_mentioned_and_that_others_see(chat: Chat) -> None:
    chat.open("Gruppen")
    expect(chat.cards.last).to_contain_text("Nämn mig med @")
    chat.type("@")
    chat.page.get_by_role("menuitem", name="Hänsynsguiden").click()
    chat.page.keyboard.type(" Jag vill skicka in ett exempel")
    chat.send()
    expect(chat.cards.last).to_contain_text(NOTICE)
    expect(chat.cards.last).to_contain_text("Vad vill du kalla exemplet?")


def test_everything_was_taken(proxy: SigningProxy) -> None:
    """After the tests above."""
    assert {kind for kind, _ in proxy.passed} >= {"installationUpdate", "conversationUpdate"}
    assert {status for _, status in proxy.passed} == {202}
