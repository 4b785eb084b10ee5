"""Find what must not be stored: personal identity numbers, and contact details in free text."""

from __future__ import annotations

import datetime as dt
import re

# The dash may be an en dash put in by a word processor, with a space on either side.
_IDENTITY = re.compile(r"(?<!\d)(?:19|20)?(\d{2})[-. ]?(\d{2})[-. ]?(\d{2})\s?[-+–−]?\s?(\d{4})(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+46|0)[\s-]?\d{1,3}(?:[\s-]?\d{2,3}){2,3}(?![\d-])")


def has_identity_number(text: str) -> bool:
    """Whether a text has a valid personnummer or samordningsnummer (day plus 60), by date and check digit."""
    return any(_is_identity_number(match) for match in _IDENTITY.finditer(text))


def mask(text: str) -> str:
    """The text with identity numbers, e-mail addresses and phone numbers replaced by what they were."""
    text = _IDENTITY.sub(lambda match: "[personnummer]" if _is_identity_number(match) else match.group(), text)
    return _PHONE.sub("[telefonnummer]", _EMAIL.sub("[e-postadress]", text))


def _is_identity_number(match: re.Match) -> bool:
    year, month, day, last = match.groups()
    return _is_date(int(month), int(day) % 60) and _check_digit(year + month + day + last[:3]) == int(last[3])


def _is_date(month: int, day: int) -> bool:
    try:
        dt.date(2000, month, day)
    except ValueError:
        return False
    return True


def _check_digit(nine: str) -> int:
    """Luhn's check digit over nine digits."""
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(nine))
    return -sum(product // 10 + product % 10 for product in doubled) % 10
