"""Health details about single persons are found, and what is said of groups, services and rules is left alone."""

from __future__ import annotations

from typing import Any, Iterator, List, NamedTuple

import pytest
import yaml

from bot.privacy.incoming import without_sensitive
from bot.privacy.personal import has_health_detail
from bot.settings import PROJECT_ROOT

JUDGED = PROJECT_ROOT / "tests" / "privacy" / "judged_health.yml"


class Sentence(NamedTuple):
    text: str
    individual: bool


def judged(held_out: bool) -> List[Sentence]:
    """Every other sentence of each voice; those of one that was used for the rules as a whole are not held out."""
    voices = yaml.safe_load(JUDGED.read_text("utf-8"))
    return [
        Sentence(text, label == "individual")
        for voice in voices
        for label in ("individual", "nobody")
        for number, text in enumerate(voice[label])
        if held_out == (number % 2 == 1 and not voice.get("rules"))
    ]


@pytest.mark.parametrize(("text", "individual"), judged(held_out=False))
def test_sentences_that_the_rules_were_made_from(text: str, individual: bool) -> None:
    assert has_health_detail(text) == individual


def test_sentences_held_out(record_property) -> None:
    found = [(sentence.individual, has_health_detail(sentence.text)) for sentence in judged(held_out=True)]
    right = found.count((True, True))
    precision = right / (right + found.count((False, True)))
    recall = right / (right + found.count((True, False)))
    record_property("precision", round(precision, 3))
    record_property("recall", round(recall, 3))
    assert len(found) >= 80 and precision >= 0.95 and recall >= 0.85


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Min son har autism, kan han få jobb?", "[hälsouppgift], kan han få jobb?"),
        ("Hej! Anna har adhd. Vad gör vi nu?", "Hej! [hälsouppgift]. Vad gör vi nu?"),
        ("Anna har adhd, autism och epilepsi.", "[hälsouppgift]."),
        ("Anna, som är vår praktikant, har fått en psykos.", "[hälsouppgift]."),
        ("Han är sjukskriven för utmattning sedan mars men vill praktisera", "[hälsouppgift] men vill praktisera"),
        ("hon har autism och jag undrar vad som gäller", "[hälsouppgift] och jag undrar vad som gäller"),
        ("Efter sjukskrivningen kom hon tillbaka.", "Efter [hälsouppgift]."),
        ("Vi krävde platser åt personer med autism. Kalle fick en. Han har adhd.",
         "Vi krävde platser åt personer med autism. Kalle fick en. [hälsouppgift]."),
    ],
)  # fmt: skip
def test_what_is_masked_ends_where_something_else_begins(text: str, masked: str) -> None:
    assert without_sensitive(text) == masked


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))


@pytest.mark.parametrize(
    "path", sorted((PROJECT_ROOT / "data" / "knowledge").rglob("*.yml")), ids=lambda path: path.name
)
def test_what_we_say_ourselves_is_about_no_single_person(path) -> None:
    said = list(texts(yaml.safe_load(path.read_text("utf-8"))))
    assert said and [text for text in said if without_sensitive(text) != text] == []
