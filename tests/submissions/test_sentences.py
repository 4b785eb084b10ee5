"""First messages and corrections in plain words."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

import pytest

from bot.submissions.sentences import corrects, read_change, told

ANSWERED = {
    "title": "Gammal titel", "place": "Malmö", "method": "iop", "sector": "park", "year": 2019, "link": "x",
    "consent": "yes",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Vi i Örebro gjorde 2022 en reserverad upphandling av parkskötsel och vill gärna dela med oss",
            {"place": "Örebro", "year": 2022, "method": "reserved_procurement", "sector": "park"},
        ),
        (
            "Vi i Falkenbergs kommun har mellan 2019 och 2021 haft ett IOP för nyanlända och unga",
            {"place": "Falkenberg", "year": 2019, "method": "iop", "target_groups": "nyanlända och unga"},
        ),
        ("Region Skånes städupphandling", {"place": "Region Skåne", "sector": "städ"}),
        ("vi i Lund och Malmö gjorde en byggentreprenad", {"contract_type": "works"}),
        ("ett avtal från 1980", {}),
        ("jag vill skicka in ett exempel", {}),
        ("", {}),
    ],
)
def test_told(text: str, values: Dict[str, Any]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("kommunen ska vara Lund", ("place", "Lund")),
        ("ändra kommun till Lund", ("place", "Lund")),
        ("fel region, det ska stå Region Kronoberg", ("place", "Region Kronoberg")),
        ("nej jag menade 2020", ("year", "2020")),
        ("inte Västerås utan Västervik", ("place", "Västervik")),
        ("Det är fel kommun", ("place", None)),
        ("aret ska vara 2020", ("year", "2020")),
        ("ändra titeln till Från praktik till jobb", ("title", "Från praktik till jobb")),
        ("titeln är fel", ("title", None)),
        ("titeln", ("title", None)),
        ("Titeln är för lång, kan vi korta den?", ("title", None)),
        ("byta namn på organisationen, det heter Falu Energi", ("organisation", "Falu Energi")),
        ("korrigera e-posten till lisa@example.se", ("contact_email", "lisa@example.se")),
        ("länken ska vara https://example.se/a", ("link", "https://example.se/a")),
        ("ta bort länken jag angav", ("link", "")),
        ("ta bort kommunen", ("place", None)),
        ("kravet: minst tio platser", ("requirement", "minst tio platser")),
        ("ändra", None),
        ("jag skrev fel", None),
    ],
)
def test_read_change(text: str, change: Optional[Tuple[str, Optional[str]]]) -> None:
    found = read_change(text, ANSWERED)
    assert (found and (found.field.name, found.text)) == change


def test_contact_details_are_not_changed_without_consent() -> None:
    assert read_change("ändra e-posten till lisa@example.se", {**ANSWERED, "consent": "no"}) is None


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("kommunen ska vara Lund", True),
        ("organisationen är fel", True),
        ("ta bort länken", True),
        ("Resultatet blev sju nya jobb", False),
        ("Målgruppen var unga som saknade jobb", False),
        ("Det ska vara billigt", False),
    ],
)
def test_corrects(text: str, corrected: bool) -> None:
    assert corrects(text) is corrected
