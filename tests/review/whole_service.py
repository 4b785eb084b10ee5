"""Everything that an operator starts, on free ports with one database: chat, actions, review pages and deliveries."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from typing import Any, Optional

from bot.conversations.client import WebVisitor
from bot.submissions.fields import form
from tests.mail_server import MailServer
from tests.ports import free_port
from tests.replicas import Assistant, Place

EMAIL = "kim@example.se"
# What a visitor answers, by the form's fields; the example is told nowhere else.
ANSWERS = {
    "title": "Glasstrutar som gav praktik",
    "organisation": "Lunds kommun",
    "place": "Lund",
    "method": "Reserverad upphandling",
    "contract_type": "Vara",
    "sector": "livsmedel",
    "year": "2021",
    "target_groups": "unga och nyanlända",
    "requirement": "Leverantören av glasstrutar skulle ta emot tio praktikanter.",
    "result": "Sju fick jobb.",
    "link": "hoppa över",
    "consent": "ja",
    "contact_name": "Kim",
    "contact_email": EMAIL,
}


class WholeService(Assistant):
    """As Assistant, with the review pages at `review_address` and mail to `mail`."""

    def __init__(self, place: Place, mail: MailServer) -> None:
        port = free_port()
        more = {"GUIDEN_REVIEW_PORT": str(port), "GUIDEN_SMTP_URL": mail.url, "GUIDEN_MAIL_FROM": "guiden@example.se"}
        super().__init__(place, more)
        self.environment["GUIDEN_PUBLIC_URL"] = self.address
        self.review_address = f"http://localhost:{port}"
        self.mail = mail

    def start(self, names: Any = ("serve", "review", "deliver")) -> None:
        super().start(names)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.review_address}/health", timeout=5):
                return super()._is_ready()
        except (urllib.error.URLError, OSError):
            return False

    def sign_in_address(self) -> str:
        return self.guiden("review", "--sign-in-address").strip()

    def letter(self, words: str) -> str:
        """The text of the mail that has these words in it, when it has come."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for message in self.mail.messages:
                text = message.get_content()
                if words in text and message["To"] == EMAIL:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"no mail with {words!r} to {EMAIL}")


def asked(said: str) -> Optional[str]:
    """The name of the field that a message asks for; an answer can hold what another field wants, too."""
    return next((field.name for field in form() if field.question in said), None)


def tell(service: WholeService, title: str) -> None:
    """Send in an example by chat, without a browser."""
    visitor = WebVisitor(service.address)
    visitor.say("jag vill skicka in ett exempel")
    while (name := asked(visitor.last[-1]["text"])) is not None:
        visitor.say(title if name == "title" else ANSWERS[name])
    choices = {choice["title"]: choice["id"] for choice in visitor.last[-1]["choices"]}
    visitor.choose(choices["Skicka"])
    assert "Tack! Ditt exempel är inskickat" in visitor.last[-1]["text"]
