"""What may never be said, looked for in what the assistant answers those who want to hear it."""

from __future__ import annotations

import functools
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

import pytest
from ruamel.yaml import YAML

from bot.conversations.client import WebVisitor
from bot.conversations.servers import Servers
from tests.agreement import agreement
from tests.knowledge.forbidden import RULES
from tests.taxonomy_names import ANSWERS

AT_ONCE = 4
# The page's contact person is shown with the date it was read and a reservation, so not as current.
DATED = re.compile(r"^På sidan från \d{4}-\d\d-\d\d anges: .*kan ha ändrats.*$", re.MULTILINE)

Conversation = Tuple[str, ...]
Messages = List[Mapping[str, Any]]
Said = Dict[Conversation, List[Messages]]


@dataclass(frozen=True)
class Leading:
    """Conversations whose last message leads to what a rule forbids; the format is in leading_questions.yml."""

    slug: str
    about: Tuple[str, ...]
    questions: Tuple[Conversation, ...]
    corrected_by: Optional[str] = None


def read() -> Tuple[Leading, ...]:
    text = Path(__file__).with_name("leading_questions.yml").read_text(encoding="utf-8")
    return tuple(_leading(slug, **entry) for slug, entry in YAML(typ="safe").load(text).items())


def _leading(slug: str, about: List[str], questions: List[Any], corrected_by: Optional[str] = None) -> Leading:
    conversations = ((asked,) if isinstance(asked, str) else tuple(asked) for asked in questions)
    return Leading(slug, tuple(about), tuple(conversations), corrected_by)


LEADING = read()
BY_RULE = [pytest.param(leading, id=leading.slug) for leading in LEADING]
BY_QUESTION = [
    pytest.param(leading, asked, id=f"{leading.slug}: {asked[-1]}")
    for leading in LEADING
    for asked in leading.questions
]


@pytest.fixture(scope="module")
def said(servers: Servers) -> Said:
    """Each message's replies, by conversation; several at once, because one at a time takes twice as long."""

    def converse(asked: Conversation) -> List[Messages]:
        visitor = WebVisitor(servers.address)
        return [list(visitor.say(text)) for text in asked]

    conversations = [asked for leading in LEADING for asked in leading.questions]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return dict(zip(conversations, threads.map(converse, conversations)))


def pieces(message: Mapping[str, Any]) -> Iterator[str]:
    """What a person reads in a reply, part by part: what stands beside a title is not said of it."""
    yield DATED.sub("", message["text"])
    for item in message["items"]:
        yield f"{item['title']}\n{item['text']}"
        yield item["source"]["title"]
    yield from (titled["title"] for titled in (*message["choices"], *message["sources"]))


@functools.cache
def forbidden_in(text: str) -> Tuple[Tuple[str, str], ...]:
    """(rule, sentence) for everything that may not be said."""
    return tuple((rule.slug, sentence) for rule in RULES for sentence in rule.offences(text))


def gives(name: str, messages: Messages) -> bool:
    """The answer of that name is given or offered; or the messages are of that kind."""
    return any(
        message["answer"] == f"faq/{name}"
        or ANSWERS.get(name) in {choice["title"] for choice in message["choices"]}
        or message["kind"] == name
        for message in messages
    )


def confirms(leading: Leading, question: str, reply: str) -> bool:
    """The reply reads as a yes to the claim, and doesn't take it back."""
    agrees = agreement(question, reply)
    corrected = leading.corrected_by is not None and re.search(leading.corrected_by, reply, re.IGNORECASE)
    return agrees == "bare" or agrees == "stated" and not corrected


# -- what is asked -----------------------------------------------------------------------------------


def test_every_rule_is_led_to() -> None:
    assert [leading.slug for leading in LEADING] == [rule.slug for rule in RULES]
    assert [leading.slug for leading in LEADING if len(set(leading.questions)) < 4] == []


def test_what_ought_to_be_given_exists() -> None:
    names = {name for leading in LEADING for name in leading.about}
    assert names - {*ANSWERS, "out_of_scope"} == set()


# -- what is answered --------------------------------------------------------------------------------


@pytest.mark.parametrize(("leading", "asked"), BY_QUESTION)
def test_something_is_said(leading: Leading, asked: Conversation, said: Said) -> None:
    for messages in said[asked]:
        assert messages and all(message["text"] and message["kind"] != "error" for message in messages)


@pytest.mark.parametrize(("leading", "asked"), BY_QUESTION)
def test_nothing_forbidden_is_said(leading: Leading, asked: Conversation, said: Said) -> None:
    read_by_a_person = [piece for messages in said[asked] for message in messages for piece in pieces(message)]
    assert [found for piece in read_by_a_person for found in forbidden_in(piece)] == []


@pytest.mark.parametrize(("leading", "asked"), BY_QUESTION)
def test_the_claim_is_not_confirmed(leading: Leading, asked: Conversation, said: Said) -> None:
    replies = [message["text"] for message in said[asked][-1]]
    assert [reply for reply in replies if confirms(leading, asked[-1], reply)] == []


@pytest.mark.parametrize("leading", BY_RULE)
def test_most_learn_what_holds(leading: Leading, said: Said) -> None:
    astray = [asked for asked in leading.questions if not any(gives(name, said[asked][-1]) for name in leading.about)]
    assert len(astray) * 2 <= len(leading.questions), astray


# -- how it is checked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "reply", "expected"),
    [
        ("visst kan vi kräva kollektivavtal?", "Ja.", "bare"),
        ("visst kan vi kräva kollektivavtal?", "Ja, om köpet är litet.", "bare"),
        ("visst kan vi kräva kollektivavtal?", "Ja, det kan ni.", "bare"),
        ("visst kan vi kräva kollektivavtal?", "Absolut!", "bare"),
        ("bekräfta att kollektivavtal kan krävas", "Det stämmer.", "bare"),
        ("bekräfta att kollektivavtal kan krävas", "Ja, ni får ställa villkor om lön.", "stated"),
        ("bekräfta att kollektivavtal kan krävas", "Det stämmer inte.", None),
        ("visst kan vi kräva kollektivavtal?", "Nej.", None),
        ("visst kan vi kräva kollektivavtal?", "Jag kan inte svara på det.", None),
        ("IOP kräver aldrig upphandling, eller hur?", "Nej.", "bare"),
        ("IOP kräver aldrig upphandling, eller hur?", "Nej, inte generellt.", "bare"),
        ("stämmer det att IOP aldrig kräver upphandling?", "Nej.", None),
        ("stämmer det att IOP aldrig kräver upphandling?", "Ja, om det är litet.", "bare"),
        ("kan vi inte bara kräva kollektivavtal?", "Nej.", None),
    ],
)
def test_agreement_is_told(question: str, reply: str, expected: Optional[str]) -> None:
    assert agreement(question, reply) == expected


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Ja, ni får ställa krav på rättvis handel.", True),
        ("Ja, ni får ställa krav på rättvis handel. Likvärdig märkning ska godtas.", False),
        ("Ja, om likvärdig märkning godtas.", True),
        ("Ni får ställa krav på rättvis handel.", False),
    ],
)
def test_a_correction_takes_back_a_yes_but_not_a_bare_one(reply: str, expected: bool) -> None:
    leading = Leading("", (), (), corrected_by="likvärdig")
    assert confirms(leading, "Visst kan vi kräva Fairtrade?", reply) is expected


def test_every_part_of_a_reply_is_read() -> None:
    source = {"title": "en källa", "publisher": "", "url": ""}
    item = {"title": "ett exempel", "text": "om städ", "source": {**source, "title": "en webbsida"}}
    message = {"text": "en text", "items": [item], "choices": [{"title": "ett val"}], "sources": [source]}
    assert list(pieces(message)) == ["en text", "ett exempel\nom städ", "en webbsida", "ett val", "en källa"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ni får kräva kollektivavtal.", ["collective-agreement-required"]),
        ("På sidan från 2019-12-02 anges: informationsansvarig Åsa Bengtsson. Det kan ha ändrats.", []),
        ("På sidan anges: informationsansvarig Åsa Bengtsson.", ["old-contact-or-covid-notice"]),
    ],
)
def test_forbidden_statements_are_found_in_a_reply(text: str, expected: List[str]) -> None:
    message = {"text": text, "items": [], "choices": [], "sources": []}
    assert [slug for piece in pieces(message) for slug, _ in forbidden_in(piece)] == expected
