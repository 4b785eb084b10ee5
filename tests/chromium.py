"""A real Chromium, for the chat and the review pages alike."""

from __future__ import annotations

import contextlib
import shutil
from typing import Iterator

from playwright.sync_api import Browser, expect, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
WAIT = 20_000  # milliseconds; a busy machine needs some of them


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path is not None, "Chromium saknas. Kör make test, som installerar den."
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
