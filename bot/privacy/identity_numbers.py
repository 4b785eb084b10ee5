"""Find personal identity and co-ordination numbers, however they are written.

Of stdnum only the check digit is used: its check of whole numbers knows no co-ordination numbers and few separators.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Iterator

from stdnum import luhn

from bot.privacy.finding import IDENTITY, Finding
from bot.privacy.seen import as_seen

_GAP = r"[\s.\-+–−—/]{0,3}"
_NUMBER = re.compile(rf"(?<!\d)(?:(?:19|20){_GAP})?\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d ?\d\d(?!\d)")
_DIGIT_BY_DIGIT = re.compile(r"(?<!\d)(?:(?:1 9|2 0) )?(?:\d ){5}\d ?[-+–−—]? ?(?:\d ){3}\d(?!\d)")
_ANY_DIGIT = re.compile(r"\d")


def find(text: str) -> Iterator[Finding]:
    """Valid numbers by date (of a co-ordination number the day plus 60) and check digit.

    The number of an organisation is none: where a person's has the month, it has at least 20.
    """
    if not _ANY_DIGIT.search(text):
        return
    plain, positions = as_seen(text)
    for pattern in (_NUMBER, _DIGIT_BY_DIGIT):
        for match in pattern.finditer(plain):
            if _is_valid("".join(filter(str.isdigit, match.group()))):
                yield Finding(IDENTITY, positions[match.start()], positions[match.end() - 1] + 1)


def _is_valid(digits: str) -> bool:
    ten = digits[-10:]
    try:
        dt.date(2000, int(ten[2:4]), int(ten[4:6]) % 60)
    except ValueError:
        return False
    return luhn.is_valid(ten)
