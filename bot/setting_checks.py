"""What the settings that are addresses must look like, said in Swedish when one doesn't."""

from __future__ import annotations

import re
from email.utils import getaddresses
from typing import Tuple
from urllib.parse import SplitResult, unquote, urlsplit

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
_MICROSOFT_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MAIL_ADDRESS = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[^@\s,;<>()]+")


def items(listed: str) -> Tuple[str, ...]:
    """What a comma-separated setting lists."""
    return tuple(item.strip() for item in listed.split(",") if item.strip())


def mail_server(value: str) -> str:
    """
    Raises:
        ValueError: as of the other checks, with a text that follows the setting's name.
    """
    if not value:
        return value
    address = _parts(value)
    if address.scheme not in {"smtp", "smtps"} or not address.hostname or address.path.strip("/"):
        raise ValueError("måste vara en mejlserver, t.ex. smtp://namn:hemligt@mejl.example.se:587?starttls=yes")
    if address.query not in ({"", "starttls=yes"} if address.scheme == "smtp" else {""}):
        raise ValueError("får bara ha tillägget ?starttls=yes, och bara efter smtp://")
    if bool(address.username) != bool(address.password):
        raise ValueError("måste ha både namn och lösenord, eller inget av dem")
    if not unquote(address.netloc).isascii():
        raise ValueError("får bara ha tecken utan å, ä och ö: med andra går det inte att logga in")
    encrypted = address.scheme == "smtps" or address.query
    if address.password and not encrypted and address.hostname not in _THIS_MACHINE:
        raise ValueError("får inte skicka lösenordet okrypterat: lägg till ?starttls=yes eller börja med smtps://")
    return value


def sender(value: str) -> str:
    addresses = [address for _, address in getaddresses([value])]
    if value and (len(addresses) != 1 or not _MAIL_ADDRESS.fullmatch(addresses[0]) or not value.isprintable()):
        raise ValueError("måste vara en e-postadress, t.ex. Guiden <guiden@example.se>")
    return value


def mail_addresses(value: str) -> str:
    if not all(map(_MAIL_ADDRESS.fullmatch, items(value))):
        raise ValueError("måste vara e-postadresser med komma mellan")
    return value


def webhook(value: str) -> str:
    address = _parts(value)
    encrypted = address.scheme == "https" or (address.scheme == "http" and address.hostname in _THIS_MACHINE)
    if value and not (encrypted and address.hostname):
        raise ValueError("måste vara en adress som börjar med https://")
    return value


def internal(value: str) -> str:
    """An address of one of our own services, which is reached within the machine or its private network."""
    address = _parts(value)
    if value and not (address.scheme in {"http", "https"} and address.hostname):
        raise ValueError("måste vara en adress, t.ex. http://actions:5055/webhook")
    return value


def redis(value: str) -> str:
    address = _parts(value)
    if value and not (address.scheme in {"redis", "rediss"} and address.hostname):
        raise ValueError("måste vara en adress till Redis, t.ex. redis://:hemligt@localhost:6379/0")
    return value


def slack_token(value: str) -> str:
    if value and not re.fullmatch(r"xoxb-[\w-]+", value):
        raise ValueError("måste vara appens Bot User OAuth Token, som börjar med xoxb-")
    return value


def slack_secrets(value: str) -> str:
    if value and not (items(value) and all(re.fullmatch(r"\w{16,}", secret) for secret in items(value))):
        raise ValueError("måste vara appens Signing Secret; är de flera ska de ha komma mellan sig")
    return value


def microsoft_id(value: str) -> str:
    if value and not _MICROSOFT_ID.fullmatch(value):
        raise ValueError("måste vara ett id hos Microsoft, t.ex. 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f")
    return value.lower()


def microsoft_ids(value: str) -> str:
    return ",".join(map(microsoft_id, items(value)))


def origins(value: str) -> str:
    for each in items(value):
        address = _parts(webhook(each.replace("://*.", "://", 1)))
        if address.path or address.query or address.username or "*" in address.netloc:
            raise ValueError("måste vara adresser utan något efter värdnamnet, t.ex. https://smba.trafficmanager.net")
    if not items(value):
        raise ValueError("måste ha minst en adress")
    return value


def page(value: str) -> str:
    """The address without a slash at its end."""
    address = _parts(value)
    if value and (address.scheme not in {"http", "https"} or not address.hostname or address.query):
        raise ValueError("måste vara en webbadress, t.ex. https://guiden.example.se")
    return value.rstrip("/")


def _parts(address: str) -> SplitResult:
    """Of a web or server address; empty ones of what can't be an address."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises when it is no number
    except ValueError:
        return urlsplit("")
    return parts
