"""Everything that can be wrong with an entry is said in Swedish."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import pytest

from bot.knowledge.faults import by_field, checked
from bot.knowledge.kinds import BY_NAME
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE

SAMPLES = {"answer": ANSWER, "example": EXAMPLE, "guide": GUIDE}
FAULTS: Dict[str, Tuple[str, Dict[str, Any], str]] = {
    "unknown": ("guide", {"colour": "blå"}, "colour: okänt fält"),
    "empty": ("guide", {"title": " "}, "title: får inte vara tomt"),
    "null": ("guide", {"title": None}, "title: får inte vara tomt"),
    "number": ("guide", {"year": "i fjol"}, "year: ska vara ett heltal"),
    "list": ("guide", {"topics": "glass"}, "topics: ska vara en lista"),
    "text": ("guide", {"title": ["glass"]}, "title: ska vara en text"),
    "text in a list": ("guide", {"topics": ["a", {"b": "c"}]}, "topics.2: ska vara en text"),
    "day": ("guide", {"checked": "igår"}, "checked: ska vara ett datum, ÅÅÅÅ-MM-DD"),
    "day that isn't": ("guide", {"checked": "2026-02-30"}, "checked: ska vara ett datum, ÅÅÅÅ-MM-DD"),
    "seconds": ("guide", {"checked": "1574000000"}, "checked: ska vara ett datum, ÅÅÅÅ-MM-DD"),
    "address": ("guide", {"url": "lund"}, "url: måste vara en webbadress som börjar med https:// eller http://"),
    "early": ("example", {"year": 1789}, "year: ska vara minst 1990"),
    "late": ("example", {"year": 2101}, "year: får vara högst 2100"),
    "early guide": ("guide", {"year": 1899}, "year: ska vara minst 1900"),
    "late guide": ("guide", {"year": 3_000_000_000}, "year: får vara högst 2100"),
    "choice": (
        "answer",
        {"certainty": "kanske"},
        "certainty: är 'kanske' men ska vara något av law, published, general",
    ),
    "yes or no": ("answer", {"legal": "kanske"}, "legal: ska vara true eller false"),
    "few": ("answer", {"sources": []}, "sources: ska ha minst 1"),
    "many": ("answer", {"next_steps": [{"answer": "iop_when"}] * 4}, "next_steps: får ha högst 3"),
    "step": ("answer", {"next_steps": [{}]}, "next_steps.1: ska ha exakt ett av answer, examples och guide"),
    "filters": (
        "answer",
        {"next_steps": [{"examples": "iop"}]},
        "next_steps.1.examples: ska ha namngivna fält",
    ),
}


@pytest.mark.parametrize(("kind", "change", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_said_in_swedish(kind: str, change: Dict[str, Any], said: str) -> None:
    entry, faults = checked(BY_NAME[kind].entry, {**SAMPLES[kind], **change})
    assert entry is None
    assert faults == [f"{SAMPLES[kind]['id']}: {said}"]


@pytest.mark.parametrize(("kind", "change", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_said_by_field(kind: str, change: Dict[str, Any], said: str) -> None:
    where, text = said.split(": ", 1)
    field, _, within = where.partition(".")
    found = by_field(BY_NAME[kind].entry, {**SAMPLES[kind], **change})
    assert found == {field: f"{within}: {text}" if within else text}


def test_each_field_has_its_first_fault_and_the_whole_has_no_name() -> None:
    guide = BY_NAME["guide"].entry
    wrong = {**GUIDE, "title": "", "year": 1, "topics": ["a" * 201, "a" * 202]}
    assert by_field(guide, wrong) == {
        "title": "får inte vara tomt", "year": "ska vara minst 1900", "topics": "1: får ha högst 200 tecken",
    }  # fmt: skip
    assert by_field(guide, {**GUIDE, "title": "\x00"}) == {"": "har ett otillåtet tecken (U+0000)"}
    assert by_field(guide, GUIDE) == {}


def test_a_missing_field() -> None:
    assert checked(BY_NAME["guide"].entry, {**GUIDE, "id": None})[1] == ["utan id: id: får inte vara tomt"]
    lacking = {name: value for name, value in GUIDE.items() if name != "url"}
    assert checked(BY_NAME["guide"].entry, lacking)[1] == ["om-glasstrutar: url: fältet saknas"]


@pytest.mark.parametrize("kind", SAMPLES)
def test_nothing_is_wrong_with_the_samples(kind: str) -> None:
    assert checked(BY_NAME[kind].entry, SAMPLES[kind])[1] == []
