"""WCAG 2.1 AA as far as a browser can tell: what axe finds, and what it doesn't look for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.conversations.servers import Servers
from tests.browser.chat import SIZES, ask, ask_for_iop, log_of, menu, opened, opinions, replies, size

AXE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: Dict[str, Dict[str, Any]] = {
    "desktop": {},
    "zoomed to 400 %": {"viewport": size("zoomed to 400 %")},
    "phone": {"viewport": size("phone"), "has_touch": True, "is_mobile": True},
    "forced colours": {"forced_colors": "active"},
    "dark": {"color_scheme": "dark"},
    "dark forced colours": {"forced_colors": "active", "color_scheme": "dark"},
    "motion": {"reduced_motion": "no-preference"},
}
# Everything that can be pressed, with its size in CSS pixels. Links in running text are excepted by WCAG 2.5.8.
TARGETS = """() => [...document.querySelector("hansyns-guide").shadowRoot.querySelectorAll("button, textarea, a")]
    .filter(node => node.checkVisibility() && !node.closest(".text"))
    .map(node => [node.innerText, Math.ceil(node.getBoundingClientRect().width),
                  Math.ceil(node.getBoundingClientRect().height)])"""
# WCAG 1.4.12's spacing, set by the person; what doesn't fit its box any more is cut off.
SPACING = """() => {
    const root = document.querySelector("hansyns-guide").shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}"""
CUT_OFF = """() => [...document.querySelector("hansyns-guide").shadowRoot.querySelectorAll("*")]
    .filter(node => node.checkVisibility() && !node.closest(".hidden") && !node.matches(".mirror"))
    .filter(node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline"
        || getComputedStyle(node).overflowY === "hidden" && node.scrollHeight > node.clientHeight + 1
           && !node.matches(".panel"))
    .map(node => `${node.tagName}.${node.className} ${node.textContent.slice(0, 40)}`)"""


def violations(page: Page) -> List[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{each['id']}: {node['html'][:200]}" for each in result["violations"] for node in each["nodes"]]


def fill_with_everything(page: Page) -> None:
    """Answer, cards, choices, opinions, a refusal and the open menu."""
    ask_for_iop(page)
    ask(page, "exempel på städ i Västra Götaland")
    expect(log_of(page).get_by_role("article").first).to_be_visible()
    opinions(page).first.get_by_role("button").first.click()
    ask(page, "/restart")
    expect(log_of(page)).to_contain_text("snedstreck")
    page.get_by_role("button", name="Meny").click()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", ["/", "/inbaddad.html"])
def test_axe_finds_nothing(browser: Browser, servers: Servers, look: str, address: str) -> None:
    with opened(browser, servers.address + address, **LOOKS[look]) as page:
        if address != "/":
            assert violations(page) == []
            page.get_by_role("button", name="Fråga Hänsynsguiden").click()
        fill_with_everything(page)
        assert violations(page) == []
        page.get_by_role("button", name="Börja om").click()
        assert violations(page) == []


@pytest.mark.parametrize("name", SIZES)
def test_nothing_is_wider_than_the_window(browser: Browser, servers: Servers, name: str) -> None:
    with opened(browser, servers.address, viewport=size(name)) as page:
        fill_with_everything(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[name][0]
        assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("name", SIZES)
def test_text_spacing_cuts_nothing_off(browser: Browser, servers: Servers, name: str) -> None:
    with opened(browser, servers.address, viewport=size(name)) as page:
        fill_with_everything(page)
        page.evaluate(SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[name][0]
        assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("name", SIZES)
def test_targets_are_44_pixels(browser: Browser, servers: Servers, name: str) -> None:
    with opened(browser, f"{servers.address}/inbaddad.html", viewport=size(name)) as page:
        assert [each for each in page.evaluate(TARGETS) if min(each[1:]) < 44] == []
        page.get_by_role("button", name="Fråga Hänsynsguiden").click()
        fill_with_everything(page)
        targets = page.evaluate(TARGETS)
        assert len(targets) > 10
        assert [each for each in targets if min(each[1:]) < 44] == []


@pytest.mark.parametrize("name", ["zoomed to 400 %", "phone"])
def test_the_field_can_be_reached_in_a_small_window(browser: Browser, servers: Servers, name: str) -> None:
    with opened(browser, f"{servers.address}/inbaddad.html", viewport=size(name)) as page:
        page.get_by_role("button", name="Fråga Hänsynsguiden").click()
        ask_for_iop(page)
        expect(page.get_by_label("Skriv din fråga")).to_be_focused()
        page.keyboard.type("h")
        expect(page.get_by_label("Skriv din fråga")).to_be_in_viewport(ratio=1)


def test_the_text_follows_the_size_that_is_chosen_for_the_page(page: Page) -> None:
    before = replies(page).first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert replies(page).first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") == 2 * before


@pytest.mark.parametrize(("wish", "scrolled"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_only_those_who_want_motion_get_it(browser: Browser, servers: Servers, wish: str, scrolled: str) -> None:
    """Scrolling to an answer is the only motion there is."""
    with opened(browser, servers.address, reduced_motion=wish) as page:
        page.evaluate("() => { Element.prototype.scrollTo = ({behavior}) => console.log(behavior) }")
        with page.expect_console_message(lambda message: message.text == scrolled):
            ask(page, "hej")
        assert page.evaluate("document.querySelector('hansyns-guide').shadowRoot.getAnimations().length") == 0


def test_dark_is_dark(browser: Browser, servers: Servers) -> None:
    for scheme, is_dark in (("light", False), ("dark", True)):
        with opened(browser, servers.address, color_scheme=scheme) as page:
            colour = log_of(page).evaluate("node => getComputedStyle(node).backgroundColor.match(/\\d+/g).map(Number)")
            assert (sum(colour) < 3 * 128) == is_dark


def test_parts_are_named_for_those_who_do_not_see_them(embedded: Page) -> None:
    embedded.get_by_role("button", name="Fråga Hänsynsguiden").click()
    dialog = embedded.get_by_role("dialog", name="Hänsynsguiden")
    assert dialog.get_attribute("aria-modal") is None
    expect(dialog.get_by_role("log", name="Samtal med Hänsynsguiden")).to_be_visible()
    expect(dialog).to_contain_text("Automatisk assistent")
    expect(dialog.get_by_label("Skriv din fråga")).to_have_accessible_description(
        "Skriv inte personnummer eller andra känsliga uppgifter."
    )
    ask_for_iop(embedded)
    expect(log_of(embedded).get_by_role("list", name="Välj hur du vill gå vidare").last).to_be_visible()
    assert log_of(embedded).locator(".you .text").first.text_content() == "Du: vad är IOP?"
    assert (replies(embedded).last.locator(".text").first.text_content() or "").startswith("Guiden: ")


ENGLISH = """<!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1></main>
<script src="/hansyns-guide.js" data-lang="en"></script></html>"""


def test_its_own_words_can_be_english(browser: Browser, servers: Servers) -> None:
    with opened(browser, f"{servers.address}/inbaddad.html") as page:
        policy = page.request.get(f"{servers.address}/inbaddad.html").headers["content-security-policy"]
        headers = {"content-type": "text/html", "content-security-policy": policy}
        page.route("**/english.html", lambda route: route.fulfill(body=ENGLISH, headers=headers))
        page.goto(f"{servers.address}/english.html")
        page.get_by_role("button", name="Ask Hänsynsguiden").click()
        dialog = page.get_by_role("dialog", name="Hänsynsguiden")
        expect(dialog).to_have_attribute("lang", "en")
        page.get_by_label("Write your question in Swedish").fill("vad är IOP?")
        page.get_by_role("button", name="Send", exact=True).click()
        answer = log_of(page).get_by_text("Ett idéburet offentligt partnerskap")
        expect(answer).to_be_visible()
        assert answer.evaluate("node => node.closest('[lang]').lang") == "sv"
        page.get_by_role("button", name="Menu").click()
        assert violations(page) == []
        page.get_by_role("button", name="Start over").click()
        expect(dialog).to_contain_text("Do you want to start over?")


def test_the_menu_is_a_button_that_shows_ordinary_buttons(page: Page) -> None:
    toggle = page.get_by_role("button", name="Meny")
    content = page.locator(f"#{toggle.get_attribute('aria-controls')}")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(content).to_be_hidden()
    toggle.focus()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(toggle).to_be_focused()
    for name in ("Börja om", "Spara samtalet", "Skriv ut"):
        page.keyboard.press("Tab")
        expect(content.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Escape")
    expect(toggle).to_be_focused()
    expect(content).to_be_hidden()
    leave_with_tab = [lambda: page.keyboard.press("Tab")] * 4
    for leaving in (leave_with_tab, [page.get_by_role("heading", level=1).click], [toggle.click]):
        toggle.click()
        expect(content).to_be_visible()
        for step in leaving:
            step()
        expect(content).to_be_hidden()


def test_escape_closes_the_menu_before_the_dialog(embedded: Page) -> None:
    embedded.get_by_role("button", name="Fråga Hänsynsguiden").click()
    embedded.get_by_role("button", name="Meny").click()
    embedded.keyboard.press("Escape")
    expect(embedded.get_by_role("button", name="Börja om")).to_be_hidden()
    expect(embedded.get_by_role("dialog")).to_be_visible()
    embedded.keyboard.press("Escape")
    expect(embedded.get_by_role("dialog")).to_be_hidden()
    expect(embedded.get_by_role("button", name="Fråga Hänsynsguiden")).to_be_focused()


def test_the_question_before_starting_over_has_the_focus(page: Page) -> None:
    ask_for_iop(page)
    menu(page, "Börja om")
    expect(page.get_by_role("group", name="Vill du börja om?")).to_be_visible()
    expect(page.get_by_role("button", name="Börja om")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Meny")).to_be_focused()
    expect(log_of(page)).to_contain_text("Ett idéburet offentligt partnerskap")
