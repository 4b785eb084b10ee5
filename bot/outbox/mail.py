"""E-mail by SMTP."""

from __future__ import annotations

import contextlib
import datetime as dt
import smtplib
import ssl
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr
from typing import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from bot.outbox.failures import PAUSE, DeliveryFailed
from bot.outbox.store import Message
from bot.settings import Settings

TIMEOUT = 10.0  # seconds for each step
SERVICE_NOT_AVAILABLE = 421  # RFC 5321, 4.2.3: for every message


def send(message: Message, chosen: Settings) -> None:
    """
    Raises:
        DeliveryFailed: also when the server took the message but could not say so.
    """
    if not chosen.smtp_url:
        raise DeliveryFailed("ingen mejlserver är inställd: GUIDEN_SMTP_URL är tom", PAUSE)
    mail = as_mail(message, chosen.mail_from)
    with _failures_told(), _connected(urlsplit(chosen.smtp_url)) as server:
        server.send_message(mail, _in_ascii(parseaddr(chosen.mail_from)[1]), [mail["To"]])
        with contextlib.suppress(OSError):  # it is sent, whatever becomes of the goodbye
            server.quit()


def as_mail(message: Message, mail_from: str) -> MIMEText:
    """Of the older kind: EmailMessage loses spaces when it folds a long subject with å, ä and ö in many words.

    Raises:
        DeliveryFailed: the recipient is not one e-mail address.
    """
    name, address = parseaddr(mail_from)
    mail = MIMEText(message.text, "plain", "utf-8")
    mail["From"] = formataddr((name, _in_ascii(address)))
    mail["To"] = _one_address(message.recipient)
    mail["Subject"] = Header(_on_a_line(message.subject), "utf-8", header_name="Subject").encode()
    mail["Date"] = format_datetime(message.created_at.replace(tzinfo=dt.timezone.utc))
    mail["Message-ID"] = f"<{message.reference}@{_in_ascii(address).rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies, please
    return mail


def _one_address(recipient: str) -> str:
    try:
        return Address(addr_spec=_in_ascii(recipient)).addr_spec
    except (ValueError, IndexError, MessageError):  # depending on what is wrong with it
        raise DeliveryFailed("mottagaren är ingen e-postadress") from None


def _in_ascii(address: str) -> str:
    """The address with its domain as mail servers know it: räksmörgås.se is xn--rksmrgs-5wao1o.se."""
    name, at, domain = address.rpartition("@")
    return f"{name}{at}{domain.encode('idna').decode('ascii')}"


def _on_a_line(text: str) -> str:
    """A line break would begin a header of the writer's own."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@contextlib.contextmanager
def _connected(address: SplitResult) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and signed in as the address says, and closed afterwards."""
    context = ssl.create_default_context()
    host, port = address.hostname or "", address.port or 0
    server: smtplib.SMTP
    if address.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port or (587 if address.query else 25), timeout=TIMEOUT)
    try:
        if address.query:
            server.starttls(context=context)
        if address.username and address.password:
            server.login(unquote(address.username), unquote(address.password))
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def _failures_told() -> Iterator[None]:
    """What a server answers may repeat the address or the message, so only its number is told."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise DeliveryFailed(f"mejlservern svarar {code} på mottagaren", _pause_for(code)) from None
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailed(f"mejlservern godtar inte inloggningen ({error.smtp_code})", PAUSE) from None
    except smtplib.SMTPResponseException as error:
        raise DeliveryFailed(f"mejlservern svarar {error.smtp_code}", _pause_for(error.smtp_code)) from None
    except smtplib.SMTPServerDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise DeliveryFailed("mejlservern svarar inte i tid", PAUSE) from None
        raise DeliveryFailed("mejlservern bröt förbindelsen", PAUSE) from None
    except smtplib.SMTPNotSupportedError:
        raise DeliveryFailed("mejlservern klarar inte kryptering, inloggning eller adressen") from None
    except ssl.SSLCertVerificationError:
        raise DeliveryFailed("mejlserverns certifikat godtas inte", PAUSE) from None
    except ssl.SSLError:
        raise DeliveryFailed("mejlservern och vi kommer inte överens om krypteringen", PAUSE) from None
    except TimeoutError:
        raise DeliveryFailed("mejlservern svarar inte i tid", PAUSE) from None
    except OSError:
        raise DeliveryFailed("mejlservern går inte att nå", PAUSE) from None


def _pause_for(code: int) -> float:
    return PAUSE if code == SERVICE_NOT_AVAILABLE else 0.0
