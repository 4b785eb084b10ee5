"""On running servers: a reply to the editors, in the middle of a form and outside it, and a form after long silence."""

from __future__ import annotations

import json
from typing import List

import pytest
import sqlalchemy as sa

from bot.conversations.checks import find_choice
from bot.conversations.client import WebVisitor
from bot.conversations.runner import form_values, told_code
from bot.conversations.servers import Servers
from bot.privacy.conversations import EVENTS
from bot.submissions.codes import hash_of
from bot.submissions.models import SubmissionMessageRow, SubmissionRow

TELLS = (
    "Vi i Umeå gjorde 2019 en reserverad upphandling av tvätt som tjänst för unga och vill berätta",
    "Tvätten vid älven", "Älvtvätten", "Två platser för unga i varje skift", "nej", "nej", "nej", "skicka",
)  # fmt: skip
REPLY = "Vi i Örebro gjorde 2022 en reserverad upphandling"
HOURS = 9 * 3600.0


def said(visitor: WebVisitor, text: str) -> str:
    return "\n".join(message["text"] for message in visitor.say(text))


def told(servers: Servers, visitor: WebVisitor) -> dict:
    return form_values(servers.database, visitor.conversation)


@pytest.fixture
def asked(servers: Servers, visitor: WebVisitor) -> str:
    """The code of an example that the visitor has sent in, and that an editor has asked about."""
    for text in TELLS:
        visitor.say(text)
    code = told_code(visitor.last)
    engine = sa.create_engine(servers.database, future=True)
    with engine.begin() as connection:
        identity = connection.scalar(sa.select(SubmissionRow.id).where(SubmissionRow.code_hash == hash_of(code)))
        connection.execute(sa.insert(SubmissionMessageRow).values(submission_id=identity, by="Ida", text="Hur många?"))
    engine.dispose()
    return code


def replies(servers: Servers, code: str) -> List[str]:
    engine = sa.create_engine(servers.database, future=True)
    of_code = SubmissionRow.code_hash == hash_of(code)
    wanted = sa.select(SubmissionMessageRow.text).join(SubmissionRow).where(of_code, SubmissionMessageRow.by.is_(None))
    with engine.connect() as connection:
        found = list(connection.scalars(wanted))
    engine.dispose()
    return found


def press_reply(visitor: WebVisitor, code: str) -> None:
    visitor.say(f"Hur går det med {code}?")
    visitor.choose(find_choice(visitor.last, "Svara redaktionen"))


def test_a_reply_in_the_middle_of_a_form(servers: Servers, visitor: WebVisitor, asked: str) -> None:
    visitor.say("skicka in exempel")
    visitor.say("Bageriet som anställde")
    press_reply(visitor, asked)
    assert "Då skickar jag inget svar.\nVilken organisation" in said(visitor, "avbryt")
    press_reply(visitor, asked)
    assert "lämnat till redaktionen" in said(visitor, REPLY)
    assert (replies(servers, asked), told(servers, visitor)) == ([REPLY], {"title": "Bageriet som anställde"})
    assert "I vilken kommun" in said(visitor, "Surdegen AB")


def test_a_reply_that_looks_like_an_example(servers: Servers, visitor: WebVisitor, asked: str) -> None:
    press_reply(visitor, asked)
    answered = said(visitor, REPLY)
    assert "lämnat till redaktionen" in answered and "Vad vill du kalla" not in answered
    assert (replies(servers, asked), told(servers, visitor)) == ([REPLY], {})
    assert "IOP" in said(visitor, "Vad är IOP?")


def test_no_reply_after_all(servers: Servers, visitor: WebVisitor, asked: str) -> None:
    press_reply(visitor, asked)
    assert said(visitor, "avbryt") == "Då skickar jag inget svar."
    assert replies(servers, asked) == []


def let_pass(servers: Servers, visitor: WebVisitor, seconds: float) -> None:
    """Make all that the visitor's conversation holds so much older."""
    engine = sa.create_engine(servers.database, future=True)
    wanted = sa.select(EVENTS.c.id, EVENTS.c.data).where(EVENTS.c.sender_id == visitor.conversation)
    with engine.begin() as connection:
        for identity, data in connection.execute(wanted).all():
            event = json.loads(data)
            event["timestamp"] -= seconds
            older = sa.update(EVENTS).where(EVENTS.c.id == identity)
            connection.execute(older.values(data=json.dumps(event), timestamp=event["timestamp"]))
    engine.dispose()


def test_a_form_goes_on_after_a_long_silence(servers: Servers, visitor: WebVisitor) -> None:
    visitor.say("skicka in exempel")
    visitor.say("Bageriet som anställde")
    let_pass(servers, visitor, HOURS)
    assert "I vilken kommun" in said(visitor, "Surdegen AB")
    assert told(servers, visitor) == {"title": "Bageriet som anställde", "organisation": "Surdegen AB"}
