"""Identity numbers are known by date and check digit, and nothing personal gets through the mask."""

from __future__ import annotations

import pytest

from bot.privacy.personal import has_identity_number, mask

VALID = [
    "19811218-9876",
    "198112189876",
    "811218-9876",
    "8112189876",
    "811218 9876",
    "811218+9876",
    "19811218 - 9876",
    "19811218–9876",
    "1981-12-18-9876",
    "1981 12 18 9876",
    "19121212-1212",
    "hon heter Lisa, 19811218-9876, och bor i Lund",
    "(811218-9876)",
    "nr:8112189876.",
    "701063-2391",  # samordningsnummer: the day plus 60
    "19701063-2391",
]
INVALID = [
    "19811218-9877",  # check digit
    "811318-9876",  # month 13
    "811232-9876",  # day 32
    "811260-9876",  # day 0 plus 60
    "701093-2391",  # day 33 plus 60
    "212000-0142",  # an organisation's number: its third digit is at least 2
    "556036-0793",
    "1981121898765",
    "81121898",
    "20 000 kronor om året 2019-2021",
    "2019-05-01",
    "",
]


@pytest.mark.parametrize("text", VALID)
def test_identity_numbers_are_found_and_masked(text: str) -> None:
    assert has_identity_number(text)
    masked = mask(text)
    assert "[personnummer]" in masked
    assert not any(part in masked for part in ("9876", "1212", "2391"))


@pytest.mark.parametrize("text", INVALID)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    assert not has_identity_number(text)
    assert "[personnummer]" not in mask(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mejla lisa.berg@example.se!", "Mejla [e-postadress]!"),
        ("åsa_öberg+x@stad.example.se", "[e-postadress]"),
        ("Ring 070-123 45 67 i dag", "Ring [telefonnummer] i dag"),
        ("ring 0701234567", "ring [telefonnummer]"),
        ("+46 70 123 45 67", "[telefonnummer]"),
        ("08-452 70 00", "[telefonnummer]"),
        ("811218-9876, 070-1234567 och a@b.se", "[personnummer], [telefonnummer] och [e-postadress]"),
        ("Tio platser under 2019-2021 för 20 000 kronor", "Tio platser under 2019-2021 för 20 000 kronor"),
        ("Avtal 2020/0815, 12 av 30 fick jobb", "Avtal 2020/0815, 12 av 30 fick jobb"),
        ("212000-0142", "212000-0142"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask(text) == masked
