"""Which of what is written in Slack is for the assistant, and which conversation it belongs to."""

from __future__ import annotations

from typing import Any, Dict, Optional

import pytest

from bot.channels.slack.said import Place, from_command, from_event, from_message_shortcut, from_press
from bot.channels.turns import conversation_id

BOT, TEAM = "U0GUIDEN", "T1"
DIRECT = conversation_id("slack", TEAM, "D1")
THREAD = conversation_id("slack", TEAM, "C1", "10.1")
WHO = conversation_id("slack", TEAM, "U1")


def envelope(**event: Any) -> Dict[str, Any]:
    full = {"type": "message", "user": "U1", "text": "vad är IOP?", "channel": "D1", "ts": "10.1", **event}
    authorizations = [{"user_id": "U9", "is_bot": False}, {"user_id": BOT, "is_bot": True}]
    return {"type": "event_callback", "team_id": TEAM, "event": full, "authorizations": authorizations}


MENTION = {"text": f"<@{BOT}> vad är IOP?", "channel": "C1"}
HEARD = [  # event, place, addressed
    ({}, Place(DIRECT, "D1"), True),
    ({"thread_ts": "9.1"}, Place(DIRECT, "D1", "9.1"), True),
    ({"subtype": "file_share"}, Place(DIRECT, "D1"), True),
    (MENTION, Place(THREAD, "C1", "10.1", others_read=True), True),
    ({**MENTION, "type": "app_mention"}, Place(THREAD, "C1", "10.1", others_read=True), True),
    ({**MENTION, "channel_type": "mpim"}, Place(THREAD, "C1", "10.1", others_read=True), True),
    ({**MENTION, "ts": "12.1", "thread_ts": "10.1"}, Place(THREAD, "C1", "10.1", others_read=True), True),
    ({"channel": "C1", "ts": "12.1", "thread_ts": "10.1"}, Place(THREAD, "C1", "10.1", others_read=True), False),
    (
        {"channel": "C1", "ts": "12.1", "thread_ts": "10.1", "subtype": "thread_broadcast"},
        Place(THREAD, "C1", "10.1", others_read=True),
        False,
    ),
]


@pytest.mark.parametrize(("event", "place", "addressed"), HEARD)
def test_who_is_heard(event: Dict[str, Any], place: Place, addressed: bool) -> None:
    written = from_event(envelope(**event))
    assert written is not None
    assert (written.place, written.addressed, written.text) == (place, addressed, "vad är IOP?")
    assert written.who == WHO
    assert written.post == f"{place.channel}:{event.get('ts', '10.1')}"


IGNORED = [
    {"channel": "C1"},
    {"channel": "G1", "channel_type": "mpim"},
    {"channel": "C1", "thread_ts": "9.1", "subtype": "file_share", "text": ""},
    {"channel": "C1", "thread_ts": "9.1", "text": "<@U2> ring mig om det här"},
    {"channel": "C1", "thread_ts": "9.1", "text": "<!here> är ni med?"},
    {"subtype": "message_changed", "message": {"text": "nytt"}},
    {"subtype": "message_deleted"},
    {"subtype": "channel_join"},
    {"subtype": "bot_message", "bot_id": "B1"},
    {"bot_id": "B1"},
    {"user": BOT},
    {"user": None},
    {"edited": {"user": "U1", "ts": "11.1"}, **MENTION, "type": "app_mention"},
    {"type": "reaction_added"},
    {"type": "assistant_thread_started"},
]


@pytest.mark.parametrize("event", IGNORED)
def test_what_is_nobodys_question(event: Dict[str, Any]) -> None:
    assert from_event(envelope(**event)) is None


@pytest.mark.parametrize("event", [None, [], "x"])
def test_no_event(event: Any) -> None:
    assert from_event({"type": "event_callback", "team_id": TEAM, "event": event}) is None


def test_mentions_are_known_without_authorizations() -> None:
    body = {**envelope(**MENTION, type="app_mention"), "authorizations": []}
    written = from_event(body)
    assert written is not None and written.addressed


ALONE = Place(conversation_id("slack", TEAM, "C1", "U1"), "C1", response_url="https://r")


def test_a_command_is_answered_to_one_person() -> None:
    form = {"team_id": TEAM, "user_id": "U1", "channel_id": "C1", "response_url": "https://r", "text": "a &amp; b"}
    assert from_command(form)[:3] == (ALONE, WHO, "a & b")


def test_a_message_is_asked_about_to_one_person() -> None:
    body = {
        "team": {"id": TEAM}, "user": {"id": "U1"}, "channel": {"id": "C1"}, "response_url": "https://r",
        "message": {"text": "<https://a.se|a.se>"},
    }  # fmt: skip
    assert from_message_shortcut(body)[:3] == (ALONE, WHO, "a.se")


BLOCKS = [{"type": "section"}]


def press(channel: str, ephemeral: bool = False, thread: Optional[str] = None, **more: Any) -> Dict[str, Any]:
    container = {"type": "message", "message_ts": "10.1", "channel_id": channel, "is_ephemeral": ephemeral}
    message = {"blocks": BLOCKS, **({"thread_ts": thread} if thread else {})}
    return {
        "team": {"id": TEAM}, "user": {"id": "U1"}, "container": container, "response_url": "https://r",
        "actions": [{"type": "button", "value": "v", "block_id": "choices"}],
        **({} if ephemeral else {"message": message}), **more,
    }  # fmt: skip


PRESSED = [
    (press("D1"), Place(DIRECT, "D1")),
    (press("C1", thread="10.1"), Place(THREAD, "C1", "10.1", others_read=True)),
    (press("C1", ephemeral=True), ALONE),
    (press("D1", team=None, enterprise={"id": TEAM}), Place(DIRECT, "D1")),
    (press("D1", actions=[{"selected_option": {"value": "v"}, "block_id": "choices"}]), Place(DIRECT, "D1")),
]


@pytest.mark.parametrize(("body", "place"), PRESSED)
def test_where_something_was_pressed(body: Dict[str, Any], place: Place) -> None:
    pressed = from_press(body)
    assert pressed is not None
    assert (pressed.place, pressed.value, pressed.message, pressed.block_id) == (place, "v", "10.1", "choices")
    assert pressed.who == WHO
    assert pressed.blocks == ([] if place.response_url else BLOCKS)


NOTHING = [
    press("D1", actions=[{"type": "button", "url": "https://a.se", "block_id": "b"}]),
    press("D1", actions=[{"type": "static_select", "selected_option": None, "block_id": "b"}]),
    press("D1", actions=[{"type": "checkboxes", "selected_options": [{"value": "v"}], "block_id": "b"}]),
    press("D1", actions=[]),
    press("D1", container={"type": "view", "view_id": "V1"}),
]


@pytest.mark.parametrize("body", NOTHING)
def test_nothing_of_ours_was_pressed(body: Dict[str, Any]) -> None:
    assert from_press(body) is None
