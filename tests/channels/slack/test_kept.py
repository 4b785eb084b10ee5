"""What Slack was told has come is in the inbox until it is answered, and a process that finds it there answers it."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

import pytest
import sqlalchemy as sa

from bot.channels import inbox
from bot.channels.inbox import NOT_NOW
from bot.channels.slack import views
from bot.channels.slack.said import person
from bot.channels.slack.threads import STARTER, mark
from bot.channels.turns import conversation_id
from bot.conversations.slack.workspace import SlackWorkspace
from bot.database import engine
from bot.inbox.store import MOST_TRIES
from tests.channels.slack.person import Person, choices, text
from tests.channels.slack.running import Running
from tests.inbox.leaving import leave, left, put


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or each test would wait for the next look."""
    monkeypatch.setattr(inbox, "LOOK_EVERY", 0.1)


@pytest.fixture
def anna(workspace: SlackWorkspace, bot: Running) -> Person:
    return Person(workspace, bot)


def direct(someone: Person) -> str:
    return conversation_id("slack", someone.workspace.team, someone.direct)


def rename(old: str, new: str) -> None:
    with engine().begin() as connection:
        connection.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))


def ever_kept() -> int:
    with engine().connect() as connection:
        return connection.scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'")) or 0


def nothing_is_left(someone: Person) -> bool:
    return someone.workspace.wait_until(lambda: not left(), 10)


def test_without_the_database_slack_is_told_that_it_has_not_come(anna: Person) -> None:
    event = anna.event("hej")
    rename("inbox", "away")
    assert anna.workspace.send_event(anna.bot.address, event) == (503, b"")
    assert anna.submit(views.question_form(), "exempel")[0] == 503
    rename("away", "inbox")
    anna.send(event)  # as Slack does
    assert [text(each) for each in anna.waits_for(1)] == ["Jag hörde hej"]
    assert nothing_is_left(anna) and anna.bot.engine.texts() == ["hej"]


def test_what_is_kept_has_nothing_sensitive(anna: Person) -> None:
    put(direct(anna), "före")
    anna.send(anna.event("mitt nummer är 811218-9876"))
    anna.send(anna.event("/restart 811218-9876"))
    kept = str([row.work for row in left()])
    assert len(left()) == 3 and "[personnummer]" in kept and "9876" not in kept
    assert anna.workspace.token not in kept and anna.bot.engine.heard == []


def test_nothing_is_kept_of_what_needs_no_turn(anna: Person) -> None:
    anna.look_at_home()
    anna.send(anna.event("vad tycker ni?", channel="C1", thread_ts="1.1"))
    anna.send(anna.event("hej allihop", channel="C1"))
    anna.ask_about("", anna.workspace.response_url("C1", anna.user))
    anna.waits_for(1)
    assert ever_kept() == 0


def test_in_a_thread_that_is_begun_only_what_is_for_us(anna: Person) -> None:
    """Whoever began it is known though the first message isn't answered yet."""
    bjorn = Person(anna.workspace, anna.bot)
    conversation = conversation_id("slack", anna.workspace.team, "C1", "7.7")
    put(conversation, "först", {"who": person(anna.workspace.team, anna.user), "text": "hej"})
    bjorn.send(bjorn.event("och jag?", channel="C1", thread_ts="7.7"))
    assert ever_kept() == 1
    anna.send(anna.event("och sedan?", channel="C1", thread_ts="7.7"))
    assert [row.work["text"] for row in left()] == ["hej", "och sedan?"]


def test_the_same_id_for_the_same_message(anna: Person) -> None:
    event = anna.event("hej")
    anna.send(event)
    anna.waits_for(1)
    anna.command("hej")
    anna.waits_for(2)
    first, second = (message.message_id for message in anna.bot.engine.heard)
    with Running(anna.workspace, lambda _: []) as other:
        Person(anna.workspace, other).send(event)
        anna.workspace.wait_until(lambda: other.engine.heard, 10)
        assert other.engine.heard[0].message_id == first != second


def place(channel: str, **more: Any) -> Dict[str, Any]:
    return {"channel": channel, "thread": None, "response_url": None, "others_read": False, **more}


def taken_over(someone: Person, conversation: str, work: Mapping[str, Any], count: int) -> List[str]:
    """What is said after a process has died with that work."""
    leave(conversation, "lämnad", {"who": "slack:x", **work})
    said = [text(each) for each in someone.waits_for(count)]
    assert nothing_is_left(someone)
    return said


def test_what_was_written_is_answered(anna: Person) -> None:
    url = anna.workspace.response_url("C1", anna.user)
    work = {"text": "hej", "echo": True, "addressed": True, "place": place("C1", response_url=url)}
    assert taken_over(anna, "slack:1", work, 1) == ["Du frågade: hej\nJag hörde hej"]
    assert anna.bot.engine.heard[0].message_id == "lämnad"


def test_what_was_refused_is_told(anna: Person) -> None:
    work = {"refusal": "Skriv något först.", "addressed": True, "place": place(anna.direct)}
    assert taken_over(anna, direct(anna), work, 1) == ["Skriv något först."]


def test_what_was_asked_in_the_form_is_answered_directly(anna: Person) -> None:
    team = anna.workspace.team
    work = {"text": "exempel", "echo": True, "direct": {"team": team, "user": anna.user}}
    asked, answered = taken_over(anna, person(team, anna.user), work, 2)
    assert asked == "Du frågade: exempel" and "Yalla Trappan" in answered
    assert anna.bot.engine.heard[0].sender_id == direct(anna)


def test_what_was_pressed_is_answered(anna: Person) -> None:
    """In the message the buttons stay: what stood there was only known to the process that died."""
    anna.send(anna.event("exempel"))
    (posted,) = anna.waits_for(1)
    assert nothing_is_left(anna)
    work = {
        "value": choices(posted)["Bara Skåne (2)"].action["value"], "pressed_in": posted.ts, "block_id": "choices",
        "response_url": anna.workspace.response_url(anna.direct, anna.user, posted), "place": place(anna.direct),
    }  # fmt: skip
    told = "\n".join(taken_over(anna, direct(anna), work, 3)[1:])
    assert told.startswith("Du valde: Bara Skåne (2)\nJag hörde") and len(choices(posted)) == 2


def test_what_one_person_pressed_is_replaced(anna: Person) -> None:
    anna.command("exempel")
    posted = next(each for each in anna.waits_for(2) if choices(each))
    assert nothing_is_left(anna)
    url = anna.workspace.response_url("C1", anna.user, posted)
    value = choices(posted)["Visa fler (4 kvar)"].action["value"]
    work = {"value": value, "pressed_in": posted.ts, "block_id": "choices", "response_url": url,
            "place": place("C1", response_url=url)}  # fmt: skip
    conversation = conversation_id("slack", anna.workspace.team, "C1", anna.user)
    assert "Jag hörde" in taken_over(anna, conversation, work, 3)[2]
    assert text(posted) == "Du valde: Visa fler (4 kvar)"


def test_what_came_after_a_conversation_was_erased_begins_a_new_one(anna: Person) -> None:
    who = person(anna.workspace.team, anna.user)
    work = {"who": who, "text": "hej", "addressed": False, "place": place("C1", thread="7.7", others_read=True)}
    assert taken_over(anna, "slack:1", work, 1) == ["Jag hörde hej"]
    assert anna.bot.engine.heard[0].metadata == {STARTER: mark("slack:1", who)}


GIVEN_UP: Dict[str, Any] = {
    "written": ({"text": "hej", "echo": True, "addressed": True}, f"Du frågade: hej\n{NOT_NOW}"),
    "refused": ({"refusal": "Skriv något först.", "addressed": True}, NOT_NOW),
    "pressed": ({"value": "x", "pressed_in": "1.1", "block_id": "choices"}, NOT_NOW),
    "asked in the form": ({"text": "hej", "echo": True, "direct": True}, f"Du frågade: hej\n{NOT_NOW}"),
}


@pytest.mark.parametrize(("work", "told"), GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_is_given_up_is_apologised_for(work: Mapping[str, Any], told: str, anna: Person) -> None:
    url = anna.workspace.response_url(anna.direct, anna.user)
    where = {"direct": {"team": anna.workspace.team, "user": anna.user}} if "direct" in work else {}
    whole = {"who": "slack:x", "response_url": url, "place": place(anna.direct), **work, **where}
    leave(direct(anna), "lämnad", whole, tries=MOST_TRIES)
    said = anna.waits_for(told.count("\n") + 1)
    assert "\n".join(text(each) or each.text for each in said) == told
    assert {each.channel for each in said} == {anna.direct}
    assert anna.bot.engine.heard == [] and left() == []
