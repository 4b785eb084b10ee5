"""Identity numbers are known by date and check digit, and nothing personal gets through the mask."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.se import personnummer

from bot.privacy.incoming import without_sensitive
from bot.privacy.personal import Finding, findings, has_identity_number, mask

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
    "811218 98 76",
    "19 811218-9876",
    "811218—9876",
    "8 1 1 2 1 8 9 8 7 6",
    "8 1 1 2 1 8 - 9 8 7 6",
    "８１１２１８-９８７６",  # full-width digits
    "٨١١٢١٨-٩٨٧٦",  # Arabic ones
    "811218\u200b-98\u200d76",  # characters that aren't seen
    "\u202e811218-9876\u202c",
    "811218\u00a0-\u00a09876",
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
    "1 200 000 000 kr",
    "CPV 90910000-9",
    "mellan 2019-05-01 och 2021-05-01",
    "m² och ½",
    "2019-05-01",
    "",
]


@pytest.mark.parametrize("text", VALID)
def test_identity_numbers_are_found_and_masked(text: str) -> None:
    assert has_identity_number(text)
    masked = mask(text)
    assert "[personnummer]" in masked
    assert not any(part in masked for part in ("9876", "1212", "2391", "98", "76", "９８７６", "٩٨٧٦"))
    assert without_sensitive(text) == masked


@pytest.mark.parametrize("text", INVALID)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    assert not has_identity_number(text)
    assert "[personnummer]" not in mask(text)


@given(st.dates(), st.integers(0, 999), st.sampled_from("-+"))
def test_what_stdnum_takes_for_one_is_one(born, serial, sign) -> None:
    nine = f"{born:%y%m%d}{serial:03}"
    number = f"{nine[:6]}{sign}{nine[6:]}{luhn.calc_check_digit(nine)}"
    assert not personnummer.is_valid(number) or has_identity_number(number)


PHONES = [
    "070-123 45 67",
    "0701234567",
    "+46 70 123 45 67",
    "0046 70 123 45 67",
    "(08) 452 70 00",
    "08-452 70 00",
    "08/452 70 00",
    "+46 (0)70-123 45 67",
    "0910–73 70 00",
    "+47 22 24 90 90",
    "０７０-123 45 67",
    "070\u200b-123\u00ad 45 67",
]
NO_PHONES = [
    "Tio platser under 2019-2021 för 20 000 kronor",
    "Avtal 2020/0815, 12 av 30 fick jobb",
    "212000-0142",
    "1 200 000 kr",
    "från 0 till 1 200 000 kr",
    "0 500 000 kr",
    "dnr 0910-737000",
    "Diarienummer: 08-4527000",
    "KS 2019/00123",
    "4 kap. 18 § LOU",
    "lagen (2016:1145) om offentlig upphandling",
    "0,5 procent eller 10 procent",
    "90910000-9",
    "2019-05-01, 05-01-2019",
    "0–100 000 invånare",
    "mellan 08.00 och 17.00",
    "version 0.10.20.30",
]
EMAILS = [
    "lisa.berg@example.se",
    "åsa_öberg+x@stad.example.se",
    "lisa.berg (at) example.se",
    "lisa.berg[at]example.se",
    "lisa (at) kommun punkt se",
    "lisa punkt berg snabel-a kommun punkt se",
    "lisa snabela example.se",
    "lisa at kommun punkt se",
    "lisa.berg @ example.se",
    "lisa.berg＠example.se",
    "LISA@EXAMPLE.SE",
    "lisa@\u200bexample.se",
    "lisa＠example．se",
]
NO_EMAILS = ["@kommunen", "look at this", "look at example.com", "10 @ 20", "snabel-a är ett tecken", "a@b"]


@pytest.mark.parametrize("text", PHONES)
def test_phone_numbers(text: str) -> None:
    assert mask(f"Ring {text}!") == "Ring [telefonnummer]!"
    assert without_sensitive(text) == text


@pytest.mark.parametrize("text", EMAILS)
def test_addresses(text: str) -> None:
    assert mask(f"Mejla {text}!") == "Mejla [e-postadress]!"
    assert without_sensitive(text) == text


@pytest.mark.parametrize("text", [*NO_PHONES, *NO_EMAILS])
def test_what_only_looks_like_contact_details(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("811218-9876, 070-1234567 och a@b.se", "[personnummer], [telefonnummer] och [e-postadress]"),
        ("Anna (811218-9876) har autism.", "[hälsouppgift]."),
        ("Min son har autism, ring 070-123 45 67", "[hälsouppgift], ring [telefonnummer]"),
        ("a@b.se a@b.se", "[e-postadress] [e-postadress]"),
        ("<b>070-123 45 67</b>", "<b>[telefonnummer]</b>"),
        ("[070-123 45 67](https://example.se)", "[[telefonnummer]](https://example.se)"),
        ("0701234567/0701234568", "[telefonnummer]/[telefonnummer]"),
        ("[personnummer] och [hälsouppgift]", "[personnummer] och [hälsouppgift]"),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_findings_say_what_and_where() -> None:
    text = "Kalle, 811218-9876, kalle@example.se"
    assert findings(text) == [Finding("identity", 7, 18), Finding("email", 20, 36)]


ORDINARY = [
    "Har ni exempel på IOP i Malmö efter 2018?",
    "Kontraktet var på 1 200 000 kr, CPV 90910000-9, dnr 2019/00123, 12 procent, från 2019-05-01.",
    "Vi i Örebro gjorde 2022 en reserverad upphandling av parkskötsel för personer med funktionsnedsättning.",
]
HOSTILE = [
    piece * (10_000 // len(piece))
    for piece in ("0 - ", "1 2 ", "a@", "a.b@", "Anna har adhd ", "min ", "@", "a ", "at ")
]


def seconds(text: str, times: int) -> float:
    """Of the processor, whatever else it does."""
    findings(text)  # reads its tables
    started = time.process_time()
    for _ in range(times):
        findings(text)
    return (time.process_time() - started) / times


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_takes_no_time(text: str) -> None:
    assert min(seconds(text, 20) for _ in range(5)) < 0.001


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:14])
def test_no_text_takes_long(text: str) -> None:
    assert seconds(text, 1) < 2
