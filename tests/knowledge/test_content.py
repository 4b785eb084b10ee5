"""The project's own content is complete, linked, short and easy to read."""

from __future__ import annotations

import functools
import re
import statistics
from collections import Counter
from typing import Dict, List

import pytest
from ruamel.yaml import YAML

from bot.knowledge.entries import Answer, Guide
from bot.knowledge.retrieval.query import Query
from bot.knowledge.search import search_examples
from bot.settings import PROJECT_ROOT
from bot.swedish import register
from bot.swedish.readability import lix
from tests.knowledge.contents import read
from tests.taxonomy_names import ANSWERS, INTENTS

CONTENT = read(PROJECT_ROOT / "data" / "knowledge")
MAX_WORDS = 90
HARDEST = 60
HARD_ON_AVERAGE = 50


PARTS = ("text", "why", "more")


def answer(identity: str) -> Answer:
    return CONTENT.answers[identity]


def parts(identity: str) -> List[str]:
    """The answer, the reason for it and what more there is to say."""
    return [text for part in PARTS if (text := getattr(answer(identity), part))]


def markers(text: str) -> List[int]:
    return [int(number) for number in re.findall(r"\[(\d+)\]", text)]


@functools.lru_cache(maxsize=1)
def training_lines() -> Dict[str, int]:
    """How many training lines each label has."""
    lines: Counter = Counter()
    for path in (PROJECT_ROOT / "data" / "nlu").glob("*.yml"):
        for block in YAML(typ="safe").load(path.read_text("utf-8"))["nlu"]:
            if "intent" in block:
                lines[block["intent"]] += sum(line.startswith("- ") for line in block["examples"].splitlines())
    return lines


def test_every_answer_of_the_taxonomy_is_there_and_no_other() -> None:
    assert sorted(CONTENT.answers) == sorted(ANSWERS)


@pytest.mark.parametrize(("identity", "label"), ANSWERS.items(), ids=ANSWERS.keys())
def test_label(identity: str, label: str) -> None:
    assert answer(identity).label == label


@pytest.mark.parametrize("identity", ANSWERS)
def test_at_most_90_words_in_one_bubble(identity: str) -> None:
    for text in parts(identity):
        assert 10 <= len(text.split()) <= MAX_WORDS
        assert "\n\n" not in text


@pytest.mark.parametrize("identity", sorted({*ANSWERS} - {"covid_information"}))
def test_every_answer_has_a_reason_and_more_to_say(identity: str) -> None:
    assert answer(identity).why and answer(identity).more


@pytest.mark.parametrize("identity", ANSWERS)
def test_sources_exist_and_have_addresses(identity: str) -> None:
    assert answer(identity).sources
    for key in answer(identity).sources:
        assert re.fullmatch(r"https?://[^\s/]+\.\w+(/\S*)?", CONTENT.sources[key].url)


@pytest.mark.parametrize("identity", ANSWERS)
def test_the_texts_point_at_every_source_and_no_other(identity: str) -> None:
    pointed_at = {number for text in parts(identity) for number in markers(text)}
    assert pointed_at == set(range(1, len(answer(identity).sources) + 1))


@pytest.mark.parametrize("identity", ANSWERS)
def test_the_answer_s_own_sources_come_first_in_order(identity: str) -> None:
    first_use = list(dict.fromkeys(markers(answer(identity).text)))
    assert first_use == list(range(1, len(first_use) + 1))


@pytest.mark.parametrize("identity", ANSWERS)
def test_next_steps_and_related_exist(identity: str) -> None:
    item = answer(identity)
    assert 1 <= len(item.next_steps) <= 3
    answers = [*item.related, *(step.answer for step in item.next_steps if step.answer)]
    assert set(answers) <= set(ANSWERS) - {identity}
    assert {step.guide for step in item.next_steps if step.guide} <= set(CONTENT.guides)


EXAMPLE_STEPS = [
    pytest.param(step.examples, id=identity)
    for identity, item in CONTENT.answers.items()
    for step in item.next_steps
    if step.examples
]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("filters", EXAMPLE_STEPS)
def test_a_next_step_to_examples_finds_some(filters: Dict[str, str]) -> None:
    assert search_examples(Query(filters={kind: [value] for kind, value in filters.items()})).results


@pytest.mark.parametrize("identity", ANSWERS)
def test_legal_answers_say_where_the_law_says_so(identity: str) -> None:
    item = answer(identity)
    if item.certainty == "law":
        assert item.legal and item.paragraphs
    assert not item.paragraphs or item.legal


@pytest.mark.parametrize("identity", ANSWERS)
def test_no_answer_is_hard_to_read(identity: str) -> None:
    assert max(map(lix, parts(identity))) < HARDEST


def test_the_answers_are_easy_enough_on_average() -> None:
    assert statistics.mean(lix(item.text) for item in CONTENT.answers.values()) < HARD_ON_AVERAGE


@pytest.mark.parametrize("label", [*(f"faq/{identity}" for identity in ANSWERS), *INTENTS])
def test_every_label_has_training_data(label: str) -> None:
    assert training_lines()[label] >= 12


def test_there_are_74_examples_and_30_guides() -> None:
    assert (len(CONTENT.examples), len(CONTENT.guides)) == (74, 30)


def sentences(text: str) -> List[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", text.strip()) if part]


@pytest.mark.parametrize("guide", CONTENT.guides.values(), ids=CONTENT.guides.keys())
def test_a_guides_summary_is_two_sentences(guide: Guide) -> None:
    assert len(sentences(guide.summary)) == 2, sentences(guide.summary)
    assert guide.topics
    assert guide.year or guide.year_note


@pytest.mark.parametrize("identity", CONTENT.examples)
def test_an_examples_place_fits_together(identity: str) -> None:
    example = CONTENT.examples[identity]
    if example.municipality:
        code = register.municipalities()[example.municipality].region_code
        assert example.region == register.region_names_by_code()[code]


def test_the_page_s_service_rows_are_there() -> None:
    assert {"contact_person", "covid_information"} <= set(CONTENT.answers)
    assert CONTENT.notices
    assert any(notice.as_of.isoformat() == "2019-12-02" for notice in CONTENT.notices.values())
