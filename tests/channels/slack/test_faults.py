"""A slow or failing Slack loses no turn, delays no other conversation and leaves no words in the log."""

from __future__ import annotations

import logging
import statistics
import time
from typing import List

import pytest

from bot.channels.inbox import NOT_NOW
from bot.channels.slack import api, views
from bot.channels.slack.receiver import ASK
from bot.conversations.slack.workspace import Fault, Posted, SlackWorkspace
from tests.channels.slack.person import OK, Person, choices, text
from tests.channels.slack.running import Running

SECRET_WORDS = "hemliga ord om Anna"
PASSING = [  # what happens to the message, and the statuses that were given
    ([Fault(429, "ratelimited", retry_after=1)], [429, 200]),
    ([Fault(429, "ratelimited", retry_after=1)] * 2, [429, 429, 200]),
    ([Fault(500)], [500, 200]),
    ([Fault(503), Fault(502)], [503, 502, 200]),
    ([Fault(hangs_up=True)], [0, 200]),
    ([Fault(slow=5)], [200]),
]


TOLD_OR_LATE = [([Fault(error="internal_error")], [200, 200]), ([Fault(slow=11)], [200])]


@pytest.mark.parametrize(("faults", "statuses"), [*PASSING, *TOLD_OR_LATE])
def test_what_passes_is_tried_again(
    workspace: SlackWorkspace, bot: Running, caplog: pytest.LogCaptureFixture, faults: List[Fault], statuses: List[int]
) -> None:
    anna = Person(workspace, bot)
    workspace.faults[anna.direct] = list(faults)
    anna.send(anna.event("hej"))
    workspace.wait_until(lambda: len(workspace.calls) == len(statuses), 30)
    assert [status for _, status in workspace.calls] == statuses
    assert len(workspace.posted) == 1 and ours(caplog) == []


@pytest.mark.parametrize(("faults", "statuses"), PASSING)
def test_so_it_is_for_one_person(
    workspace: SlackWorkspace, bot: Running, faults: List[Fault], statuses: List[int]
) -> None:
    workspace.faults["C1"] = list(faults)
    Person(workspace, bot).command("hej", "C1")
    workspace.wait_until(lambda: len(workspace.calls) == len(statuses), 30)
    assert [status for _, status in workspace.calls] == statuses
    assert len(workspace.posted) == 1


LASTING = [  # what happens every time, and what the log says of it
    (Fault(error="channel_not_found"), "Slack did not take chat.postMessage: channel_not_found"),
    (Fault(error="invalid_auth"), "Slack did not take chat.postMessage: invalid_auth"),
    (Fault(500), "Slack did not take chat.postMessage: "),
    (Fault(hangs_up=True), "Slack could not be reached for chat.postMessage: ServerDisconnectedError"),
    (Fault(429, "ratelimited", retry_after=1), "Slack did not take chat.postMessage: ratelimited"),
]


@pytest.mark.parametrize(("fault", "line"), LASTING)
def test_what_lasts_is_logged_once_and_the_turn_is_kept(
    workspace: SlackWorkspace, bot: Running, caplog: pytest.LogCaptureFixture, fault: Fault, line: str
) -> None:
    anna = Person(workspace, bot)
    workspace.faults[anna.direct] = [fault] * 4
    anna.send(anna.event(SECRET_WORDS))
    with caplog.at_level(logging.INFO):
        workspace.wait_until(lambda: ours(caplog), 60)
    assert [each.startswith(line) for each in ours(caplog)] == [True]
    assert "hemliga" not in caplog.text and "Anna" not in caplog.text
    workspace.faults.clear()
    anna.send(anna.event("och nu?"))
    assert text(anna.waits_for(1)[0]) == "Jag hörde och nu?"
    assert bot.engine.texts() == [SECRET_WORDS, "och nu?"]


def test_what_is_answered_too_late_is_not_said_twice(
    workspace: SlackWorkspace, bot: Running, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PATIENCE_SECONDS", 1)
    anna = Person(workspace, bot)
    workspace.faults[anna.direct] = [Fault(slow=3)]
    anna.send(anna.event("hej"))
    anna.send(anna.event("och nu?"))
    assert sorted(text(each) for each in anna.waits_for(2)) == ["Jag hörde hej", "Jag hörde och nu?"]
    assert ours(caplog) == ["Slack could not be reached for chat.postMessage: TimeoutError"]


def ours(caplog: pytest.LogCaptureFixture) -> List[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]


LATE = 0.1  # seconds
ROUNDS = 7
LAME = {
    "slow": [Fault(slow=5)],
    "429": [Fault(429, "ratelimited", retry_after=5)],
    "500": [Fault(500)] * 4,
    "invalid_auth": [Fault(error="invalid_auth")],
    "closed": [Fault(hangs_up=True)] * 4,
}


def answer_time(person: Person) -> float:
    """The median of some, from the moment something is said until the answer is posted: the machine does more."""
    times = []
    for _ in range(ROUNDS):
        before = len(mine(person))
        began = time.monotonic()
        person.send(person.event("snabbt"))
        person.workspace.wait_until(lambda before=before: len(mine(person)) > before)
        times.append(mine(person)[-1].at - began)
    return statistics.median(times)


def mine(person: Person) -> List[Posted]:
    return [each for each in person.workspace.posted if each.channel == person.direct]


@pytest.mark.parametrize("faults", LAME.values(), ids=LAME)
def test_nobody_else_is_delayed(workspace: SlackWorkspace, bot: Running, faults: List[Fault]) -> None:
    lucky = Person(workspace, bot)
    at_rest = answer_time(lucky)
    unlucky = [Person(workspace, bot) for _ in range(20)]
    for person in unlucky:
        workspace.faults[person.direct] = list(faults)
        person.send(person.event("långsamt"))
    assert answer_time(lucky) < at_rest + LATE
    assert bot.engine.texts().count("långsamt") == len(unlucky)


def test_a_button_that_cannot_be_replaced_is_answered_all_the_same(workspace: SlackWorkspace, bot: Running) -> None:
    anna = Person(workspace, bot)
    anna.send(anna.event("exempel"))
    (posted,) = anna.waits_for(1)
    workspace.faults["chat.update"] = [Fault(error="cant_update_message")]
    anna.press(posted, list(choices(posted).values())[0])
    assert "Jag hörde" in text(anna.waits_for(2)[1])


def test_without_slack_the_form_and_home_are_only_not_shown(workspace: SlackWorkspace, bot: Running) -> None:
    anna = Person(workspace, bot)
    workspace.faults["views.publish"] = [Fault(error="not_enabled")]
    anna.send({"type": "app_home_opened", "user": anna.user, "channel": anna.direct, "tab": "home"})
    anna.send(anna.event("hej"))
    anna.waits_for(1)
    workspace.wait_until(lambda: ("views.publish", 200) in workspace.calls, 10)
    assert workspace.homes == {}


def test_what_cannot_be_answered_directly_is_not_lost(workspace: SlackWorkspace, bot: Running) -> None:
    anna = Person(workspace, bot)
    home = anna.look_at_home()
    workspace.faults["conversations.open"] = [Fault(error="not_allowed")] * 2
    assert anna.submit(views.question_form(), "Får vi kräva <lärlingar>?") == OK
    asked = "\n".join(text(each) for each in anna.waits_for(2))
    assert asked == f"Du frågade: Får vi kräva <lärlingar>?\n{NOT_NOW}"
    anna.press_at_home(home, 1)
    assert [text(each) for each in anna.waits_for(4)[2:]] == ["Du valde: Hitta exempel", NOT_NOW]
    assert {each.channel for each in workspace.posted} == {anna.direct} and bot.engine.heard == []


def test_the_form_waits_for_nothing_else(workspace: SlackWorkspace, bot: Running) -> None:
    anna = Person(workspace, bot)
    workspace.faults["views.publish"] = [Fault(429, "ratelimited", retry_after=5)]
    anna.send({"type": "app_home_opened", "user": anna.user, "channel": anna.direct, "tab": "home"})
    assert anna.interact(type="shortcut", callback_id=ASK, trigger_id=workspace.trigger()) == OK
    assert workspace.wait_until(lambda: workspace.forms, 3)
    assert workspace.homes == {}


def test_what_nobody_foresaw_is_logged_without_slacks_ids(
    workspace: SlackWorkspace, bot: Running, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "_conversations_open", lambda arguments: {})
    anna = Person(workspace, bot)
    assert anna.submit(views.question_form(), "hej") == OK
    anna.ask_about("", ["https://slack.example/response"])
    with caplog.at_level(logging.INFO):
        workspace.wait_until(lambda: len(ours(caplog)) == 2, 10)
    assert all("could not be finished" in line for line in ours(caplog))
    assert not any(each in caplog.text for each in (anna.user, workspace.team, anna.direct, "slack.example"))
