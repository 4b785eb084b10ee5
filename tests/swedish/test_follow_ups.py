"""A short message after an answer asks on about it; a message that stands on its own does not."""

from __future__ import annotations

import pytest

from bot.swedish.follow_ups import KINDS, PHRASES, kind_of
from tests.sources import read_yaml

FOLLOW_UPS = [
    ("Varför?", "why"),
    ("varför då??", "why"),
    ("men varför är det så", "why"),
    ("Varfor", "why"),
    ("källa?", "source"),
    ("vilka källor har du?", "source"),
    ("var står det i lagen?", "source"),
    ("är du säker", "source"),
    ("mer om det", "more"),
    ("Okej, berätta mer tack", "more"),
    ("utvekla gärna", "more"),
    ("ge ett exempel", "example"),
    ("Kan du ge ett konkret exempel på det?", "example"),
    ("hur har andra kommuner gjort", "example"),
    ("finns det någon guide om det?", "guide"),
]
ON_THEIR_OWN = [
    "varför ska man ställa sociala krav",
    "exempel på städ",
    "exempel på IOP",
    "mer om nummer 2",
    "visa fler",
    "tack",
    "nej",
    "vad är iop",
    "guide om upphandling",
    "vad säger lagen om kollektivavtal",
    "praktik?",
    "vad är praktik",
    "vad ska vi göra?",
    "vad kan en kommun göra?",
    "kan kommunen göra det?",
    "vad är lösningen",
    "har ni preferenser",
    "vad är en rapport",
    "vad är en källa",
    "",
    "?!",
]


@pytest.mark.parametrize(("text", "kind"), FOLLOW_UPS)
def test_follow_up(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("text", ON_THEIR_OWN)
def test_no_follow_up(text: str) -> None:
    assert kind_of(text) == ""


PHRASES_BY_KIND = [(kind, phrase) for kind in KINDS for phrase in read_yaml(PHRASES)[kind]]


@pytest.mark.parametrize(("kind", "phrase"), PHRASES_BY_KIND)
def test_every_phrase_of_the_file_is_of_its_kind(kind: str, phrase: str) -> None:
    assert kind_of(phrase) == kind
