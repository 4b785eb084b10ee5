"""What Teams was told has come is in the inbox until it is answered, and a process that finds it there answers it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Iterator, List

import pytest
import sqlalchemy as sa

from bot.channels import inbox
from bot.channels.teams.reading import conversation, place
from bot.channels.turns import UNAVAILABLE
from bot.conversations.teams.cards import shown
from bot.conversations.teams.microsoft import Microsoft
from bot.database import engine
from bot.inbox.store import MOST_TRIES
from bot.settings import Settings
from tests.channels.teams.service import Person, Service
from tests.inbox.leaving import leave, left, put


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or each test would wait for the next look."""
    monkeypatch.setattr(inbox, "LOOK_EVERY", 0.1)


@pytest.fixture
def service(chosen: Settings, microsoft: Microsoft) -> Iterator[Service]:
    with Service(chosen, microsoft) as running:
        yield running


def rename(old: str, new: str) -> None:
    with engine().begin() as connection:
        connection.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))


def said(person: Person, count: int) -> List[List[str]]:
    return [shown(each).lines for each in person.wait_for(count)]


def test_without_the_database_teams_is_told_that_it_has_not_come(service: Service, microsoft: Microsoft) -> None:
    anna = Person(service)
    activity = anna.activity(text="hej")
    rename("inbox", "away")
    status, body = microsoft.deliver(service.address, activity)
    assert (status, json.loads(body)["error"]["message"]) == (503, UNAVAILABLE)
    rename("away", "inbox")
    assert microsoft.deliver(service.address, activity)[0] == 202
    assert said(anna, 1) == [["Du sa hej"]] and len(service.heard) == 1


def test_what_is_kept_has_nothing_sensitive(service: Service, microsoft: Microsoft) -> None:
    anna = Person(service)
    put(conversation(anna.activity()), "före")
    anna.deliver(text="mitt nummer är 811218-9876")
    anna.deliver(text="/restart 811218-9876")
    kept = str([row.work for row in left()])
    assert len(left()) == 3 and "[personnummer]" in kept and "9876" not in kept and "Andersson" not in kept
    assert microsoft.secret not in kept and service.heard == []


LEFT: Any = {
    "typed": ({"text": "hej"}, "Du sa hej"),
    "chosen in a list": ({"text": '/inform{"choice": 1}', "title": "Lund", "from_list": True}, "Du valde: Lund"),
    "refused": ({"refusal": "Skriv något först."}, "Skriv något först."),
    "a mention alone": ({"greeting": True}, "Hej!"),
}


@pytest.mark.parametrize(("work", "answer"), LEFT.values(), ids=LEFT)
def test_what_another_process_has_left_is_answered(work: Any, answer: str, service: Service) -> None:
    anna = Person(service)
    activity = anna.activity()
    leave(conversation(activity), "lämnad", {"who": "teams:x", "place": asdict(place(activity)), **work})
    (told,) = said(anna, 1)
    assert told[0].startswith(answer) and anna.wait_for(1)[0]["replyToId"] == activity["id"]
    assert [message.message_id for message in service.heard] == (["lämnad"] if "text" in work else [])
    service.microsoft.wait_until(lambda: not left(), 10)


def test_what_is_given_up_is_apologised_for(service: Service) -> None:
    anna = Person(service)
    activity = anna.activity()
    work = {"who": "teams:x", "place": asdict(place(activity)), "text": "hej"}
    leave(conversation(activity), "lämnad", work, tries=MOST_TRIES)
    assert said(anna, 1) == [[inbox.NOT_NOW]]
    assert service.heard == [] and left() == []


def test_the_same_id_for_the_same_activity(service: Service, microsoft: Microsoft, chosen: Settings) -> None:
    anna = Person(service)
    activity = anna.activity(text="hej")
    microsoft.deliver(service.address, activity)
    anna.deliver(text="hej")
    anna.wait_for(2)
    with Service(chosen, microsoft) as other:
        microsoft.deliver(other.address, activity)
        anna.wait_for(3)
    first, second = (message.message_id for message in service.heard)
    assert other.heard[0].message_id == first != second
