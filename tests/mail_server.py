"""A real mail server that keeps what it gets, and that can refuse, be slow, hang up or be away."""

from __future__ import annotations

import asyncio
import email
import ssl
from email.message import EmailMessage
from email.policy import default
from typing import Any, List, Optional

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port


class MailServer:
    """`url` is what GUIDEN_SMTP_URL takes; `messages` are those that it has taken, `to` their envelopes' recipients.

    The other attributes say what it does with the next ones: `refuses_recipients` and `refuses` with an answer such as
    "451 try later", `hangs_up` without having taken the message, and it waits so many seconds before it takes the
    message (`slow_to_take`) or before it says that it has (`slow_to_answer`). Options are those of aiosmtpd.smtp.SMTP.
    """

    def __init__(self, implicit_tls: Optional[ssl.SSLContext] = None, **options: Any) -> None:
        self.port = free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.messages: List[EmailMessage] = []
        self.to: List[str] = []
        self.connections = 0
        self.refuses_recipients = self.refuses = ""
        self.hangs_up = False
        self.slow_to_take = self.slow_to_answer = 0.0
        self._implicit_tls = implicit_tls
        self._options = options

    def start(self) -> None:
        options = {**self._options, "ssl_context": self._implicit_tls}
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()

    def stop(self) -> None:
        """As when it is killed: whoever is connected is cut off."""
        self._controller.stop(no_assert=True)

    def __enter__(self) -> MailServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # -- what aiosmtpd calls; the names are its own -----------------------------------------------

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: List[str]
    ) -> List[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: List[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.refuses_recipients or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.slow_to_take)
        if self.hangs_up:
            server.transport.abort()
            return "421 goodbye"
        if self.refuses:
            return self.refuses
        self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        self.to += envelope.rcpt_tos
        await asyncio.sleep(self.slow_to_answer)
        return "250 OK"
