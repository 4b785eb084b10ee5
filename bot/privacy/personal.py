"""What must not be kept of a text: identity numbers, contact details, and health details about a single person."""

from __future__ import annotations

from typing import List

from bot.privacy import contacts, health, identity_numbers
from bot.privacy.finding import Finding, apart, replaced


def findings(text: str) -> List[Finding]:
    """Everything, in order and without overlaps."""
    return apart(
        [
            *identity_numbers.find(text),
            *contacts.emails(text),
            *contacts.phones(text),
            *health.find(text),
        ]
    )


def mask(text: str) -> str:
    """The text with what it was in the place of what was found: [personnummer], [telefonnummer], [e-postadress],
    [hälsouppgift]."""
    return replaced(text, findings(text))


def has_identity_number(text: str) -> bool:
    """Whether a text has a valid personnummer or samordningsnummer."""
    return next(identity_numbers.find(text), None) is not None


def has_health_detail(text: str) -> bool:
    """Whether a text tells of the health of a single person."""
    return next(health.find(text), None) is not None
