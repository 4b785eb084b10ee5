"""Text in standard written Swedish, and the terms by which a search finds it."""

from __future__ import annotations

import itertools
from typing import List

import ftfy
import pytest

from benchmarks.understanding.data import held_out
from bot.swedish.standard import concepts, repaired, standard, terms

STANDARD = [
    # abbreviations
    ("Vad är LOU?", "vad är lagen om offentlig upphandling"),
    ("IOP-avtal", "idéburet offentligt partnerskap avtal"),
    ("soc hänsyn i upph av städ", "sociala hänsyn i upphandling av städ"),
    ("t.ex. städning", "till exempel städning"),
    ("tex städning", "till exempel städning"),
    ("skall-krav eller bör-krav", "skakrav eller bör krav"),
    # spoken spelling
    ("va e de ni gör åt dom", "vad är de ni gör åt de"),
    ("finns nåt om lov", "finns något om lagen om valfrihetssystem"),
    ("en dom från HFD", "en dom från högsta förvaltningsdomstolen"),
    ("ni skall fixa det", "ni ska ordna det"),
    # English
    ("reserved procurement", "reserverad upphandling"),
    # encodings
    ("fÃ¶rening", "förening"),
    ("fo\u0308rening", "förening"),
    # spelling, with and without å, ä and ö
    ("reserverad uphandling", "reserverad upphandling"),
    ("krav pa leverantorer", "krav på leverantörer"),
    ("götebrog", "göteborg"),
    ("samhall", "samhall"),
    # compounds written apart
    ("upphandlings krav", "upphandlingskrav"),
    ("arbets marknads åtgärder", "arbetsmarknadsåtgärder"),
    ("lokal vård", "lokalvård"),
    ("sociala krav", "sociala krav"),
    ("kommunens krav", "kommunens krav"),
    ("hur lagar man en cykel", "hur lagar man en cykel"),
    ("en kommuns krav", "en kommuns krav"),
    # nothing to read
    ("", ""),
    ("?! ...", ""),
]


@pytest.mark.parametrize(("text", "expected"), STANDARD)
def test_standard(text: str, expected: str) -> None:
    assert standard(text) == expected


ODD = [
    "👍",
    "\x00",
    "a" * 2000,
    "åäö" * 500,
    "1 2 3",
    "...",
    "x-y-z",
    "é́",
    "\u200b",
    "städ" * 300,
    "<script>",
    "ﬁnns",
    "İ",
]


@pytest.mark.parametrize("text", [*(text for text, _ in STANDARD), *ODD])
def test_twice_is_as_once(text: str) -> None:
    assert standard(standard(text)) == standard(text)


def test_ordinary_text_needs_no_repair() -> None:
    letters = "ÅÄÖåäöÉé"
    texts = ["".join(each) for each in itertools.product([*letters, *"aZ9 .,:;?!()/+-"], repeat=3)]
    texts += [line.text for name in ("formal", "informal") for line in held_out(name)]
    assert [text for text in texts if repaired(text) != ftfy.fix_text(text)] == []


def test_twice_is_as_once_for_what_people_write() -> None:
    texts = [line.text for name in ("formal", "informal") for line in held_out(name)]
    assert [text for text in texts if standard(standard(text)) != standard(text)] == []


TERMS = [
    ("Har ni exempel på städning i kommunen?", ["stadning"]),
    ("vilka krav ställer ni på leverantörerna", ["krav", "stalla", "leverantor"]),
    ("vilka skallkrav ställer ni pa leverantorerna", ["skakrav", "stalla", "leverantor"]),
    ("krav, kraven och kravs", ["krav"]),
    ("upphandlings krav", ["upphandlingskrav"]),
    ("", []),
    ("och i", []),
    ("?!", []),
]


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_terms(text: str, expected: List[str]) -> None:
    assert list(terms(text)) == expected


ABOUT_THE_SAME = [
    ("städning", "lokalvård"),
    ("städning", "lokalvard"),
    ("avtalskrav", "kontraktskrav"),
    ("fruktkorgar", "fruktkorgen"),
    ("städupphandlingskrav", "krav upphandling städ"),
]


@pytest.mark.parametrize(("text", "other"), ABOUT_THE_SAME)
def test_concepts_are_shared(text: str, other: str) -> None:
    about = [{concept for term in terms(words) for concept in concepts(term)} for words in (text, other)]
    assert about[0] == about[1]
