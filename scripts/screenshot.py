"""Take the README's picture of the chat: start `make run`, then `.venv/bin/python scripts/screenshot.py`."""

from pathlib import Path

from playwright.sync_api import expect, sync_playwright

PICTURE = Path(__file__).parent.parent / "docs" / "chat.png"

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page(viewport={"width": 1100, "height": 820}, locale="sv-SE", reduced_motion="reduce")
    page.goto("http://localhost:5005")
    box = page.get_by_label("Skriv din fråga")
    box.fill("Vad är IOP?")
    box.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Ett idéburet offentligt partnerskap")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURE)
    browser.close()
