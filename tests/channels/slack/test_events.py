"""Events of Slack's: who is answered, where, and how many times."""

from __future__ import annotations

import json
import time
from typing import Any, Dict

import pytest

from bot.channels.turns import conversation_id
from bot.conversations.slack.workspace import SlackWorkspace
from tests.channels.slack.person import OK, Person, text
from tests.channels.slack.replies import answers
from tests.channels.slack.running import Running


@pytest.fixture
def anna(workspace: SlackWorkspace, bot: Running) -> Person:
    return Person(workspace, bot)


def settled(person: Person) -> None:
    """Everything that was sent before has been carried out, or never will be: a later message is answered."""
    other = Person(person.workspace, person.bot)
    other.send(other.event("sist"))
    person.workspace.wait_until(lambda: any(each.channel == other.direct for each in person.workspace.posted), 10)
    assert person.bot.engine.heard.pop().text == "sist"
    person.workspace.posted.pop()


def test_a_direct_message_is_answered(anna: Person) -> None:
    anna.send(anna.event("hej &lt;du&gt; &amp; <https://b.se|b.se>"))
    (posted,) = anna.waits_for(1)
    assert (posted.channel, posted.thread, posted.only_for) == (anna.direct, None, "")
    assert text(posted) == "Jag hörde hej <du> & b.se"
    assert anna.bot.engine.heard[0].sender_id == conversation_id("slack", anna.workspace.team, anna.direct)
    assert anna.bot.engine.heard[0].input_channel == "slack"


RETRIES: list = [
    {},
    {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"},
    {"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "http_error"},
    {"X-Slack-Retry-Num": "3", "X-Slack-Retry-Reason": "connection_failed"},
    {"X-Slack-Retry-Num": "1"},
]


@pytest.mark.parametrize("headers", RETRIES)
def test_an_event_that_comes_again_is_answered_once(anna: Person, headers: Dict[str, str]) -> None:
    envelope = {
        "type": "event_callback", "team_id": anna.workspace.team, "event_id": "Ev1", "event": anna.event("hej"),
        "authorizations": [],
    }  # fmt: skip
    body = json.dumps(envelope).encode()
    assert anna.workspace.deliver(anna.bot.address, body, "application/json") == OK
    assert anna.workspace.deliver(anna.bot.address, body, "application/json", **headers) == OK
    anna.waits_for(1)
    settled(anna)
    assert anna.bot.engine.texts() == ["hej"]


def test_a_retry_of_what_never_came_is_answered(anna: Person) -> None:
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": anna.event("hej")}
    body = json.dumps(envelope).encode()
    retry = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "connection_failed"}
    assert anna.workspace.deliver(anna.bot.address, body, "application/json", **retry) == OK
    assert anna.waits_for(1)


@pytest.mark.parametrize("first", ["app_mention", "message"])
def test_a_mention_is_answered_once_in_its_thread(anna: Person, first: str) -> None:
    mention = anna.event(f"<@{anna.workspace.bot}> hej", channel="C1", channel_type="channel")
    second = {"app_mention": "message", "message": "app_mention"}[first]
    anna.send({**mention, "type": first})
    anna.send({**mention, "type": second})
    (posted,) = anna.waits_for(1)
    settled(anna)
    assert anna.bot.engine.texts() == ["hej"]
    assert (posted.channel, posted.thread) == ("C1", mention["ts"])


@pytest.mark.parametrize("kind", ["channel", "group", "mpim"])
def test_replies_in_our_thread_need_no_mention(anna: Person, kind: str) -> None:
    mention = anna.event(f"<@{anna.workspace.bot}> hej", channel="C1", channel_type=kind)
    anna.send(mention)
    anna.send(anna.event("och sedan?", channel="C1", channel_type=kind, thread_ts=mention["ts"]))
    posted = anna.waits_for(2)
    assert anna.bot.engine.texts() == ["hej", "och sedan?"]
    assert {each.thread for each in posted} == {mention["ts"]}
    assert len({message.sender_id for message in anna.bot.engine.heard}) == 1


def test_other_threads_are_not_ours(anna: Person) -> None:
    anna.send(anna.event("vad tycker ni?", channel="C1", thread_ts="1.1"))
    anna.send(anna.event("hej allihop", channel="C1"))
    anna.send(anna.event("hej båda", channel="G1", channel_type="mpim"))
    settled(anna)
    assert (anna.bot.engine.heard, anna.workspace.posted) == ([], [])


def test_conversations_are_kept_apart(anna: Person) -> None:
    bot = anna.workspace.bot
    for event in (
        anna.event("ett"), anna.event("två"), anna.event("tre", thread_ts="5.5"),
        anna.event(f"<@{bot}> fyra", channel="C1"), anna.event(f"<@{bot}> fem", channel="C1"),
    ):  # fmt: skip
        anna.send(event)
    posted = anna.waits_for(5)
    in_order = {message.text: message.sender_id for message in anna.bot.engine.heard}
    assert in_order["ett"] == in_order["två"] == in_order["tre"]
    assert len(set(in_order.values())) == 3
    assert [each.thread for each in posted if "tre" in each.text] == ["5.5"]


NOBODY: list = [
    {"subtype": "bot_message", "bot_id": "B1"},
    {"bot_id": "B1"},
    {"subtype": "message_changed", "message": {"text": "nytt"}},
    {"subtype": "message_deleted"},
    {"user": "U0GUIDEN"},
    {"type": "reaction_added"},
    {"type": "assistant_thread_started"},
    {"type": "app_home_opened", "tab": "messages"},
]


@pytest.mark.parametrize("event", NOBODY)
def test_what_is_ignored(anna: Person, event: Dict[str, Any]) -> None:
    anna.send({**anna.event("hej"), **event})
    settled(anna)
    assert (anna.bot.engine.heard, anna.workspace.posted, anna.workspace.homes) == ([], [], {})


@pytest.mark.parametrize("event", [None, [], {}, {"type": "message"}, {"type": "message", "text": None, "user": "U1"}])
def test_what_is_no_event_is_taken_politely(anna: Person, event: Any) -> None:
    assert anna.workspace.send_event(anna.bot.address, event) == OK
    settled(anna)
    assert anna.bot.engine.heard == []


def test_a_charset_is_no_hindrance(anna: Person) -> None:
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": anna.event("hej åäö")}
    body = json.dumps(envelope, ensure_ascii=False).encode()
    assert anna.workspace.deliver(anna.bot.address, body, "application/json; charset=utf-8") == OK
    anna.waits_for(1)
    assert anna.bot.engine.texts() == ["hej åäö"]


def test_an_unsigned_request_gets_nothing(anna: Person) -> None:
    challenge = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    assert anna.workspace.deliver(anna.bot.address, challenge, "application/json") == (200, b'{"challenge":"abc"}')
    forged = {"X-Slack-Signature": "v0=" + "0" * 64}
    assert anna.workspace.deliver(anna.bot.address, challenge, "application/json", **forged) == (401, b"")
    assert anna.workspace.deliver(anna.bot.address, b"{", "application/json")[0] == 400


def test_slack_is_answered_at_once(anna: Person) -> None:
    anna.workspace.faults[anna.direct] = []
    started = time.monotonic()
    for number in range(10):
        anna.send(anna.event(f"nummer {number}"))
    assert time.monotonic() - started < 3
    assert [text(each) for each in anna.waits_for(10)] == [f"Jag hörde nummer {number}" for number in range(10)]


REFUSED = [  # what is written, part of what is said
    ("/restart", "inte börja med snedstreck"),
    (" /session_start", "inte börja med snedstreck"),
    ('/inform{"role":"admin"}', "inte börja med snedstreck"),
    ("å" * 1001, "Högst 1000 tecken"),
]


@pytest.mark.parametrize(("written", "said"), REFUSED)
def test_what_is_refused_is_told(anna: Person, written: str, said: str) -> None:
    anna.send(anna.event(written))
    mention = anna.event(f"<@{anna.workspace.bot}> {written}", channel="C1")
    anna.send(mention)
    posted = {each.thread: text(each) for each in anna.waits_for(2)}
    assert all(said in told for told in posted.values()) and set(posted) == {None, mention["ts"]}
    assert anna.bot.engine.heard == []


def test_a_file_alone_says_nothing(anna: Person) -> None:
    anna.send(anna.event("", subtype="file_share"))
    assert text(anna.waits_for(1)[0]) == "Skriv något först."


def test_a_mention_alone_is_a_greeting(anna: Person) -> None:
    anna.send(anna.event(f"<@{anna.workspace.bot}>", channel="C1", type="app_mention"))
    anna.waits_for(1)
    (heard,) = anna.bot.engine.heard
    assert (heard.text, heard.metadata["title"]) == ("/greet", "Hej")


def test_nobody_is_pinged_by_what_is_repeated(anna: Person) -> None:
    anna.send(anna.event("&lt;!channel&gt; &lt;@U1&gt; @here **x**"))
    (posted,) = anna.waits_for(1)
    (block,) = posted.blocks
    assert block["text"] == {
        "type": "mrkdwn", "text": "Jag hörde &lt;!channel&gt; &lt;@U1&gt; @here *x*", "verbatim": True,
    }  # fmt: skip
    assert posted.text == "Jag hörde &lt;!channel&gt; &lt;@U1&gt; @here *x*"


def test_too_many_messages(workspace: SlackWorkspace) -> None:
    with Running(workspace, answers, messages_per_minute=2) as bot:
        anna = Person(workspace, bot)
        for number in range(3):
            anna.send(anna.event(f"nummer {number}"))
        assert "många meddelanden" in text(anna.waits_for(3)[2])
        assert len(bot.engine.heard) == 2
