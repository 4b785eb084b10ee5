"""What was found in a text that must not be kept, and the text without it."""

from __future__ import annotations

from typing import Iterable, List, NamedTuple

IDENTITY, PHONE, EMAIL, HEALTH = "identity", "phone", "email", "health"
PLACEHOLDERS = {
    IDENTITY: "[personnummer]",
    PHONE: "[telefonnummer]",
    EMAIL: "[e-postadress]",
    HEALTH: "[hälsouppgift]",
}


class Finding(NamedTuple):
    """A span of a text; `kind` is identity, phone, email or health."""

    kind: str
    start: int
    end: int


def apart(found: Iterable[Finding]) -> List[Finding]:
    """The findings in order; of those that overlap, the one that begins first, or the longer."""
    kept: List[Finding] = []
    for each in sorted(found, key=lambda finding: (finding.start, -finding.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def replaced(text: str, found: Iterable[Finding]) -> str:
    """The text with placeholders in the place of what was found."""
    for each in reversed(apart(found)):
        text = text[: each.start] + PLACEHOLDERS[each.kind] + text[each.end :]
    return text
