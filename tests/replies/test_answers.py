"""What is said of an answer: itself, why, more, and its sources, each with the sources it uses counted from one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import List

import pytest

from bot.knowledge.records import Answer, Source
from bot.replies.answers import FOLLOW_UPS, answer_reply

SOURCES = tuple(Source(name, "SKR", f"https://skr.se/{name.lower()}", "2019-12-02") for name in ("A", "B", "C"))
ANSWER = Answer(
    id="iop_when",
    label="När passar ett IOP?",
    text="När båda bidrar [1].",
    why="Annars är det ett köp [3].",
    more="Skriv ned det [2]. Följ upp [3].",
    certainty="law",
    legal=True,
    paragraphs=("LOU 1 kap. 2 §",),
    checked=dt.date(2025, 9, 1),
    sources=SOURCES,
    related=(),
    next_steps=({"answer": "iop_legal"}, {"examples": {"method": "iop"}}),
)
LABELS = {"iop_legal": "Är IOP tillåtet?"}
DATED = "SKR, 2019-12-02"
LEGAL = "Lagrum: LOU 1 kap. 2 §. Kontrollerat 2025-09-01. Allmän vägledning, inte juridisk rådgivning."

SAID = [
    ("", f"När båda bidrar [1].\n{LEGAL}", ["A"]),
    ("why", f"Annars är det ett köp [1].\n{LEGAL}", ["C"]),
    ("more", f"Skriv ned det [1]. Följ upp [2].\n{LEGAL}", ["B", "C"]),
    ("source", f"Svaret ”När passar ett IOP?” bygger på 3 källor.\n{LEGAL}", ["A", "B", "C"]),
]


@pytest.mark.parametrize(("follow_up", "text", "sources"), SAID)
def test_text_and_sources(follow_up: str, text: str, sources: List[str]) -> None:
    reply = FOLLOW_UPS[follow_up](ANSWER, LABELS, {}) if follow_up else answer_reply(ANSWER, LABELS, {})
    assert reply.text == text
    assert [(source.title, source.publisher) for source in reply.sources] == [(name, DATED) for name in sources]
    assert (reply.kind, reply.answer) == ("answer", "faq/iop_when")


CHOICES = [
    ("", ["Är IOP tillåtet?", "Visa exempel: IOP", "Mer om det"]),
    ("why", ["Mer om det", "Är IOP tillåtet?", "Visa exempel: IOP"]),
    ("more", ["Varför?", "Är IOP tillåtet?", "Visa exempel: IOP"]),
]


@pytest.mark.parametrize(("follow_up", "titles"), CHOICES)
def test_at_most_three_choices_lead_on(follow_up: str, titles: List[str]) -> None:
    reply = FOLLOW_UPS[follow_up](ANSWER, LABELS, {}) if follow_up else answer_reply(ANSWER, LABELS, {})
    assert [choice.title for choice in reply.choices] == titles


BARE = dataclasses.replace(ANSWER, why=None, more=None, legal=False, sources=SOURCES[:1])
WITHOUT = [
    ("why", "Källorna anger inget skäl, så jag vill inte gissa."),
    ("more", "Mer än så har jag inte. Läs gärna vidare i källorna."),
    ("source", "Svaret ”När passar ett IOP?” bygger på en källa.\nSvaret kontrollerades senast 2025-09-01."),
]


@pytest.mark.parametrize(("follow_up", "text"), WITHOUT)
def test_what_the_sources_do_not_say_is_not_said(follow_up: str, text: str) -> None:
    reply = FOLLOW_UPS[follow_up](BARE, LABELS, {})
    assert reply.text == text
    assert [source.title for source in reply.sources] == ["A"]
