"""What people do in a browser on the way from telling an example to finding it: in the chat and on the review pages."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any, Iterator, List, Optional

from playwright.sync_api import Browser, Page, expect

from tests.chromium import WAIT
from tests.review.whole_service import ANSWERS, WholeService, asked

AXE = (Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
SIZES = ((1280, 800), (360, 740))
# Whether something can be seen to have the focus: GOV.UK Frontend paints a shadow or an outline around it.
SEEN = """() => {
    const node = document.activeElement;
    const isBox = node.matches("input[type=radio], input[type=checkbox]");
    const style = getComputedStyle(isBox ? node.nextElementSibling : node, isBox ? "::before" : null);
    const outlined = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none"
        && style.outlineColor !== "rgba(0, 0, 0, 0)";
    const box = node.getBoundingClientRect();
    return (outlined || style.boxShadow !== "none") && box.bottom > 0 && box.top < innerHeight;
}"""


@contextlib.contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page in a context of its own; a script error or a broken security policy fails the test."""
    size = {"width": SIZES[0][0], "height": SIZES[0][1]}
    context = browser.new_context(viewport=size, locale="sv-SE", reduced_motion="reduce", **options)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    problems: List[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(address)
    yield page
    context.close()
    assert [problem for problem in problems if "the server responded with a status of" not in problem] == []


# -- the chat ----------------------------------------------------------------------------------------


def say(page: Page, text: str) -> str:
    """Say something in the chat; the last message of the answer."""
    messages = page.get_by_role("log").locator(".guide")
    expect(messages.first).to_be_visible()  # the greeting
    before = messages.count()
    page.get_by_label("Skriv din fråga").fill(text)
    page.get_by_label("Skriv din fråga").press("Enter")
    expect(messages.nth(before)).to_be_visible()
    return messages.last.inner_text()


def tell_in_chat(page: Page) -> str:
    """Send in an example; its code."""
    said = say(page, "jag vill skicka in ett exempel")
    while (name := asked(said)) is not None:
        said = say(page, ANSWERS[name])
    page.get_by_role("button", name="Skicka", exact=True).and_(page.locator(".choice")).last.click()
    receipt = page.get_by_text("Tack! Ditt exempel är inskickat")
    expect(receipt).to_be_visible()
    found = re.search(r"HG(-[0-9A-Z]{4}){3}", receipt.inner_text())
    assert found is not None
    return found[0]


def found_in_chat(browser: Browser, service: WholeService, question: str) -> str:
    """What the chat answers somebody who has just come."""
    with opened(browser, service.address) as page:
        return say(page, question)


# -- the review pages ----------------------------------------------------------------------------------


def check(page: Page) -> None:
    """Nothing is wider than the window, and axe finds nothing, in a wide and a narrow window."""
    for width, height in reversed(SIZES):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        page.evaluate(AXE)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(found["id"], page.url) for found in result["violations"]] == []


def succeeded(page: Page, message: str) -> None:
    """The banner of a success is there and has the focus."""
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text(message)
    expect(banner).to_be_focused()


def refused(page: Page, message: str) -> None:
    """The summary of what is wrong is there and has the focus."""
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text(message)
    expect(summary).to_be_focused()


def tab_to(page: Page, role: Any, name: Optional[str] = None) -> None:
    """Press Tab until the focus is there, and see that it can be seen."""
    target = page.get_by_role(role, name=name, exact=True).first
    expect(target).to_be_visible()
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            assert page.evaluate(SEEN), f"no visible focus on {name}"
            return
    raise AssertionError(f"{name} can't be reached")


def press(page: Page, role: Any, name: str) -> None:
    tab_to(page, role, name)
    page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Replace what a text field has."""
    tab_to(page, "textbox", name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
