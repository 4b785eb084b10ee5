"""What the channel takes, what it says at once and what later."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from typing import Any, Dict, Iterator, List

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.choices import OVER
from bot.channels.contact_details import HIDDEN
from bot.channels.others import NOTICE
from bot.channels.turns import UNAVAILABLE
from bot.conversations.teams.cards import shown
from bot.conversations.teams.microsoft import Microsoft
from bot.replies.model import Choice, Reply
from bot.settings import Settings
from bot.submissions import drafts
from bot.submissions.fields import placeholder
from tests.channels.teams.conftest import chosen_for
from tests.channels.teams.service import Person, Service


@pytest.fixture
def service(chosen: Settings, microsoft: Microsoft) -> Iterator[Service]:
    with Service(chosen, microsoft) as running:
        yield running


def lines(activity: Dict[str, Any]) -> List[str]:
    return shown(activity).lines


def test_an_answer_to_what_is_said(service: Service, microsoft: Microsoft) -> None:
    anna = Person(service)
    activity = anna.activity(text="vad är <at>Hänsynsguiden</at> IOP?")
    assert microsoft.deliver(service.address, activity)[0] == 202
    (answer,) = anna.wait_for(1)
    assert lines(answer) == ["Du sa vad är Hänsynsguiden IOP?"]
    assert (answer["replyToId"], answer["from"], answer["recipient"]) == (
        activity["id"], {"id": activity["recipient"]["id"]}, {"id": activity["from"]["id"]}
    )  # fmt: skip
    assert microsoft.messages(anna.chat["id"])[0].reply_to == activity["id"]
    assert service.heard[0].input_channel == "teams"


def test_the_same_activity_is_answered_once(service: Service, microsoft: Microsoft) -> None:
    anna, lars = Person(service), Person(service)
    first = anna.activity(text="hej")
    for _ in range(3):
        assert microsoft.deliver(service.address, first)[0] == 202
    assert lars.deliver(text="hej", id=first["id"]) == 202  # ids are a chat's own
    lars.wait_for(1)
    anna.deliver(text="och nu?")
    assert [lines(each) for each in anna.wait_for(2)] == [["Du sa hej"], ["Du sa och nu?"]]


def test_it_is_taken_at_once_and_typing_is_shown_meanwhile(chosen: Settings, microsoft: Microsoft) -> None:
    async def think(message: UserMessage) -> None:
        await asyncio.sleep(3.5)

    with Service(chosen, microsoft, think) as service:
        anna = Person(service)
        begun = time.monotonic()
        anna.deliver(text="hej")
        assert time.monotonic() - begun < 1.0
        anna.wait_for(1)
        typing = [each for each in microsoft.posted if each.activity["type"] == "typing"]
        assert len(typing) == 2
        assert typing[0].at - begun < 1.0 and 2.9 < typing[1].at - typing[0].at < 4.0
        assert [each.activity["type"] for each in microsoft.posted][-1] == "message"


def test_turns_of_a_conversation_come_in_order(chosen: Settings, microsoft: Microsoft) -> None:
    async def slower_first(message: UserMessage) -> None:
        await asyncio.sleep(0.5 if message.text == "1" else 0)
        await message.output_channel.send_text_message(message.sender_id, f"svar {message.text}")

    with Service(chosen, microsoft, slower_first) as service:
        anna = Person(service)
        for number in "123":
            anna.deliver(text=number)
        assert [lines(each) for each in anna.wait_for(3)] == [["svar 1"], ["svar 2"], ["svar 3"]]


COMMAND = "Ett meddelande kan inte börja med snedstreck. Skriv med vanliga ord."
REFUSED = {
    "too long": ("å" * 1001, "Meddelandet är 1001 tecken. Högst 1000 tecken får plats."),
    "much too long": ("å" * 20_000, "Meddelandet är 20000 tecken. Högst 1000 tecken får plats."),
    "a command": ("/restart", COMMAND),
    "a command behind blanks": ("&nbsp; /restart", COMMAND),
    "a command behind a mention": ("<at></at>/restart", COMMAND),
    "slots": ('/inform{"role":"admin"}', COMMAND),
    "nothing": ("", "Skriv något först."),
    "blanks": ("&nbsp;\n ", "Skriv något först."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_said_why(text: str, sentence: str, service: Service) -> None:
    anna = Person(service)
    anna.deliver(text=text)
    (answer,) = anna.wait_for(1)
    assert lines(answer) == [sentence]
    assert service.heard == []


def test_too_many_messages_are_refused(microsoft: Microsoft, tmp_path: Any) -> None:
    chosen = chosen_for(microsoft, state_dir=tmp_path, messages_per_minute=2)
    with Service(chosen, microsoft) as service:
        anna = Person(service)
        for text in ("ett", "två", "tre"):
            anna.deliver(text=text)
        assert [lines(each) for each in anna.wait_for(3)] == [
            ["Du sa ett"], ["Du sa två"], ["Det blev många meddelanden på kort tid."]
        ]  # fmt: skip


def offering(number: int) -> Any:
    async def offer(message: UserMessage) -> None:
        offered = tuple(Choice(f"Val {each}", "inform", each) for each in range(number))
        said = f"{message.text} {message.metadata}"
        await message.output_channel.send_custom_json(message.sender_id, Reply("form", said, choices=offered).as_json())

    return offer


@pytest.mark.parametrize("number", [3, 26])
def test_choices_can_be_pressed(number: int, chosen: Settings, microsoft: Microsoft) -> None:
    with Service(chosen, microsoft, offering(number)) as service:
        anna = Person(service)
        anna.deliver(text="visa")
        pressable = shown(anna.wait_for(1)[0]).choices
        assert len(pressable) == number
        anna.deliver(value=pressable[-1].value, text=None)
        answer = lines(anna.wait_for(2)[1])
        told = [f"Du valde: Val {number - 1}"] if number == 26 else []  # a list doesn't show what was chosen in it
        assert answer == [*told, f"/inform{{\"choice\": {number - 1}}} {{'title': 'Val {number - 1}'}}"]


def test_what_was_not_offered_can_not_be_pressed(chosen: Settings, microsoft: Microsoft) -> None:
    with Service(chosen, microsoft, offering(2)) as service:
        anna, lars = Person(service), Person(service)
        group = [Person(service, "19:grupp@thread.v2", "groupChat") for _ in range(2)]
        anna.deliver(text="visa")
        group[0].deliver(text="visa")
        mine = shown(anna.wait_for(1)[0]).choices[0].value
        theirs = shown(group[0].wait_for(1)[-1]).choices[0].value
        lars.deliver(value=mine)
        lars.deliver(value={"choice": "påhittat"})
        lars.deliver(value={"chosen_in": "choice_0_0"})
        assert [lines(each) for each in lars.wait_for(3)] == [
            [OVER],
            [OVER],
            ["Välj något i listan först."],
        ]
        group[1].deliver(value=theirs)
        assert "hör till någon annans fråga" in lines(group[0].wait_for(2)[-1])[0]
        assert len(service.heard) == 2


def test_each_in_a_group_is_told_once_that_others_see(chosen: Settings, microsoft: Microsoft) -> None:
    with Service(chosen, microsoft, offering(2)) as service:
        people = [Person(service, "19:grupp@thread.v2", "groupChat") for _ in range(2)]
        private = Person(service)
        for number, person in enumerate((people[0], people[0], people[1]), 1):
            person.deliver(text="hej")
            person.wait_for(number)
        private.deliver(text="hej")
        told = [lines(each)[0] == NOTICE for each in people[0].wait_for(3)]
        assert told == [True, False, True]
        assert NOTICE not in lines(private.wait_for(1)[0])


DETAILS = {"contact_name": "Sven Svensson", "contact_email": "sven@kommunen.example"}


@pytest.mark.parametrize(("kind_of_chat", "seen"), [("personal", True), ("groupChat", False), ("channel", False)])
def test_contact_details_are_shown_in_private_only(
    kind_of_chat: str, seen: bool, chosen: Settings, microsoft: Microsoft, database: str
) -> None:
    async def resume(message: UserMessage) -> None:
        drafts.begin(message.sender_id, "web", {"title": "Städ", "consent": "yes", **DETAILS})
        summary = "\n".join(placeholder(name) for name in DETAILS)
        await message.output_channel.send_custom_json(message.sender_id, Reply("form", summary).as_json())

    with Service(chosen, microsoft, resume) as service:
        anna = Person(service, kind_of_chat=kind_of_chat)
        anna.deliver(text="fortsätt")
        (answer,) = anna.wait_for(1)
    assert lines(answer) == ([*DETAILS.values()] if seen else [NOTICE, HIDDEN, HIDDEN])
    assert seen or not any(detail in json.dumps(answer) for detail in DETAILS.values())


@pytest.mark.parametrize("name", ["adaptiveCard/action", "composeExtension/query", "task/fetch", "signin/verifyState"])
def test_an_invoke_is_answered_with_json(name: str, service: Service, microsoft: Microsoft) -> None:
    activity = Person(service).activity(type="invoke", name=name, value={})
    status, body = microsoft.deliver(service.address, activity)
    assert (status, json.loads(body)) == (501, {"status": 501})


BODIES = [b"", b"[]", b'"hej"', b"{", b"null", b"\xff", json.dumps({"type": "message"}).encode()]


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_activity_is_refused(body: bytes, service: Service, microsoft: Microsoft) -> None:
    request = urllib.request.Request(service.address, body, {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    assert caught.value.code in {400, 401}
    caught.value.close()


@pytest.mark.parametrize("missing", ["from", "conversation", "recipient"])
def test_an_activity_of_nobody_is_refused(missing: str, service: Service, microsoft: Microsoft) -> None:
    activity = {**Person(service).activity(text="hej"), missing: {"tenantId": microsoft.tenant}}
    assert microsoft.deliver(service.address, activity)[0] == 400


def test_strangers_get_no_reply(service: Service, microsoft: Microsoft) -> None:
    anna = Person(service)
    foreign = {"id": "a:9", "tenantId": "0a1b2c3d-9999-4999-8999-0a1b2c3d4e5f"}
    assert anna.deliver(text="hej", conversation=foreign) == 403
    assert microsoft.deliver(service.address, anna.activity(text="hej"), "Bearer x")[0] == 401
    assert service.heard == [] and microsoft.posted == []


def test_a_failing_engine_apologises(chosen: Settings, microsoft: Microsoft) -> None:
    async def fail(message: UserMessage) -> None:
        raise RuntimeError

    with Service(chosen, microsoft, fail) as service:
        anna = Person(service)
        anna.deliver(text="hej")
        assert lines(anna.wait_for(1)[0]) == [UNAVAILABLE]
