"""The chat in a real Chromium, as people meet it: opened, asked, read, and moved about in with the keys."""

from __future__ import annotations

import contextlib
from typing import Any, Dict, Iterator, List

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.chromium import WAIT

LABEL = "Skriv din fråga"
QUESTION = "vad är IOP?"
ANSWER = "Ett idéburet offentligt partnerskap"  # how the answer to it begins
SIZES = {"desktop": (1280, 800), "zoomed to 400 %": (320, 256), "phone": (360, 740)}
# A broken content policy or Trusted Types rule is seen by the page itself, whatever the console says of it.
WATCH = """addEventListener("securitypolicyviolation",
    ({effectiveDirective, sample}) => console.error(`policy broken: ${effectiveDirective} ${sample}`))"""
_FOCUSED = """(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node;
})()"""
_NAME = f"""() => {{
    const node = {_FOCUSED};
    return (node.labels?.[0] ?? node).innerText.trim() || node.getAttribute("aria-label") || node.tagName;
}}"""
# Whether what has the focus can be seen, and seen to have it; the page around the chat is not ours.
_SEEN = f"""() => {{
    const node = {_FOCUSED};
    const {{outlineWidth, outlineStyle}} = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    if (node.getRootNode() === document) return true;
    return parseFloat(outlineWidth) >= 2 && outlineStyle !== "none" && box.bottom > 0 && box.top < innerHeight;
}}"""


@contextlib.contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page in a browser of its own; a script error or a broken security policy in any page of it fails the test."""
    chosen: Dict[str, Any] = {"viewport": size("desktop"), "locale": "sv-SE", "reduced_motion": "reduce", **options}
    context = browser.new_context(**chosen)
    context.set_default_timeout(WAIT)
    context.add_init_script(WATCH)
    problems: List[str] = []
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("console", lambda message: problems.extend(_faults(message)))
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()
    assert problems == []


def _faults(message: ConsoleMessage) -> List[str]:
    """A call that fails is no fault of the page's."""
    is_fault = message.type == "error" and not message.text.startswith("Failed to load resource")
    return [message.text] if is_fault else []


def size(name: str) -> Dict[str, int]:
    width, height = SIZES[name]
    return {"width": width, "height": height}


def log_of(page: Page) -> Locator:
    return page.get_by_role("log")


def ask(page: Page, text: str) -> None:
    box = page.get_by_label(LABEL)
    box.fill(text)
    box.press("Enter")


def ask_for_iop(page: Page) -> None:
    """A question with its answer."""
    before = replies(page).filter(has_text=ANSWER).count()
    ask(page, QUESTION)
    expect(replies(page).filter(has_text=ANSWER)).to_have_count(before + 1)


def replies(page: Page) -> Locator:
    """What the assistant has said, the greeting first."""
    return log_of(page).locator(".guide")


def said(page: Page) -> List[str]:
    """What the person has said, from the first to the last."""
    return [text.removeprefix("Du: ") for text in log_of(page).locator(".you .text").all_text_contents()]


def choice(page: Page, title: str) -> Locator:
    """The last one with that title that can still be pressed."""
    return log_of(page).locator(".choice:not([aria-disabled])").get_by_text(title, exact=True).last


def opinions(page: Page) -> Locator:
    """The questions whether an answer helped."""
    return log_of(page).get_by_role("group", name="Hjälpte svaret?")


def menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Meny").click()
    page.get_by_role("button", name=item, exact=True).first.click()


def focused(page: Page) -> str:
    """The name of what has the focus."""
    return page.evaluate(_NAME)


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press the key until what has that name has the focus; everything passed on the way shows that it has it."""
    passed: List[str] = []
    for _ in range(60):
        page.keyboard.press(key)
        passed.append(focused(page))
        assert page.evaluate(_SEEN), f"{passed[-1]} doesn't show that it has the focus"
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"{key} doesn't lead to {name}, only to {passed}")
