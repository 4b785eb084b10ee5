"""What a visitor sees and does in the chat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
SIZES = {"desktop": (1280, 800), "zoomed to 400 %": (320, 256), "phone": (360, 740)}


def ask(page: Page, text: str) -> None:
    box = page.get_by_label("Skriv din fråga")
    box.fill(text)
    box.press("Enter")


def test_a_question_gets_an_answer_with_a_source_as_a_link(page: Page) -> None:
    ask(page, "vad är IOP?")
    log = page.get_by_role("log")
    expect(log).to_contain_text("Ett idéburet offentligt partnerskap")
    source = log.get_by_role("link", name=re.compile("Upphandling som arbetsmarknadsverktyg")).first
    expect(source).to_have_attribute("href", re.compile("^https://skr.se/"))
    expect(source).to_have_attribute("rel", re.compile("noopener"))


def test_the_main_job_by_keyboard_alone(page: Page) -> None:
    page.get_by_label("Skriv din fråga").focus()
    page.keyboard.type("vad är IOP?")
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name="När passar ett IOP?")
    expect(choice).to_be_visible()
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("gemensamt behov")
    focused = page.evaluate("document.querySelector('hansyns-guide').shadowRoot.activeElement?.tagName")
    assert focused == "TEXTAREA", "the focus must not vanish with the pressed choice"


def test_an_example_is_sent_in_with_buttons_and_text(page: Page) -> None:
    log = page.get_by_role("log")
    for answer in ("jag vill skicka in ett exempel", "Praktikplatser i städavtalet", "Lunds kommun", "Lund"):
        seen = log.get_by_role("article").count() or log.get_by_role("listitem").count()
        ask(page, answer)
        page.wait_for_function(
            "seen => document.querySelector('hansyns-guide').shadowRoot.querySelector('[role=log]')"
            ".querySelectorAll('article, li').length > seen + 1",
            arg=seen,
        )
    for choice in ("Sociala krav", "Tjänst"):
        page.get_by_role("button", name=choice, exact=True).last.click()
    expect(log).to_contain_text("Vilken bransch")
    for answer, question in (
        ("städ", "Vilket år"),
        ("2021", "Vilka skulle få arbete"),
        ("långtidsarbetslösa", "Vad krävde ni"),
        ("Leverantören skulle erbjuda två praktikplatser", "Vad blev resultatet"),
    ):
        ask(page, answer)
        expect(log).to_contain_text(question)
    page.get_by_role("button", name="Hoppa över").last.click()
    expect(log).to_contain_text("webbsida om exemplet")
    page.get_by_role("button", name="Hoppa över").last.click()
    page.get_by_role("button", name="Nej, skicka utan").click()
    expect(log).to_contain_text("Så här ser ditt exempel ut")
    page.get_by_role("log").get_by_role("button", name="Skicka", exact=True).last.click()
    expect(log).to_contain_text(re.compile(r"HG-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"))


def test_history_comes_back_after_a_reload(page: Page) -> None:
    ask(page, "vad är IOP?")
    expect(page.get_by_role("log")).to_contain_text("Ett idéburet offentligt partnerskap")
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("Ett idéburet offentligt partnerskap")
    expect(page.get_by_role("log")).to_contain_text("vad är IOP?")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[länk](javascript:alert(1))"])
def test_markup_stays_text(page: Page, text: str) -> None:
    ask(page, text)
    expect(page.get_by_role("log")).to_contain_text(text)
    assert page.get_by_role("log").locator("img").count() == 0
    assert page.get_by_role("log").locator("a[href^='javascript']").count() == 0


def test_a_command_is_refused_in_words(page: Page) -> None:
    ask(page, "/restart")
    expect(page.get_by_text("snedstreck").first).to_be_visible()


def test_each_answer_is_announced_once(page: Page) -> None:
    page.evaluate(
        """() => {
            window.added = [];
            const log = document.querySelector('hansyns-guide').shadowRoot.querySelector('[role=log]');
            new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(
                node => window.added.push(node.textContent)))).observe(log, {childList: true, subtree: true});
        }"""
    )
    ask(page, "vad är IOP?")
    expect(page.get_by_role("log")).to_contain_text("Ett idéburet offentligt partnerskap")
    announced = page.evaluate("window.added")
    assert sum("Ett idéburet offentligt partnerskap" in text for text in announced) == 1


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_nothing_is_wider_than_the_window_and_axe_finds_nothing(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    ask(page, "exempel på städ i Västra Götaland")
    expect(page.get_by_role("log")).to_contain_text("Servicekompaniet")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [violation["id"] for violation in result["violations"]] == []
