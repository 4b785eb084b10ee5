"""What is pressed, submitted and commanded in Slack."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import pytest

from bot.channels.choices import OVER
from bot.channels.others import NOTICE
from bot.channels.slack import receiver, views
from bot.channels.turns import conversation_id
from bot.conversations.slack.workspace import SlackWorkspace
from bot.engine.admission import Overloaded
from tests.channels.slack.person import OK, Person, choices, text
from tests.channels.slack.running import Running
from tests.inbox.leaving import left


@pytest.fixture
def anna(workspace: SlackWorkspace, bot: Running) -> Person:
    return Person(workspace, bot)


def said(person: Person) -> List[Any]:
    return [(message.text, message.metadata) for message in person.bot.engine.heard]


def test_a_pressed_button_is_replaced_and_only_counts_once(anna: Person) -> None:
    anna.send(anna.event("exempel"))
    (posted,) = anna.waits_for(1)
    more, skane = choices(posted).values()
    anna.press(posted, skane)
    anna.press(posted, more)  # both before Slack has shown that it was pressed
    assert "Jag hörde" in text(anna.waits_for(2)[1])
    anna.workspace.wait_until(lambda: not choices(posted), 10)
    assert text(posted).endswith("Du valde: Bara Skåne (2)") and "Yalla Trappan" in text(posted)
    assert posted.text.endswith("Du valde: Bara Skåne (2)")
    assert said(anna)[1:] == [
        ('/search_examples{"choice": {"add": "Skåne"}}', {"title": "Bara Skåne (2)"})
    ]  # fmt: skip


@pytest.mark.parametrize("fault", [Overloaded(), ValueError()])
def test_a_button_that_was_refused_stays_and_may_be_pressed_again(anna: Person, fault: Exception) -> None:
    anna.send(anna.event("exempel"))
    (posted,) = anna.waits_for(1)
    anna.bot.engine.faults = [fault]
    skane = choices(posted)["Bara Skåne (2)"]
    anna.press(posted, skane)
    told = anna.waits_for(2)[1]
    assert told.only_for == anna.user and "Jag hörde" not in told.text and len(choices(posted)) == 2
    anna.workspace.wait_until(lambda: not left(), 10)
    anna.press(posted, skane)
    assert "Jag hörde" in text(anna.waits_for(3)[2])
    anna.workspace.wait_until(lambda: not choices(posted), 10)


def test_feedback_and_next_steps_are_pressed_apart(anna: Person) -> None:
    anna.send(anna.event("vad är IOP?"))
    (posted,) = anna.waits_for(1)
    offered = choices(posted)
    assert list(offered) == ["Visa fler (4 kvar)", "Ja, det hjälpte", "Nej, det hjälpte inte"]
    anna.press(posted, offered["Ja, det hjälpte"])
    anna.workspace.wait_until(lambda: list(choices(posted)) == ["Visa fler (4 kvar)"], 10)
    anna.press(posted, offered["Visa fler (4 kvar)"])
    anna.workspace.wait_until(lambda: not choices(posted), 10)
    assert text(posted).endswith("Du valde: Visa fler (4 kvar)\nHjälpte svaret?\nDu valde: Ja, det hjälpte")
    assert [each[0] for each in said(anna)][1:] == [
        '/feedback_positive{"choice": {"answer": "iop_definition"}}', "/more_results",
    ]  # fmt: skip


def test_one_of_many_is_chosen_from_a_menu(anna: Person) -> None:
    anna.send(anna.event("många"))
    (posted,) = anna.waits_for(1)
    offered = choices(posted)
    assert len(offered) == 30 and all(len(title) > 75 for title in offered)
    title = list(offered)[27]
    anna.press(posted, offered[title])
    anna.workspace.wait_until(lambda: not choices(posted), 10)
    assert said(anna)[1] == ('/inform{"choice": {"value": 27}}', {"title": title})


def test_a_button_of_another_conversation_is_of_no_use(anna: Person) -> None:
    anna.send(anna.event("exempel"))
    (posted,) = anna.waits_for(1)
    bertil = Person(anna.workspace, anna.bot)
    bertil.send(bertil.event("hej"))
    own = bertil.waits_for(2)[1]
    bertil.press(own, list(choices(posted).values())[0])
    told = bertil.waits_for(3)[2]
    assert (told.only_for, told.text) == (bertil.user, OVER)
    assert len(anna.bot.engine.heard) == 2


@pytest.mark.parametrize(
    "action",
    [
        {"type": "button", "url": "https://a.se"},
        {"type": "static_select", "selected_option": None},
        {"type": "multi_static_select", "selected_options": [{"value": "x"}]},
        {"type": "checkboxes", "selected_options": []},
        {"type": "datepicker", "selected_date": "2026-01-01"},
    ],
)
def test_other_elements_are_taken_politely(anna: Person, action: Dict[str, Any]) -> None:
    container = {"type": "message", "message_ts": "1.1", "channel_id": anna.direct}
    pressed = {"block_id": "b", "action_id": "a", **action}
    assert anna.interact(type="block_actions", container=container, actions=[pressed], response_url="") == OK


OTHER: list = [
    {"type": "view_closed", "view": {}},
    {"type": "shortcut", "callback_id": "someone_elses", "trigger_id": "1"},
    {"type": "message_action", "callback_id": "someone_elses"},
    {"type": "view_submission", "view": {"callback_id": "someone_elses"}},
    {"type": "workflow_step_edit"},
    {"type": "block_actions"},
    {},
]


@pytest.mark.parametrize("payload", OTHER)
def test_other_interactions_are_taken_politely(anna: Person, payload: Dict[str, Any]) -> None:
    assert anna.interact(**payload) == OK
    assert anna.bot.engine.heard == []


def test_a_command_is_answered_to_one_person(anna: Person) -> None:
    anna.command("vad är IOP?")
    content, offered, asked = anna.waits_for(3)
    assert {each.only_for for each in (content, offered, asked)} == {anna.user}
    assert text(content).startswith("Du frågade: vad är IOP?\nIOP är ett samarbete [1].")
    (heard,) = anna.bot.engine.heard
    assert heard.sender_id == conversation_id("slack", anna.workspace.team, "C1", anna.user)
    anna.press(offered, choices(offered)["Visa fler (4 kvar)"])
    anna.press(asked, choices(asked)["Ja, det hjälpte"])
    anna.workspace.wait_until(lambda: not choices(offered) and not choices(asked), 10)
    assert (offered.text, asked.text) == ("Du valde: Visa fler (4 kvar)", "Du valde: Ja, det hjälpte")
    assert len(anna.waits_for(5)) == 5 and "IOP är ett samarbete" in text(content)
    assert {message.sender_id for message in anna.bot.engine.heard} == {heard.sender_id}


@pytest.mark.parametrize(
    ("written", "heard"), [("", [("/help", {"title": "Hjälp"})]), ("  ", [("/help", {"title": "Hjälp"})])]
)
def test_a_command_without_words_asks_for_help(anna: Person, written: str, heard: List[Any]) -> None:
    anna.command(written)
    (posted,) = anna.waits_for(1)
    assert posted.only_for == anna.user and said(anna) == heard


def test_a_command_may_not_be_rasas(anna: Person) -> None:
    anna.command("/restart")
    (posted,) = anna.waits_for(1)
    assert "snedstreck" in text(posted) and anna.bot.engine.heard == []


def test_a_shortcut_opens_a_form_whose_answer_comes_directly(anna: Person) -> None:
    trigger = anna.workspace.trigger()
    assert anna.interact(type="shortcut", callback_id=receiver.ASK, trigger_id=trigger) == OK
    (view,) = anna.workspace.wait_until(lambda: anna.workspace.forms, 10)
    assert anna.submit(view, "exempel") == OK
    asked, answered = anna.waits_for(2)
    assert {each.channel for each in (asked, answered)} == {anna.direct}
    assert text(asked) == "Du frågade: exempel" and "Yalla Trappan" in text(answered)
    assert anna.bot.engine.heard[0].sender_id == conversation_id("slack", anna.workspace.team, anna.direct)


@pytest.mark.parametrize(
    ("written", "told"), [("/restart", "snedstreck"), (None, "Skriv något"), ("  ", "Skriv något")]
)
def test_a_form_keeps_what_is_refused(anna: Person, written: Any, told: str) -> None:
    status, body = anna.submit(views.question_form(), written)
    answer = json.loads(body)
    assert (status, answer["response_action"]) == (200, "errors")
    assert told in answer["errors"]["question"]


def test_a_message_can_be_asked_about(anna: Person) -> None:
    anna.ask_about("vad är <https://a.se|IOP>?", anna.workspace.response_url("C1", anna.user))
    (posted,) = anna.waits_for(1)
    assert posted.only_for == anna.user
    assert text(posted).startswith("Du frågade: vad är IOP https://a.se?")
    anna.ask_about("", anna.workspace.response_url("C1", anna.user))
    assert anna.waits_for(2)[1].text == receiver.NO_TEXT


def test_home_has_buttons_that_are_answered_directly(anna: Person) -> None:
    anna.press_at_home(anna.look_at_home(), 1)
    first, second = anna.waits_for(2)
    assert {each.channel for each in (first, second)} == {anna.direct}
    assert text(first) == "Du valde: Hitta exempel"
    assert said(anna) == [("/search_examples", {"title": "Hitta exempel"})]


def test_others_are_told_of_once_where_they_read(anna: Person) -> None:
    mention = anna.event(f"<@{anna.workspace.bot}> berätta", channel="C1")
    anna.send(mention)
    anna.send(anna.event("berätta", channel="C1", thread_ts=mention["ts"]))
    anna.send(anna.event("berätta"))
    anna.command("berätta")
    told = [text(each) for each in anna.waits_for(5)]
    assert sorted(told) == sorted([NOTICE, *["Vilken bransch?"] * 3, "Du frågade: berätta\nVilken bransch?"])
    assert told.index(NOTICE) < told.index("Vilken bransch?", told.index(NOTICE))
